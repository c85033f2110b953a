"""What a project builds on, what changes and what stays: added, changed, retired and read, a kind like the other."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from plan.forms import NewStartingPointForm
from plan.models import Existing, StartingPoint
from projects.models import Project
from tests import factories
from tests import known_factories as things
from tests.factories import DAY, NOW
from tests.pages import lacks, tight

#: A noun -> its factory, what is typed, and the words in which its list shows it.
KINDS = {
    "starting_point": (
        things.StartingPointFactory,
        {
            "what": "41 complaints",
            "from_year": "2024",
            "from_month": "3",
            "tells": "Most wait for news.",
            "leaves_out": "The quiet ones.",
        },
        "March 2024.",
    ),
    "strength": (
        things.StrengthFactory,
        {"what": "The night porter", "more": "A second one at weekends."},
        "A second one at weekends.",
    ),
    "difficulty": (
        things.DifficultyFactory,
        {"what": "Nobody knows how long", "facing": "A person goes round."},
        "A person goes round.",
    ),
    "existing": (
        things.ExistingFactory,
        {
            "what": "Soup at night",
            "whose": "The bakery",
            "owners_say": "support",
            "support": "We buy it there.",
        },
        "We buy it there.",
    ),
    "impact": (
        things.ImpactFactory,
        {
            "what": "People sleep",
            "who": "A carer",
            "how_we_know": "She counted them.",
            "noticed_on": "2026-11-02",
        },
        "Noticed by A carer on Monday 2 November 2026.",
    ),
    "handover": (
        things.HandoverFactory,
        {"what": "The blanket box", "looked_after_by": "The chapel", "until": "2028-03-01"},
        "will look after it until Wednesday 1 March 2028.",
    ),
}
#: A noun -> the word with which the list of what we know is filtered.
KEYS = {noun: "data" if noun == "starting_point" else noun for noun in KINDS}
every_kind = pytest.mark.parametrize("noun", KINDS)


@pytest.fixture
def address(project):
    """Return a function that gives the address of a page of a kind."""

    def of(noun, page="", row=None):
        if not page:
            return f"{reverse('plan:known', args=[project.slug])}?kind={KEYS[noun]}"
        return reverse(f"plan:{noun}_{page}", args=[project.slug, *([row.pk] if row else [])])

    return of


@every_kind
def test_what_a_facilitator_adds_everybody_reads(
    signed_in, facilitator, participant, address, noun
):
    _factory, form, shown = KINDS[noun]
    answer = signed_in(facilitator).post(address(noun, "create"), form)
    assert answer.url == address(noun)
    page = tight(signed_in(participant).get(address(noun)).content.decode())
    assert form["what"] in page
    assert shown in page


@every_kind
def test_a_form_sent_twice_adds_one(signed_in, facilitator, project, address, noun):
    make, form, _shown = KINDS[noun]
    client, key = signed_in(facilitator), str(uuid4())
    for _n in range(2):
        client.post(address(noun, "create"), {**form, "sent_key": key})
    assert make._meta.model.objects.filter(project=project).count() == 1


@every_kind
def test_an_empty_form_says_what_is_missing(signed_in, facilitator, address, noun):
    answer = signed_in(facilitator).post(address(noun, "create"), {"what": ""})
    errors = answer.context["form"].errors
    assert errors["what"][0].startswith("Write what ")
    assert all(said.startswith(("Write ", "Say ", "Give ")) for [said] in errors.values())


@every_kind
def test_two_people_change_one_and_the_second_sees_both_texts(
    signed_in, facilitator, project, address, noun
):
    make, form, _shown = KINDS[noun]
    row = make(project=project, what="As it was")
    client, url = signed_in(facilitator), address(noun, "edit", row)
    assert client.post(url, {**form, "revision": 1}).status_code == 302
    answer = client.post(url, {**form, "what": "Mine", "revision": 1})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert form["what"] in page
    assert "Mine" in page
    client.post(url, {**form, "what": "Mine", "revision": 2})
    row.refresh_from_db()
    assert row.what == "Mine"


@every_kind
def test_what_is_retired_stays_in_view_with_its_reason(
    signed_in, facilitator, participant, project, address, noun
):
    make, _form, _shown = KINDS[noun]
    row = make(project=project, what="The old one")
    client, url = signed_in(facilitator), address(noun, "retire", row)
    assert client.post(url, {"words": ""}).context["form"].errors == {"words": ["Say why."]}
    client.post(url, {"words": "It was taken away."})
    client.post(url, {"words": "Said again."})
    assert client.get(address(noun, "edit", row)).status_code == 404
    client = signed_in(participant)
    assert client.get(address(noun)).context["rows"] == []
    page = client.get(f"{address(noun)}&show=retired").content.decode()
    assert "The old one" in page
    assert "It was taken away." in page
    assert "Said again." not in page


@every_kind
def test_the_database_keeps_no_row_retired_without_a_reason(project, noun):
    row = KINDS[noun][0](project=project)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(retired_at=NOW)


@every_kind
def test_an_empty_list_says_what_to_do_next(signed_in, facilitator, participant, address, noun):
    page = tight(signed_in(facilitator).get(address(noun)).content.decode())
    assert page.count(f'class="button" href="{address(noun, "create")}"') == 1
    page = signed_in(participant).get(address(noun)).content.decode()
    assert 'class="empty"' in page
    assert address(noun, "create") not in page


@every_kind
def test_a_list_goes_over_pages(signed_in, participant, project, address, noun):
    rows = [KINDS[noun][0](project=project) for _n in range(30)]
    client = signed_in(participant)
    shown, query = [], address(noun).partition("?")[2]
    while query:
        answer = client.get(f"{address(noun).partition('?')[0]}?{query.lstrip('?')}")
        shown += answer.context["rows"]
        query = answer.context["pages"]["older"]
    assert [row["pk"] for row in shown] == [row.pk for row in reversed(rows)]


@every_kind
def test_a_row_of_another_project_is_not_there(signed_in, facilitator, twin, address, noun):
    row = KINDS[noun][0](project=twin)
    for page in ("edit", "retire"):
        assert signed_in(facilitator).get(address(noun, page, row)).status_code == 404


@pytest.mark.parametrize("noun", ["starting_point", "strength", "difficulty", "existing"])
def test_what_the_plan_builds_on_stays_as_it_is_after_the_end(
    signed_in, facilitator, address, noun
):
    Project.objects.update(state=Project.State.ENDED)
    assert signed_in(facilitator).get(address(noun, "create")).status_code == 403


@pytest.mark.parametrize("noun", ["impact", "handover"])
def test_what_changed_and_what_stays_can_be_written_after_the_end(
    signed_in, facilitator, address, noun
):
    Project.objects.update(state=Project.State.ENDED, ended_on=DAY)
    answer = signed_in(facilitator).post(address(noun, "create"), KINDS[noun][1])
    assert answer.status_code == 302


def test_what_we_know_is_counted_by_kind(signed_in, participant, project):
    things.StartingPointFactory.create_batch(2, project=project)
    things.StrengthFactory(project=project)
    things.StrengthFactory(project=project, retired_at=NOW, retired_why="He left.")
    things.ImpactFactory()
    client = signed_in(participant)
    answer = client.get(reverse("plan:known", args=[project.slug]))
    counts = {kind.key: count for kind, count in answer.context["kinds"]}
    assert counts == {
        "data": 2,
        "strength": 1,
        "difficulty": 0,
        "existing": 0,
        "impact": 0,
        "handover": 0,
    }
    assert "Data (2)" in answer.content.decode()
    plan = client.get(reverse("plan:plan", args=[project.slug])).content.decode()
    assert "All 3 things" in tight(plan)


def test_strengths_show_their_steps_and_difficulties_can_stand_beside_them(
    signed_in, facilitator, project, address
):
    step = factories.StepFactory(project=project, title="Ask the porter")
    dropped = factories.StepFactory(project=project, state="dropped", why_dropped="Too loud.")
    other = factories.StepFactory(title="Of another project")
    client = signed_in(facilitator)
    form = client.get(address("strength", "create")).context["form"]
    assert list(form.fields["steps"].queryset) == [step]
    for wrong in (dropped, other):
        answer = client.post(address("strength", "create"), {"what": "He", "steps": [wrong.pk]})
        assert list(answer.context["form"].errors) == ["steps"]
    client.post(address("strength", "create"), {"what": "He", "steps": [step.pk]})
    things.DifficultyFactory(project=project, what="The noise")
    things.DifficultyFactory(project=project, what="The dark", step=step)
    things.ExistingFactory(project=project, what="The bakery")
    page = client.get(f"{address('strength')},difficulty").content.decode()
    assert page.count("Ask the porter") == 2
    assert (
        page.index("The dark") < page.index("The noise") < page.index("We do nothing about it yet")
    )
    assert page.count("We do nothing about it yet") == 1
    assert "The bakery" not in page


def test_a_step_that_was_dropped_since_stays_tied(signed_in, facilitator, project, address):
    dropped = factories.StepFactory(project=project, state="dropped", why_dropped="Too loud.")
    row = things.StrengthFactory(project=project)
    row.steps.add(dropped)
    url = address("strength", "edit", row)
    signed_in(facilitator).post(url, {"what": "He", "steps": [dropped.pk], "revision": 1})
    row.refresh_from_db()
    assert row.what == "He"
    assert list(row.steps.all()) == [dropped]


def test_two_people_tie_other_steps_to_a_strength_and_the_second_sees_it(
    signed_in, facilitator, project, address
):
    first, second = (factories.StepFactory(project=project, title=t) for t in ("One", "Two"))
    row = things.StrengthFactory(project=project, what="He")
    client, url = signed_in(facilitator), address("strength", "edit", row)
    client.post(url, {"what": "He", "steps": [first.pk], "revision": 1})
    answer = client.post(url, {"what": "He", "steps": [second.pk], "revision": 1})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Steps that build on it: One" in page
    assert "Steps that build on it: Two" in page
    assert list(row.steps.all()) == [first]
    # The same words sent twice are saved.
    answer = client.post(url, {"what": "He", "steps": [first.pk], "revision": 1})
    assert answer.status_code == 302


def test_a_change_is_not_noticed_on_a_day_to_come(signed_in, facilitator, address):
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    form = {**KINDS["impact"][1], "noticed_on": tomorrow.isoformat()}
    answer = signed_in(facilitator).post(address("impact", "create"), form)
    assert answer.context["form"].errors == {
        "noticed_on": ["This day has not come yet. Write the day it was noticed."]
    }


@pytest.mark.parametrize(
    ("year", "month", "field", "words"),
    [
        ("24", "", "from_year", "with four digits"),
        ("1899", "", "from_year", "with four digits"),
        ("2050", "", "from_year", "with four digits"),
        ("", "3", "from_year", "Write the year as well."),
        ("2024", "13", "from_month", "Choose one"),
    ],
)
def test_when_data_is_from_has_to_be_a_month_of_a_year_that_came(
    signed_in, facilitator, address, year, month, field, words
):
    form = {**KINDS["starting_point"][1], "from_year": year, "from_month": month}
    answer = signed_in(facilitator).post(address("starting_point", "create"), form)
    assert words in str(answer.context["form"].errors[field])
    assert not StartingPoint.objects.exists()


@pytest.mark.parametrize("ahead", [0, 1])
def test_a_month_that_has_not_come_is_refused(facilitator, project, ahead):
    form = NewStartingPointForm(
        {**KINDS["starting_point"][1], "from_year": "2026", "from_month": str(5 + ahead)},
        project=project,
        today=date(2026, 5, 31),
    )
    assert form.is_valid() == (ahead == 0)
    assert bool(form.errors.get("from_month")) == (ahead == 1)


def test_data_without_a_day_says_so(signed_in, participant, project, address):
    things.StartingPointFactory(project=project)
    page = tight(signed_in(participant).get(address("starting_point")).content.decode())
    assert "Nobody wrote down when this is from." in page
    StartingPoint.objects.update(from_year=2023)
    page = tight(signed_in(participant).get(address("starting_point")).content.decode())
    assert "2023." in page
    assert lacks(page, "Nobody wrote down when this is from.", but_has="2023.")


@pytest.mark.parametrize(
    ("say", "support", "shown"),
    [
        ("not-asked", "", "We have not asked them yet whether they want support."),
        ("not-asked", "We buy it.", "We have not asked them yet whether they want support."),
        ("leave", "", "They asked us to leave it alone, and we do."),
        ("support", "", "We do nothing for it yet."),
    ],
)
def test_whose_it_is_was_asked_or_not(
    signed_in, facilitator, participant, address, say, support, shown
):
    form = {**KINDS["existing"][1], "owners_say": say, "support": support}
    assert signed_in(facilitator).post(address("existing", "create"), form).status_code == 302
    assert shown in tight(signed_in(participant).get(address("existing")).content.decode())


def test_what_is_to_be_left_alone_is_not_supported(signed_in, facilitator, address):
    form = {**KINDS["existing"][1], "owners_say": "leave"}
    answer = signed_in(facilitator).post(address("existing", "create"), form)
    assert "They want it left alone." in answer.content.decode()
    assert "We buy it there." in answer.content.decode()
    assert not Existing.objects.exists()
