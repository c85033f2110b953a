"""A practice that is new stands on every page that gathers, by adding one module."""

import pytest
from django.utils import timezone

from core.offers import offered
from core.templatetags.components import state_tag
from elements.places import places_to_act
from reports.content import gather
from tests import factories, made_up
from tests.pages import tight

OFFERS = """
from django.db.models import Value

from core.offers import Answered, Ask, Happening, RunLink, Section
from projects.models import Member

STATES = {"made_up": ("full", "Made up")}
PLACES = {"equal.made-up": ("plan:plan", "Do it")}


def facts(*, user, on):
    return {"made_up": Value("from the facts")}


def asked_of_person(known):
    here = known.project
    return [Ask("Asked of you", known.of(here)["made_up"], "/", "Do it", is_late=True, of=here.pk)]


def waited_for(known, project):
    return [Ask("Waited for", "", "/", "Do it")]


def became(known, project):
    return [Answered("What I said", "What you answered", "Jo", known.now, "/", "Read it")]


def run_facts():
    return {"made_up_left": Value(3)}


RUN_LINKS = (RunLink("Made up", "home:find", 1, lambda project, facts: f"{facts['made_up_left']} left"),)


def ahead(known, project):
    return {"made_up": "what comes next"}


def tell(row):
    return {"project": row.project, "kind": "made up", "title": row.known_as, "url": "/", "text": "", "look": ""}


HAPPENINGS = (Happening(lambda pks: Member.objects.filter(project__in=pks), "joined_at", tell, order=99),)
SECTIONS = (
    Section("made-up", "A made-up section", "reports/parts/cycles.html", lambda *args, on: {"made_up": 1}, order=35),
    Section("none", "Nothing", "reports/parts/cycles.html", lambda *args, on: {}, order=36, needs=("nothing",)),
)
"""


@pytest.fixture
def new_practice(tmp_path):
    with made_up.app(tmp_path, {"offers": OFFERS}):
        yield


def test_a_new_practice_stands_on_the_home_of_a_project(new_practice, signed_in, facilitator, jo):
    page = signed_in(facilitator).get(jo.project.get_absolute_url())
    assert page.context["asked"].asks[0].text == "from the facts"
    assert [ask.title for ask in page.context["asked"].waited_for] == ["Waited for"]
    assert [answered.words for answered in page.context["answered"].rows] == ["What I said"]
    assert "Made up <span" in tight(page.content.decode())
    assert "3 left" in page.content.decode()
    assert page.context["ahead"].made_up == "what comes next"
    assert page.context["ahead"].has_any


def test_a_new_practice_stands_on_the_timeline(new_practice, signed_in, facilitator, jo):
    page = signed_in(facilitator).get(f"{jo.project.get_absolute_url()}find/")
    assert "Jo" in [entry["title"] for entry in page.context["page"].rows]


def test_a_new_practice_stands_in_a_report_at_its_place(new_practice, project):
    now = timezone.now()
    report = factories.ReportFactory(project=project)
    told = gather(report, now=now)
    assert [section.key for section in told["sections"]][:4] == [
        "purpose",
        "people",
        "elements",
        "made-up",
    ]
    assert told["made_up"] == 1
    keys = [section.key for section in told["sections"]]
    assert keys.count("none") == 0


def test_a_new_practice_has_its_words_and_its_place(new_practice):
    assert state_tag("made up") == '<span class="tag full">Made up</span>'
    assert places_to_act()["equal.made-up"] == ("plan:plan", "Do it")


@pytest.mark.parametrize("name", ["HAPPENINGS", "SECTIONS"])
def test_no_two_want_the_same_place(name):
    orders = [one.order for some in offered(name) for one in some]
    assert len(set(orders)) == len(orders)
