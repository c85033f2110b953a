"""The pages of a pulse: answering, paper, what is shown on the page of the meeting, and how all meetings felt."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from ballots.models import SealedPiece
from meetings import services
from meetings.models import MeetingAnswer, Pulse, Unasked
from questions.models import Contribution
from tests import factories
from tests.filled_forms import carried
from tests.needing import home
from tests.pages import lacks, tight
from tests.pulsing import (
    a_pulse,
    a_shown_pulse,
    close,
    held_meeting,
    note,
    people_of,
    say,
    say_on_paper,
)

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/meetings/"


@pytest.fixture
def people(project):
    return people_of(project, 5)


@pytest.fixture
def pulse(project, jo, amina, people) -> Pulse:
    """Amina was there, with five others."""
    return a_pulse(project, jo, amina, *people)


def meeting_of(pulse: Pulse) -> str:
    return f"{LIST}{pulse.meeting_id}/"


def answer_at(pulse: Pulse) -> str:
    return f"{LIST}{pulse.meeting_id}/pulse/"


def test_from_home_to_an_answer_that_is_in(me, project, amina, pulse):
    assert "How was it for you? “At the night shelter”" in me.get(home(project)).text
    page = tight(me.get(meeting_of(pulse)).text)
    assert "A few short questions. Nobody can see who answered what." in page
    said = {"care": "4", "safe": "2", "good": "0", "arrive": "tired", "leave": "fed", "go": "send"}
    page = tight(me.post(answer_at(pulse), said, follow=True).text)
    assert "Thank you. Your answer is in." in page
    assert SealedPiece.objects.count() == 1
    assert lacks(me.get(home(project)).text, "How was it for you?", but_has="Hello")
    assert "You have answered. Thank you." in tight(me.get(meeting_of(pulse)).text)
    assert lacks(me.get(answer_at(pulse)).text, "Send it", but_has="Your answer is in")


def test_the_form_says_who_reads_a_word_before_it_is_typed(me, pulse):
    page = tight(me.get(answer_at(pulse)).text)
    words = "If five or more people give one, everybody in the project can read them: mixed up,"
    assert page.count(words) == 2
    assert "A facilitator first takes out names." in page


def test_an_empty_answer_is_refused_kindly_and_wrong_ones_keep_what_was_typed(me, pulse):
    answered = me.post(answer_at(pulse), {"arrive": "  ", "go": "send"})
    assert answered.status_code == 200
    assert "Nothing is filled in yet. Answer at least one question" in answered.text
    answered = me.post(answer_at(pulse), {"arrive": "x" * 61, "unasked": "The buses?", "care": "1"})
    shown = ("x" * 61, "The buses?", "checked")
    assert [one in answered.text for one in shown] == [True] * 3
    assert not SealedPiece.objects.exists()


def test_whoever_answered_on_paper_says_so_and_is_asked_no_more(me, project, amina, pulse):
    page = tight(me.post(answer_at(pulse), {"go": "already"}, follow=True).text)
    assert "Thank you. Your answer is in." in page
    assert (SealedPiece.objects.count(), Pulse.objects.get().places.taken) == (0, 0)
    assert lacks(me.get(home(project)).text, "How was it for you?", but_has="Hello")


def test_when_all_places_are_taken_the_page_says_why_and_keeps_what_was_typed(me, pulse):
    for _sheet in range(6):
        say_on_paper(pulse)
    answered = me.post(answer_at(pulse), {"unasked": "The buses?", "go": "send"})
    assert answered.status_code == 409
    words = "As many people have answered as were there, so this answer was not counted."
    assert (words in answered.text, "The buses?" in answered.text) == (True, True)


def test_whoever_was_not_there_and_whoever_comes_late_reads_why(me, fresh, pulse, people):
    assert "You are not asked about this meeting" in fresh.get(answer_at(pulse)).text
    Pulse.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert "It is too late to answer this" in me.get(answer_at(pulse)).text
    close(pulse)
    answered = me.post(answer_at(pulse), {"arrive": "tired", "care": "4", "go": "send"})
    assert answered.status_code == 409
    shown = ("It was not sent.", "tired", "Fully")
    assert [one in tight(answered.text) for one in shown] == [True] * 3
    assert me.get(answer_at(pulse)).headers["Location"] == f"{meeting_of(pulse)}#pulse"


def test_without_the_key_what_was_typed_stays_and_a_facilitator_can_let_it_go(me, fresh, pulse):
    assert lacks(fresh.get(meeting_of(pulse)), "The key to the", but_has="Type in what came")
    assert fresh.post(f"{answer_at(pulse)}close/").status_code == 302
    assert not Pulse.objects.get().is_closed
    next(Path(settings.KEYS_DIR).glob(f"{pulse.seal.pk.hex}.key")).unlink()
    answered = me.post(answer_at(pulse), {"arrive": "tired", "go": "send"})
    assert answered.status_code == 503
    words = "We cannot take your answer just now"
    assert (words in answered.text, "tired" in answered.text) == (True, True)
    typed = fresh.post(f"{answer_at(pulse)}type-in/", {"arrive": "cross"})
    assert (typed.status_code, "cross" in typed.text) == (503, True)
    assert "The key to the answers is missing" in fresh.get(meeting_of(pulse)).text
    fresh.post(f"{answer_at(pulse)}close/")
    assert Pulse.objects.get().outcome == "few"


def test_facilitators_see_how_many_and_never_who(fresh, me, amina, pulse, people):
    for member in people[:2]:
        say(pulse, member)
    page = tight(fresh.get(meeting_of(pulse)).text)
    assert "2 of 6 people have answered." in page
    assert lacks(me.get(meeting_of(pulse)).text, "of 6 people", but_has="A few short questions")
    # Nor by taking somebody out of those who were there.
    note(pulse.meeting, pulse.meeting.planned_by, amina, *people[1:])
    first = tight(fresh.get(meeting_of(pulse)).text)
    note(pulse.meeting, pulse.meeting.planned_by, amina, *people)
    note(pulse.meeting, pulse.meeting.planned_by, amina, people[0], *people[2:])
    second = tight(fresh.get(meeting_of(pulse)).text)
    assert ("2 of 5 people" in first, "2 of 5 people" in second) == (True, True)


def test_a_sheet_is_printed_without_a_name_and_typed_in(fresh, me, amina, pulse):
    sheet = tight(fresh.get(f"{answer_at(pulse)}paper/").text)
    for words in ("don’t write your name", "I felt safe to say what I think.", "I can&#x27;t say"):
        assert words in sheet
    assert lacks(sheet, "Amina", but_has="How do you leave?")
    address = f"{answer_at(pulse)}type-in/"
    assert "shred the sheet or put it away" in tight(fresh.get(address).text)
    page = tight(fresh.post(address, {"care": "4", "leave": "fed"}, follow=True).text)
    assert ("It is counted." in page, "1 of 6 people" in page) == (True, True)
    refused = fresh.post(address, {})
    assert "Nothing is filled in yet." in refused.text
    for _sheet in range(5):
        say_on_paper(pulse)
    refused = fresh.post(address, {"leave": "hungry"})
    assert (refused.status_code, "hungry" in refused.text) == (409, True)
    assert me.get(address).status_code == 403
    close(pulse)
    late = fresh.post(address, {"leave": "hungry"})
    shown = ("It is too late to type in a sheet", "It was not counted.", "hungry")
    assert (late.status_code, [one in late.text for one in shown]) == (409, [True] * 3)


def test_results_are_a_picture_and_a_table_for_members_and_nobody_else(
    client, signed_in, me, coordinator, stranger, project, jo, amina, people
):
    done = a_shown_pulse(project, jo, amina, *people)
    page = tight(me.get(meeting_of(done)).text)
    shown = (
        "6 of 6 people have answered.",
        "Those who answered: 1 not at all, 1 a little, 1 mostly, 1 fully, 2 couldn’t say.",
        '<td class="number" data-label="Not at all">1</td>',
        "tired 3",
        "6 people shared a word.",
        "Nearly all gave the same answer.",
    )
    assert [one in page for one in shown] == [True] * 6
    trend = tight(me.get(f"{LIST}feel/").text)
    assert "2 of 6 said mostly or fully" in trend
    assert trend.count("6 of 6") >= 2
    assert f"{LIST}feel/" in me.get(LIST).text
    for user, status in ((coordinator, 200), (stranger, 404)):
        other = signed_in(user)
        assert [other.get(at).status_code for at in (meeting_of(done), f"{LIST}feel/")] == [
            status,
            status,
        ]


def test_what_is_shown_when_nothing_is(me, project, jo, amina, people):
    page = me.get(f"{LIST}feel/").text
    assert "Nothing to show yet" in page
    few = held_meeting(project, jo)
    note(few, jo, amina)
    assert "Fewer than five people from the project were there" in tight(
        me.get(f"{LIST}{few.pk}/").text
    )
    old = held_meeting(project, jo, days=30)
    note(old, jo, amina, *people)
    assert "Nobody was asked after this meeting." in me.get(f"{LIST}{old.pk}/").text
    silent = close(a_pulse(project, jo, amina, *people))
    words = "Fewer than five people answered, so nothing is shown."
    assert words in me.get(meeting_of(silent)).text
    mixed = a_pulse(project, jo, amina, *people)
    for member in people[:3]:
        say(mixed, member)
    for _sheet in range(3):
        say_on_paper(mixed)
    close(mixed)
    assert "so somebody may know what they say. Too few others" in tight(
        me.get(meeting_of(mixed)).text
    )
    assert "After 2 meetings, too few people answered" in tight(me.get(f"{LIST}feel/").text)


def test_what_we_should_be_asking_is_looked_at_and_then_gets_an_answer(
    fresh, me, project, pulse, amina, people
):
    for member in (amina, *people):
        say(pulse, member, unasked=f"Why does {member.known_as} wait?")
    close(pulse)
    assert "6 people wrote after a meeting" in fresh.get(home(project)).text
    words = Unasked.objects.order_by("pk").first()
    address = f"{LIST}unasked/{words.pk}/"
    assert me.get(address).status_code == 403
    assert "Look for names in what people want" in tight(fresh.get(meeting_of(pulse)).text)
    assert lacks(me.get(meeting_of(pulse)).text, "Look for names", but_has="6 of 6 people")
    name = words.text.split()[2]
    empty = fresh.post(address, {})
    assert "Choose what others read." in empty.text
    data = {**carried(fresh, address), "outcome": "in-part"}
    assert "is not in these words" in fresh.post(address, {**data, "parts": "Zebedee"}).text
    assert "Nothing would be left" in fresh.post(address, {**data, "parts": words.text}).text
    assert fresh.post(address, {**data, "parts": name}).status_code == 302
    said = Contribution.objects.get(is_unasked=True)
    assert (said.is_unnamed, "[…]" in said.words, name in said.words) == (True, True, False)
    # Put right: nothing of it.
    data = {**carried(fresh, address), "outcome": "left-out"}
    assert fresh.post(address, data).status_code == 302
    assert Contribution.objects.get(is_unasked=True).is_kept_apart


def test_two_who_look_for_names_write_over_nothing(fresh, pulse, people, amina):
    for member in (amina, *people):
        say(pulse, member, unasked="Why do we wait?")
    close(pulse)
    words = Unasked.objects.order_by("pk").first()
    address = f"{LIST}unasked/{words.pk}/"
    data = {**carried(fresh, address), "outcome": "left-out"}
    services.settle_unasked(words, "whole", now=timezone.now())
    answered = fresh.post(address, data)
    assert answered.status_code == 409
    assert "All of it: nobody can be told from it" in answered.text
    assert Unasked.objects.get(pk=words.pk).outcome == "whole"


def test_a_meeting_of_many_with_all_that_came_of_it_asks_twelve_times_at_most(
    queries_of, facilitator, participant, project, jo, amina
):
    counts = []
    for many in (6, 40):
        people = people_of(project, many)
        pulse = a_shown_pulse(project, jo, jo, amina, *people)
        step = factories.StepFactory(project=project)
        services.keep_outcome(pulse.meeting, kind="step", row=step.pk, by=jo, now=timezone.now())
        for person in (jo, amina):
            MeetingAnswer.objects.create(
                project=project,
                meeting=pulse.meeting,
                member=person,
                says="coming",
                said_at=timezone.now(),
            )
        page = pulse.meeting.get_absolute_url()
        counts.append([queries_of(user, page)[0] for user in (facilitator, participant)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
