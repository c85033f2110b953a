"""What we know and build on: one list of six kinds, the newest first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from plan import services
from tests import factories
from tests import known_factories as things
from tests.factories import NOW
from tests.pages import lacks, tight

FACTORIES = {
    "data": things.StartingPointFactory,
    "strength": things.StrengthFactory,
    "difficulty": things.DifficultyFactory,
    "existing": things.ExistingFactory,
    "impact": things.ImpactFactory,
    "handover": things.HandoverFactory,
}


@pytest.fixture
def known_url(project):
    return reverse("plan:known", args=[project.slug])


def shown(answer):
    return [row["key"] for row in answer.context["rows"]]


@pytest.mark.parametrize("step", [timedelta(0), timedelta(minutes=1)])
def test_all_kinds_go_over_pages_there_and_back(signed_in, participant, project, known_url, step):
    """Also when everything was written down at the same moment, as an import does."""
    for turn in range(5):
        for make in FACTORIES.values():
            make(project=project, created_at=NOW + turn * step)
    client, pages, query = signed_in(participant), [], "?"
    while query:
        answer = client.get(known_url + query)
        pages.append(shown(answer))
        query, back = answer.context["pages"]["older"], answer.context["pages"]["newer"]
    keys = [key for page in pages for key in page]
    assert [len(page) for page in pages] == [12, 12, 6]
    assert len(set(keys)) == 30
    if step:
        assert [key.partition("-")[0] for key in keys[:6]] == list(reversed(FACTORIES))
    answer = client.get(known_url + back)
    assert shown(answer) == pages[1]
    answer = client.get(known_url + answer.context["pages"]["newer"])
    assert shown(answer) == pages[0]
    assert answer.context["pages"]["newer"] == ""


@pytest.mark.parametrize(
    "query",
    ["?after=x", "?before=strength-x", "?after=strength-0", "?after=nothing-1", "?kind=nothing"],
)
def test_what_is_no_key_leads_to_the_first_page(signed_in, participant, project, known_url, query):
    row = things.StrengthFactory(project=project)
    assert shown(signed_in(participant).get(known_url + query)) == [f"strength-{row.pk}"]


@pytest.mark.parametrize(
    "name", ["strength-0", "strength-x", "nothing-1", "strength", "strength-²"]
)
def test_what_is_not_there_is_not_shown(signed_in, participant, project, known_url, name):
    things.StrengthFactory(project=project)
    assert signed_in(participant).get(f"{known_url}?one={name}").status_code == 404


def test_a_thing_of_another_project_is_not_there(signed_in, participant, twin, known_url):
    row = things.StrengthFactory(project=twin)
    client = signed_in(participant)
    assert client.get(f"{known_url}?one=strength-{row.pk}").status_code == 404
    assert shown(client.get(known_url)) == []


@pytest.mark.parametrize("kind", FACTORIES)
def test_each_row_leads_to_what_can_be_done_with_it(
    signed_in, facilitator, participant, project, known_url, kind
):
    row = FACTORIES[kind](project=project)
    one = f"{known_url}?one={kind}-{row.pk}"
    assert f'href="{one}"' in signed_in(participant).get(known_url).content.decode()
    page = signed_in(participant).get(one).content.decode()
    assert row.what in page
    assert "/retire/" not in page
    page = signed_in(facilitator).get(one).content.decode()
    assert f"/{row.pk}/edit/" in page
    assert f"/{row.pk}/retire/" in page


def test_what_no_longer_holds_still_has_its_page(signed_in, facilitator, project, known_url):
    row = things.StrengthFactory(project=project, retired_at=NOW, retired_why="He left.")
    page = signed_in(facilitator).get(f"{known_url}?one=strength-{row.pk}").content.decode()
    assert "He left." in page
    assert "/edit/" not in page


def test_people_see_what_others_added_and_can_add(
    signed_in, participant, project, amina, jo, known_url
):
    point = things.StartingPointFactory(project=project)
    for n in range(7):
        services.add_to_starting_point(
            point, member=amina, by=jo, words=f"Cold {n}.", now=NOW + timedelta(hours=n)
        )
    page = tight(signed_in(participant).get(known_url).content.decode())
    assert "7 things that people added" in page
    assert "Cold 4." in page
    assert "Cold 5." not in page
    assert "Add what it leaves out" in page
    page = signed_in(participant).get(f"{known_url}?one=data-{point.pk}").content.decode()
    assert "Cold 6." in page


def test_ones_own_noticing_is_among_the_names_however_many_there_are(
    signed_in, participant, project, amina, known_url
):
    impact = things.ImpactFactory(project=project)
    for n in range(6):
        member = factories.MemberFactory(project=project)
        services.add_noticing(impact, member=member, now=NOW + timedelta(hours=n))
    services.add_noticing(impact, member=amina, now=NOW + timedelta(days=1))
    page = signed_in(participant).get(known_url).content.decode()
    assert "You noticed it too." in page


def test_facilitators_choose_what_to_add(signed_in, facilitator, participant, project, known_url):
    add = reverse("plan:known_add", args=[project.slug])
    assert signed_in(facilitator).get(known_url).content.decode().count(add) == 1
    page = signed_in(facilitator).get(add).content.decode()
    for noun in ("starting_point", "strength", "difficulty", "existing", "impact", "handover"):
        assert reverse(f"plan:{noun}_create", args=[project.slug]) in page
    assert lacks(signed_in(participant).get(known_url), add, but_has="<h1")
    assert signed_in(participant).get(add).status_code == 403


@pytest.mark.parametrize("query", ["", "?kind=data", "?show=retired", "?kind=handover"])
def test_the_list_costs_the_same_with_3_and_30_rows(
    queries_of, participant, project, amina, jo, known_url, query
):
    gone = {"retired_at": NOW, "retired_why": "It is over."} if "retired" in query else {}

    def fill(count):
        step = factories.StepFactory(project=project)
        for _n in range(count):
            rows = {kind: make(project=project, **gone) for kind, make in FACTORIES.items()}
            rows["strength"].steps.add(step)
            services.add_to_starting_point(
                rows["data"], member=amina, by=jo, words="Cold.", now=NOW
            )
            services.add_noticing(rows["impact"], member=amina, now=NOW)

    fill(3)
    few = queries_of(participant, known_url + query)
    fill(27)
    assert queries_of(participant, known_url + query) == few
    assert few <= (12, 2)
