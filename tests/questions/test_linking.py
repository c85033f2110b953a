"""What people said is linked to what came of it, where that is: a decision, a step, a change."""

import pytest
from django.utils import timezone

from decisions.services import Maker, supersede_decision, withdraw_decision
from outbox.models import Delivery
from plan.models import Impact, StartingPoint
from plan.services import move_step, retire_known_thing
from questions.emails import ContributionMoveOver
from questions.getters import with_all_that_is_named
from questions.life import life_of
from questions.models import Contribution
from questions.services import record_move
from tests import factories
from tests import known_factories as known
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution

WORDS = "Nobody asks how we get home at 4am."


@pytest.fixture
def said(amina):
    return contribution(amina, words=WORDS)


@pytest.fixture
def decision(project, jo):
    return factories.a_decision(project, jo)


@pytest.fixture
def targets(project, decision):
    """Return, by name, the page of what came of it and the page on which it is linked."""
    step = factories.StepFactory(project=project)
    impact = known.ImpactFactory(project=project)
    data = known.StartingPointFactory(project=project)
    plan = f"/projects/{project.slug}/plan/"
    return {
        "decided": (decision.get_absolute_url(), f"{decision.get_absolute_url()}said/"),
        "planned": (f"{plan}steps/{step.pk}/", f"{plan}steps/{step.pk}/said/"),
        "noticed": (
            f"{plan}known/?one=impact-{impact.pk}",
            f"{plan}known/changed/{impact.pk}/said/",
        ),
        "discussed": (
            f"{plan}known/?one=data-{data.pk}",
            f"{plan}known/data/{data.pk}/said/",
        ),
    }


def told_about(said, kind="contribution_moved") -> list[Delivery]:
    rows = Delivery.objects.filter(message__kind=kind, message__data__contribution=said.pk)
    return list(rows.order_by("pk"))


def furthest(said) -> str:
    row = with_all_that_is_named(Contribution.objects.filter(pk=said.pk)).get()
    return next(str(step.name) for step in life_of(row).steps if step.look == "now")


@pytest.mark.parametrize("what", ["discussed", "decided", "planned", "noticed"])
def test_linked_the_line_moves_the_page_shows_it_and_whoever_said_it_is_told(
    signed_in, facilitator, participant, targets, said, what
):
    there, linking = targets[what]
    client = signed_in(facilitator)
    assert "Nothing that people said is linked yet." in client.get(there).content.decode()
    page = client.post(linking, {"said": said.pk}, follow=True).content.decode()
    assert "Linked. Whoever said it is told, in the way they chose." in page
    client.post(linking, {"said": said.pk})
    move = said.moves.get()
    assert (move.what, move.undone_at) == (what, None)
    assert furthest(said) == move.get_what_display()
    told = Delivery.objects.get(message__kind="contribution_moved")
    assert (told.member, told.message.data["move"]) == (said.member, move.pk)
    page = tight(signed_in(participant).get(there).content.decode())
    heading = "about" if what == "discussed" else "behind"
    assert f"What people said {heading} this" in page
    assert WORDS in page
    assert lacks(page, "Link what people said", but_has=WORDS)
    assert f'href="{there}"' in signed_in(participant).get(said.get_absolute_url()).content.decode()


@pytest.mark.parametrize("what", ["discussed", "decided", "planned", "noticed"])
def test_taken_away_the_line_goes_back_in_view(signed_in, facilitator, targets, said, what):
    there, linking = targets[what]
    client = signed_in(facilitator)
    client.post(linking, {"said": said.pk})
    client.post(linking, {"said": said.pk, "take_away": "1"})
    assert said.moves.get().undone_at is not None
    assert furthest(said) == "Said"
    assert lacks(client.get(there).content.decode(), WORDS, but_has="is linked yet")


def test_words_find_what_to_link(signed_in, facilitator, targets, said, amina):
    contribution(amina, words="The chairs have arms.")
    _there, linking = targets["decided"]
    client = signed_in(facilitator)
    for typed in ("4AM home", "nobdy", "asked"):
        page = client.get(linking, {"q": typed}).content.decode()
        assert lacks(page, "The chairs have arms.", but_has=WORDS)
    page = client.get(linking, {"q": "penguins"}).content.decode()
    assert "We found nothing like this. Try other words." in page
    client.post(linking, {"said": said.pk})
    page = client.get(linking, {"q": "4am"}).content.decode()
    assert "We found nothing like this." in page  # it is linked already


def test_nothing_ticked_changes_nothing(signed_in, facilitator, targets, said):
    _there, linking = targets["decided"]
    client = signed_in(facilitator)
    for sent in ({}, {"said": "nonsense"}, {"said": "9" * 40}):
        page = client.post(linking, sent, follow=True).content.decode()
        assert "Tick what it rests on first." in page
    assert not said.moves.exists()


def test_what_is_said_elsewhere_or_set_aside_is_neither_offered_nor_linked_nor_shown(
    signed_in, facilitator, targets, said
):
    elsewhere = contribution(factories.MemberFactory(), words="From another project")
    there, linking = targets["decided"]
    client = signed_in(facilitator)
    client.post(linking, {"said": elsewhere.pk})
    assert not elsewhere.moves.exists()
    page = client.get(linking).content.decode()
    assert lacks(page, "From another project", but_has=WORDS)
    client.post(linking, {"said": said.pk})
    said.set_aside(now=timezone.now())
    assert lacks(client.get(there).content.decode(), WORDS, but_has="is linked yet")
    assert lacks(client.get(linking).content.decode(), WORDS, but_has="Find what else")


def test_participants_link_nothing(signed_in, participant, targets, said):
    for _there, linking in targets.values():
        assert signed_in(participant).post(linking, {"said": said.pk}).status_code == 403
    assert not said.moves.exists()


def test_what_was_withdrawn_is_linked_to_nothing_more(signed_in, facilitator, jo, decision, said):
    why = {"change_why": "It hurts.", "base_version": 1, "now": NOW}
    withdraw_decision(decision, by=jo, **why)
    url = f"{decision.get_absolute_url()}said/"
    assert signed_in(facilitator).post(url, {"said": said.pk}).status_code == 403


def test_a_step_that_is_done_moves_what_people_said_with_it_and_back(
    signed_in, facilitator, project, jo, said
):
    step = factories.StepFactory(project=project, state="doing")
    path = f"/projects/{project.slug}/plan/steps/{step.pk}/said/"
    signed_in(facilitator).post(path, {"said": said.pk})
    move_step(step, by=jo, to_state="done", now=NOW)
    assert furthest(said) == "Done"
    move_step(step, by=jo, to_state="doing", why="It broke.", now=NOW)
    assert furthest(said) == "Planned"
    move_step(step, by=jo, to_state="done", now=NOW)
    late = contribution(said.member, words="Linked when it was done.")
    signed_in(facilitator).post(path, {"said": late.pk})
    assert furthest(late) == "Done"
    assert [row.message.data["move"] for row in told_about(late)] == [
        late.moves.get(what="done").pk
    ]
    signed_in(facilitator).post(path, {"said": late.pk, "take_away": "1"})
    assert furthest(late) == "Said"
    move_step(step, by=jo, to_state="doing", why="Again.", now=NOW)
    other = contribution(said.member)
    record_move(other, what="planned", address="/elsewhere/", title="Another", now=NOW)
    move_step(step, by=jo, to_state="done", now=NOW)
    assert furthest(other) == "Planned"


def test_a_decision_with_nothing_behind_it_says_so(signed_in, facilitator, project, jo, said):
    flag = "Nothing that people said is behind it."
    decision = factories.a_decision(project, jo, rests_on="")
    client, url = signed_in(facilitator), decision.get_absolute_url()
    assert flag in client.get(url).content.decode()
    client.post(f"{url}said/", {"said": said.pk})
    assert lacks(client.get(url).content.decode(), flag, but_has=WORDS)
    told = factories.a_decision(project, jo, rests_on="What the night staff told us.")
    page = client.get(told.get_absolute_url()).content.decode()
    assert lacks(page, flag, but_has="What the night staff told us.")


def end_decision(there: str, jo, project) -> None:
    decision = project.decisions.get()
    withdraw_decision(decision, by=jo, change_why="It hurts.", base_version=1, now=NOW)


def replace_decision(there: str, jo, project) -> None:
    why = {"change_why": "It hurts.", "base_version": 1, "now": NOW}
    new = {"what": "Lamps", "why": "Light", "decided_on": DAY, "makers": [Maker(jo)]}
    supersede_decision(project.decisions.get(), by=jo, new=new, **why)


def drop_step(there: str, jo, project) -> None:
    move_step(project.steps.get(), by=jo, to_state="dropped", why="No money.", now=NOW)


def retire(model):
    def end(there: str, jo, project) -> None:
        retire_known_thing(model.objects.get(), why="It did not last.", now=NOW)

    return end


ENDS = [
    ("decided", end_decision, "It hurts."),
    ("decided", replace_decision, "It hurts."),
    ("planned", drop_step, "No money."),
    ("noticed", retire(Impact), "It did not last."),
    ("discussed", retire(StartingPoint), "It did not last."),
]


@pytest.mark.parametrize(("what", "end", "reason"), ENDS)
def test_what_counts_no_longer_takes_the_line_back_and_whoever_said_it_is_told_once(
    signed_in, facilitator, participant, project, jo, targets, said, what, end, reason
):
    there, linking = targets[what]
    signed_in(facilitator).post(linking, {"said": said.pk})
    end(there, jo, project)
    assert furthest(said) == "Said"
    [told] = told_about(said, kind="contribution_move_over")
    assert told.member == said.member
    # Who hears by letter has no page: the reason comes along.
    assert reason in ContributionMoveOver(told.message).summary()
    page = signed_in(participant).get(there).content.decode()
    assert WORDS in page  # it was so, and stays in view
    assert signed_in(facilitator).post(linking, {"said": said.pk}).status_code in (403, 404)


def test_a_step_that_is_taken_up_again_counts_again(
    signed_in, facilitator, project, jo, targets, said
):
    _there, linking = targets["planned"]
    signed_in(facilitator).post(linking, {"said": said.pk})
    drop_step("", jo, project)
    move_step(project.steps.get(), by=jo, to_state="doing", why="Money came.", now=NOW)
    assert furthest(said) == "Planned"
    assert len(told_about(said)) == 2


def test_who_is_told_is_said_as_it_is(signed_in, facilitator, project, targets, said):
    _there, linking = targets["decided"]
    unnamed = contribution(None, project=project, is_unnamed=True, words="Afraid.")
    client = signed_in(facilitator)
    page = client.post(linking, {"said": unnamed.pk}, follow=True).content.decode()
    assert "Linked. Its page shows it. We cannot write to whoever said it." in page
    page = client.post(linking, {"said": [unnamed.pk, said.pk]}, follow=True).content.decode()
    assert "Linked. Members who said it in their own name are told." in page
