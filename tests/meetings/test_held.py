"""Who was at a meeting, and its notes: written down, said by oneself, changed, told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.revisions import EditConflict
from meetings import services
from meetings.models import Attendance, Meeting, MeetingNotes
from outbox.kinds import put_into_words
from outbox.models import Delivery
from participation.services import end_membership
from tests import factories
from tests.factories import NOW
from tests.filled_forms import carried
from tests.gathering import a_meeting, answer, plan_of
from tests.needing import home
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/meetings/"
WORDS = "Bev brought the chair. We did not agree about the door."


@pytest.fixture
def held(project, jo):
    """A meeting that was held yesterday."""
    return a_meeting(project, jo, on=timezone.localdate() - timedelta(days=1))


def note(meeting: Meeting, by, *there, revision=0, words=WORDS, others=0, shown=None, now=None):
    noted = meeting.attendances.values_list("member", flat=True)
    return services.note_meeting(
        meeting,
        there=there,
        shown=list(noted) if shown is None else shown,
        others_there=others,
        words=words,
        revision=revision,
        by=by,
        now=now or timezone.now(),
    )


def names(meeting: Meeting) -> list[str]:
    rows = meeting.attendances.filter(was_there=True).order_by("member__known_as")
    return [row.member.known_as for row in rows]


def told() -> list[str]:
    rows = Delivery.objects.filter(message__kind__startswith="meeting_notes").order_by("pk")
    return sorted(row.member.known_as for row in rows)


def test_notes_are_told_once_to_those_who_could_not_come_too(amina, jo, may, held):
    note(held, jo, amina, words="")
    assert (told(), names(held)) == ([], ["Amina"])
    note(held, jo, amina, revision=1)
    assert told() == ["Amina", "May"]
    notes = note(held, jo, amina, may, revision=2, words="More.")
    assert (told(), names(held), notes.revision) == (["Amina", "May"], ["Amina", "May"], 3)
    assert notes.changes.get().was == WORDS


def test_notes_of_a_few_go_to_those_who_were_asked_or_were_there(project, amina, jo, may):
    kwame = factories.MemberFactory(project=project, known_as="Kwame")
    factories.MemberFactory(project=project, known_as="Zoe")
    day = timezone.localdate() - timedelta(days=1)
    held = a_meeting(project, jo, asked="people", people=[amina, may], on=day)
    note(held, jo, kwame)
    assert told() == ["Amina", "Kwame", "May"]


def test_nobody_was_at_a_meeting_that_has_not_begun_or_was_called_off(meeting, amina, jo, held):
    with pytest.raises(services.NotHeldYet):
        note(meeting, jo, amina)
    assert not services.confirm_attendance(meeting, amina, was_there=True, now=timezone.now())
    later = a_meeting(meeting.project, jo)
    services.call_off_meeting(later, why="Snow", by=jo, now=timezone.now())
    with pytest.raises(services.NotHeldYet):
        note(later, jo, amina, now=later.ends_at)
    assert not Attendance.objects.exists()
    assert note(meeting, jo, amina, now=meeting.starts_at)


def test_what_people_say_of_themselves_counts_before_what_others_wrote(amina, jo, may, held):
    note(held, jo, amina, may)
    assert services.confirm_attendance(held, amina, was_there=False, now=timezone.now())
    assert names(held) == ["May"]
    note(held, jo, amina, may, revision=1)
    assert names(held) == ["May"]
    assert services.confirm_attendance(held, amina, was_there=True, now=timezone.now())
    note(held, jo, revision=2)
    assert names(held) == ["Amina"]


def test_whoever_has_left_was_there_still_and_says_nothing_new(amina, jo, held):
    note(held, jo, amina)
    end_membership(amina, now=NOW)
    assert not services.confirm_attendance(held, amina, was_there=False, now=timezone.now())
    assert Attendance.objects.was_there().count() == 1


def test_two_who_write_the_notes_write_over_nothing(jo, held):
    note(held, jo)
    with pytest.raises(EditConflict):
        note(held, jo, words="Nothing was said.")
    assert note(held, jo).revision == 2
    assert MeetingNotes.objects.get().words == WORDS


def test_the_second_who_writes_sees_both_and_can_save(fresh, jo, held):
    address = f"{LIST}{held.pk}/notes/write/"
    data = {**carried(fresh, address), "words": "I heard it otherwise."}
    note(held, jo)
    answered = fresh.post(address, data)
    assert answered.status_code == 409
    assert [one in answered.text for one in (WORDS, "I heard it otherwise.")] == [True, True]
    again = answered.context["form"]["notes_stood"].value()
    assert fresh.post(address, {**data, "notes_stood": again}).status_code == 302
    assert MeetingNotes.objects.get().changes.get().was == WORDS


def test_from_the_ask_on_the_home_to_notes_that_everybody_reads(
    fresh, me, project, amina, may, held
):
    answer(held, may, now=held.starts_at - timedelta(hours=1))
    assert "How was it? “" in fresh.get(home(project)).text
    assert "There are no notes yet." in me.get(f"{LIST}{held.pk}/").text
    address = f"{LIST}{held.pk}/notes/write/"
    form = fresh.get(address).context["form"]
    assert form.initial["people"] == [may.pk]
    said = {"people": [may.pk], "others_there": "2", "words": WORDS}
    page = tight(fresh.post(address, {**carried(fresh, address), **said}, follow=True).text)
    assert "3 people were there." in page
    assert lacks(fresh.get(home(project)).text, "How was it? “", but_has="Hello")

    page = tight(me.get(f"{LIST}{held.pk}/").text)
    shown = (WORDS, "2 of them are not in this project.", "Were you there?")
    assert [one in page for one in shown] == [True] * 3
    page = tight(me.post(f"{LIST}{held.pk}/was-there/", {"was_there": "yes"}, follow=True).text)
    assert ("4 people were there." in page, "You said that you were there." in page) == (True, True)
    assert WORDS in me.get(f"{LIST}{held.pk}/notes/").text
    assert "Amina" in tight(fresh.get(address).text)


def test_a_meeting_that_has_not_begun_takes_no_notes(fresh, me, meeting):
    assert fresh.get(f"{LIST}{meeting.pk}/notes/write/").status_code == 302
    assert me.get(f"{LIST}{meeting.pk}/notes/").status_code == 302
    page = me.post(f"{LIST}{meeting.pk}/was-there/", {"was_there": "yes"}, follow=True).text
    assert "it has not begun" in page
    assert not Attendance.objects.exists()


def test_two_who_note_at_once_lose_nobody(amina, jo, may, held):
    note(held, jo, amina, may, words="")
    note(held, jo, words="", shown=[])
    assert names(held) == ["Amina", "May"]
    note(held, jo, may, words="", shown=[amina.pk, may.pk], revision=2)
    assert names(held) == ["May"]


def test_the_second_sees_another_number_and_keeps_whom_the_first_noted(fresh, amina, jo, may, held):
    address = f"{LIST}{held.pk}/notes/write/"
    data = {**carried(fresh, address), "people": [amina.pk], "others_there": "3", "words": "Same"}
    note(held, jo, may, words="Same", others=7)
    answered = fresh.post(address, data)
    assert answered.status_code == 409
    assert [(one.theirs, one.mine) for one in answered.context["form"].conflict] == [("7", "3")]
    again = {
        name: answered.context["form"][name].value() for name in ("notes_stood", "shown_stood")
    }
    fresh.post(address, {**data, **again})
    assert (names(held), MeetingNotes.objects.get().others_there) == (["Amina", "May"], 3)


def test_what_was_typed_stays_when_it_is_called_off_meanwhile(fresh, jo, meeting):
    address = f"{LIST}{meeting.pk}/notes/write/"
    answered = fresh.post(address, {"words": WORDS})
    assert (WORDS in answered.text, "Copy what you typed" in answered.text) == (True, True)
    assert not MeetingNotes.objects.exists()


def test_whoever_said_it_meanwhile_is_no_wrong_choice(fresh, me, amina, jo, held):
    address = f"{LIST}{held.pk}/notes/write/"
    data = {**carried(fresh, address), "people": [amina.pk], "words": WORDS}
    services.confirm_attendance(held, amina, was_there=True, now=timezone.now())
    assert fresh.post(address, data).status_code == 302
    assert names(held) == ["Amina"]


def test_whoever_left_afterwards_can_be_written_down(fresh, may, jo, held):
    answer(held, may, now=held.starts_at - timedelta(hours=1))
    end_membership(may, now=timezone.now())
    form = fresh.get(f"{LIST}{held.pk}/notes/write/").context["form"]
    assert form.initial["people"] == [may.pk]


def test_notes_that_are_taken_away_are_told_no_more_and_stay_to_be_read(me, fresh, jo, may, held):
    note(held, jo)
    note(held, jo, words="", revision=1)
    delivery = Delivery.objects.filter(message__kind="meeting_notes_all", member=may).get()
    kind = put_into_words(delivery.message).kind
    assert kind.over(may) == "They were taken away."
    page = me.get(f"{LIST}{held.pk}/notes/").text
    assert ("There are no notes any more." in page, WORDS in page) == (True, True)
    assert "There were some before" in me.get(f"{LIST}{held.pk}/").text


def test_the_message_names_who_wrote_what_it_says(project, jo, may, held):
    note(held, jo)
    bev = factories.MemberFactory(project=project, known_as="Bev")
    note(held, bev, words="Otherwise.", revision=1)
    delivery = Delivery.objects.filter(message__kind="meeting_notes_all", member=may).get()
    assert (
        "Bev wrote the notes. They begin: “Otherwise.”" in put_into_words(delivery.message).summary
    )


def test_what_somebody_was_at_is_not_moved(project, amina, jo):
    meeting = a_meeting(project, jo, now=NOW)
    begun = meeting.starts_at
    services.confirm_attendance(meeting, amina, was_there=True, now=begun)
    meeting.on += timedelta(days=7)
    plan = plan_of(NOW, on=meeting.on)
    with pytest.raises(services.HasBegun):
        services.change_meeting(meeting, plan=plan, revision=1, by=jo, now=begun)


def test_whoever_was_not_there_and_not_asked_gets_no_notes(project, amina, jo, may, held):
    zoe = factories.MemberFactory(project=project, known_as="Zoe")
    day = timezone.localdate() - timedelta(days=1)
    few = a_meeting(project, jo, asked="people", people=[may], on=day)
    services.confirm_attendance(few, zoe, was_there=False, now=timezone.now())
    note(few, jo)
    assert told() == ["May"]


def test_nobody_was_there_is_not_that_nobody_wrote_it_down(me, jo, held):
    assert "Nobody has written it down yet." in me.get(f"{LIST}{held.pk}/").text
    note(held, jo, words="")
    page = me.get(f"{LIST}{held.pk}/").text
    assert lacks(page, "Nobody has written it down yet.", but_has="Nobody was there.")
