"""The demo is a believable project with months of history, one that begins, and one elsewhere."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from coproduce.demo.tell_unnamed import ROTA
from coproduce.demo.voices import VOICES
from core.dates import long_date
from decisions.models import DecisionVersion, Proposal
from decisions.rounds import is_named, show_open
from decisions.services import verify_chain
from elements.beside import set_beside
from elements.getters import last_results
from elements.models import KeptRecord
from elements.records import show_records
from meetings.models import MeetingRoom, RoomWords
from outbox.models import Delivery
from participation.services import read_word
from plan.models import Concern, Step
from projects.models import Project
from questions.coming_back import find_by_words
from questions.models import Wording

WEEK = timedelta(days=7)


def counts(project: Project) -> dict[str, int]:
    return {
        "members": project.members.taking_part().count(),
        "without email": project.members.taking_part().without_email().count(),
        "invited, not come": project.members.invited().count(),
        "steps": project.steps.count(),
        "decisions": project.decisions.count(),
        "participation reviews": project.participation_reviews.count(),
        "updates": project.updates.count(),
    }


@pytest.fixture(scope="module")
def made(made_once) -> None:
    """The demo, made once for this file and taken back at its end."""
    made_once(lambda: call_command("demo", stdout=StringIO()))


@pytest.fixture
def demo(made: None, db: None) -> Project:
    return Project.objects.get(slug="waiting-at-night")


def test_demo_holds_months_of_history(demo):
    assert counts(demo) == {
        "members": 30,
        "without email": 6,
        "invited, not come": 3,
        "steps": 25,
        "decisions": 20,
        "participation reviews": 4,
        "updates": 12,
    }
    assert {step.state for step in demo.steps.all()} == set(Step.State.values)


def test_demo_has_a_private_word_that_was_answered(demo):
    word = demo.private_words.get()
    assert (word.state, word.is_barrier, bool(word.removed_at)) == ("answered", True, True)
    assert read_word(word).answer.startswith("Thank you for telling me")
    assert [reading.by.known_as for reading in word.readings.all()] == ["Jo"]


def test_demo_has_lessons_with_what_came_of_them(demo):
    lessons = demo.lessons.all()
    changed = lessons.with_what_came_after().filter(came_after=True)
    assert (changed.count(), lessons.tied().count()) == (5, 6)
    assert [lesson.waits_on.known_as for lesson in lessons.open()] == ["Grace"]


def test_demo_shows_what_it_builds_on_and_what_changed(demo):
    records = show_records(demo, on=timezone.localdate())
    shown = {
        entry.indicator.key: (entry.record.state.value, [c.number for c in entry.record.counts])
        for element in records
        for entry in element.shown
    }
    assert shown["open.data"] == ("in-place", [4, 3])
    assert shown["positive.strengths"] == ("started", [5, 4, 3, 2])
    assert shown["action.impact"] == ("in-place", [4, 3])
    assert shown["thorough.existing"] == ("in-place", [3, 3])
    assert shown["thorough.future"] == ("started", [4, 3, 0])


def test_demo_has_what_the_group_agrees_on_and_an_open_concern(demo):
    statements = demo.statements.in_force().with_counts()
    assert [row.kind for row in statements] == ["way", "way", "way", "good", "good", "done"]
    assert min(row.agree_count for row in statements) >= 15
    open_concern = Concern.objects.open().get(statement__project=demo)
    assert (open_concern.member.known_as, open_concern.entered_by.known_as) == (
        "Mr Lindqvist",
        "Jo",
    )
    assert demo.statements.waiting_for(demo.members.get(known_as="Amina").pk).count() == 2
    assert demo.groups.with_imbalance().count() == 6


def test_demo_log_has_corrections_and_holds_together(demo):
    changes = DecisionVersion.objects.filter(decision__project=demo).values_list(
        "change", flat=True
    )
    assert sorted(change for change in changes if change != "recorded") == [
        "corrected",
        "corrected",
        "corrected",
        "corrected",
        "superseded",
        "withdrawn",
    ]
    assert verify_chain(demo) == []


def test_demo_leaves_only_the_newest_letters_and_calls_to_do(demo):
    waiting = Delivery.objects.filter(message__project=demo, done_at=None).exclude(channel="email")
    shelter, chairs = demo.meetings.to_come(now=timezone.now()).order_by("on")
    assert {delivery.message.subject for delivery in waiting} == {
        "Where we are: the chairs are ordered, the drinks machine is not settled",
        "How is it going? Please rate our project",
        "Jo wrote down that you helped to decide something",
        "Jo has answered what you said",
        f"Can you come? At the night shelter, {long_date(shelter.on)}",
        f"Can you come? Saturday with the chairs, {long_date(chairs.on)}",
    }
    assert waiting.count() == 27


def test_demo_has_something_that_was_said_and_answered_and_something_that_waits(demo):
    voices = [voice.words for voice in VOICES]
    said = demo.contributions.filter(question=None, is_unnamed=False).exclude(words__in=voices)
    said = said.order_by("said_at")
    assert [(one.member.known_as, one.answer and one.answer.outcome) for one in said] == [
        ("Sean", "not-now"),
        ("Latoya", "already"),
        ("Winston", "no"),
        ("Marguerite", "passed-on"),
        ("Hamid", None),
        ("Amina", "partly"),
        ("Paulette", None),
        ("Paulette", None),
    ]
    late = said.get(member__known_as="Latoya")
    assert timezone.localdate(late.answer.given_at) > late.answer_by
    assert said.get(member__known_as="Hamid").answers.get().is_enough is False
    assert said.get(member__known_as="Winston").answer.seen_by.known_as == "Kwame"


def test_demo_explores_questions_some_reworded_one_settled_and_one_put_down(demo):
    assert demo.questions.count() == 5
    assert sorted(demo.questions.values_list("end", flat=True)) == [
        "",
        "",
        "",
        "put-down",
        "settled",
    ]
    wordings = Wording.objects.filter(question__project=demo).exclude(outcome="first")
    assert sorted(wordings.values_list("outcome", flat=True)) == ["declined", "taken", "taken"]
    said = demo.contributions.exclude(question=None)
    assert {one.way for one in said} == {"web", "paper", "phone", "aloud", "community"}
    assert said.filter(answer=None).exists()
    assert said.filter(honours__isnull=False).exists()


def test_demo_has_something_said_without_a_name_and_its_three_words(demo):
    unnamed = demo.contributions.filter(is_unnamed=True, is_from_review=False, way="web")
    assert sorted(bool(one.answer) for one in unnamed) == [False, False, True]
    found = find_by_words(demo, ROTA, is_inside=False, now=timezone.now())
    assert found is not None
    assert found.answer
    assert found.notes.count() == 1


def test_demo_had_a_room_in_which_four_things_were_said(demo):
    rows = RoomWords.objects.filter(room__project=demo).order_by("outcome")
    outcomes = [row.outcome for row in rows]
    assert outcomes == ["in-part", "waiting", "whole", "whole"]
    shown = demo.contributions.filter(way="room")
    assert (shown.count(), shown.filter(answer=None).count()) == (3, 0)
    assert MeetingRoom.objects.filter(ended_at=None).count() == 0


def test_demo_holds_what_sixty_people_said_and_what_they_wrote_in_reviews(demo):
    said = demo.contributions.all()
    assert said.exclude(way="community").count() == 64
    assert said.filter(way="community").count() == 2
    assert said.filter(way="paper").count() == 12
    hard = said.filter(honours__mark="hard").distinct()
    assert hard.count() == 4
    reviewed = said.filter(is_from_review=True).order_by("said_at", "pk")
    assert [bool(one.answer) for one in reviewed] == [True, True, True, False]
    late = [one for one in said.answered() if one.answer.given_at.date() > one.answer_by]
    assert 3 <= len(late) < said.answered().count() / 2
    assert not [one for one in said.open() if one.answer_by < timezone.localdate() - WEEK]


def test_demo_has_a_worry_that_was_looked_at_and_put_back(demo):
    assert demo.has_safety_contact
    worry = demo.safety_worries.get()
    assert (worry.outcome, worry.done_by.known_as) == ("back", "Jo")
    assert worry.about.words.startswith("After the third night")


def test_demo_made_again_changes_nothing(demo):
    before = counts(demo)
    said = StringIO()
    call_command("demo", stdout=said)
    assert said.getvalue() == "The demo data is here already; it is kept as it is.\n"
    assert counts(demo) == before
    assert Project.objects.count() == 3


def test_demo_says_how_to_sign_in(demo, settings):
    said = StringIO()
    call_command("demo", "--who", stdout=said)
    assert "amina@example.org" in said.getvalue()
    assert f"{settings.SITE_URL}/demo-mail/" in said.getvalue()


def test_demo_has_two_closed_reviews_and_an_open_one(demo):
    reviews = demo.element_reviews.order_by("opened_at")
    assert [review.count_answered() for review in reviews] == [22, 24, 11]
    assert [review.is_closed for review in reviews] == [True, True, False]
    assert reviews[1].results.filter(who="participants").count() == 38
    assert reviews[1].words.shown().count() == 7
    assert reviews[2].count_sheets() == (6, 2)


def test_demo_shows_where_record_and_people_disagree(demo):
    on = timezone.localdate()
    beside = set_beside(show_records(demo, on=on), last_results(demo)[1])
    pairs = {pair.indicator.key: pair for element in beside for pair in element.pairs}
    boundaries = pairs["transparent.boundaries"]
    assert boundaries.headline == "Our record and the participants disagree."
    assert "Our record says “in place”." in boundaries.both_sides


def test_how_we_are_doing_asks_few_queries_of_the_demo(
    demo, signed_in, django_assert_max_num_queries
):
    client = signed_in(demo.members.taking_part().exclude(user=None)[0].user)
    address = f"/projects/{demo.slug}/doing/"
    client.get(address)  # the first page of a visit notes that somebody is here
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
    demo.moves.create()  # somebody writes something, and the record is read from the rows again
    with django_assert_max_num_queries(30):
        client.get(address)
    assert KeptRecord.objects.filter(project=demo).exists()


def test_demo_decides_something_together_and_has_put_something_down(demo):
    one = demo.proposals.open().get()
    shown = show_open(one.says.select_related("member"), wording=1)
    names = [say.member.known_as if is_named(say) else "Somebody" for say in shown.not_sure]
    assert (names[0], sorted(names)) == ("Rhys", ["Mr Lindqvist", "Rhys", "Somebody"])
    assert (shown.agree, shown.aside, shown.waiting) == (4, 1, 3)
    assert Proposal.objects.waiting_for(demo.members.get(known_as="Amina")).get() == one
    assert demo.proposals.put_down().count() == 1


def test_demo_has_lines_of_life_that_go_on_and_one_that_reaches_what_was_noticed(demo):
    rows = demo.contributions.filter(moves__undone_at=None).order_by("said_at", "moves__at")
    assert list(rows.values_list("member__known_as", "moves__what").exclude(moves=None)) == [
        ("Kwame", "decided"),
        ("Kwame", "noticed"),
        ("Mr Lindqvist", "decided"),
        ("Mr Lindqvist", "planned"),
        ("Mr Lindqvist", "discussed"),
        ("Amina", "planned"),
        ("Old Tom", "discussed"),
    ]


def test_demo_has_pulses_with_results_with_too_few_and_one_that_is_open(demo):
    pulses = demo.pulses.order_by("meeting__on")
    assert [pulse.outcome for pulse in pulses] == ["few", "shown", "few", "shown", "shown", "open"]
    chapel = pulses.filter(outcome="shown").latest("meeting__on")
    assert (chapel.answered, chapel.there) == (8, 10)
    assert chapel.words.filter(when="arrive").count() == 6
    assert not chapel.results.filter(level="hidden").exists()
    assert pulses.get(outcome="open").places.taken == 2
