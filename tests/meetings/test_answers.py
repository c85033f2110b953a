"""What people answer when they are asked to come, what would make it possible, and what is replied."""

from datetime import time, timedelta

import pytest

from core.locked_words import WordsAreLocked
from core.revisions import EditConflict
from meetings import services
from meetings.models import MeetingAnswer
from meetings.services import words
from outbox.models import Delivery
from participation.models import MemberKey, NamedReader, PrivateReading
from participation.services import OwnKey, end_membership, open_private, rotate_key
from plan.services import end_project
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.gathering import a_meeting, answer, plan_of
from tests.pages import lacks

pytestmark = pytest.mark.django_db
WORDS = "A lift home. The last bus goes at seven."


@pytest.fixture
def meeting(project, jo):
    return a_meeting(project, jo, now=NOW)


def replies() -> int:
    return Delivery.objects.filter(message__kind="meeting_replied").count()


def test_an_answer_can_be_changed_until_it_is_over(meeting, amina):
    answer(meeting, amina, "coming", brings_somebody=True, now=NOW)
    row = answer(meeting, amina, "cannot", brings_somebody=True, now=NOW)
    assert (row.says, row.brings_somebody, row.words_locked) == ("cannot", False, None)
    with pytest.raises(services.MeetingIsOver):
        answer(meeting, amina, now=meeting.ends_at)
    assert MeetingAnswer.objects.get().says == "cannot"


def test_what_would_make_it_possible_is_locked_with_a_key_of_its_own(meeting, amina, jo):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    box = bytes(row.words_locked).hex()
    assert lacks(box, WORDS.encode().hex(), but_has=box[:8])
    assert services.read_answer(row).words == WORDS
    assert [one.reader for one in NamedReader.objects.filter(purpose="meetings")] == [jo]
    MemberKey.objects.get(member=amina, purpose="meetings").delete()
    with pytest.raises(WordsAreLocked):
        services.read_answer(row)


def test_words_go_with_a_yes_and_stay_where_they_were_not_on_the_page(meeting, amina):
    answer(meeting, amina, "if", WORDS, now=NOW)
    row = answer(meeting, amina, "cannot", None, now=NOW)
    assert services.read_answer(row).words == WORDS
    row = answer(meeting, amina, "coming", now=NOW)
    assert row.words_locked is None
    answer(meeting, amina, "if", WORDS, now=NOW)
    assert answer(meeting, amina, "cannot", "", now=NOW).words_locked is None


def test_a_reply_is_locked_and_told_without_its_words(meeting, amina, jo):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    said = row.stand
    assert services.reply_to_answer(row, words="Kwame drives you.", by=jo, stood=said, now=NOW)
    row.refresh_from_db()
    assert services.read_answer(row).reply == "Kwame drives you."
    assert replies() == 1
    row = answer(meeting, amina, "if", "And a ramp", now=NOW + timedelta(hours=1))
    assert services.read_answer(row).reply == ""
    assert not services.reply_to_answer(row, words="Yes", by=jo, stood=said, now=NOW)
    assert replies() == 1


def test_there_is_no_reply_to_words_that_were_taken_back(meeting, amina, jo):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    answer(meeting, amina, "coming", now=NOW)
    assert not services.reply_to_answer(row, words="Yes", by=jo, now=NOW)


def test_whoever_writes_it_down_is_kept_and_has_looked(meeting, amina, jo):
    row = answer(meeting, amina, "if", WORDS, by=jo, how="phone", now=NOW)
    assert (row.entered_by, row.entered_how) == (jo, "phone")
    assert PrivateReading.objects.get(member=amina).why == "wrote"


def test_two_who_answer_at_once_see_both(meeting, amina, jo):
    first = "0" * 32
    answer(meeting, amina, "coming", now=NOW)
    with pytest.raises(EditConflict):
        answer(meeting, amina, "cannot", by=jo, how="phone", stood=first, now=NOW)
    assert MeetingAnswer.objects.get().says == "coming"


def test_one_answer_for_all_of_a_series(project, amina, jo):
    first = a_meeting(project, jo, times=3, now=NOW)
    second, third = project.meetings.exclude(pk=first.pk)
    services.call_off_meeting(third, why="Holiday", by=jo, now=NOW)
    said = services.Coming("coming")
    assert services.answer_meetings(second, amina, said=said, is_for_all=True, now=NOW) == 2
    assert set(MeetingAnswer.objects.values_list("meeting", flat=True)) == {first.pk, second.pk}


def test_whoever_has_left_answers_nothing_and_leaves_no_words(meeting, amina):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    end_membership(amina, now=NOW)
    row.refresh_from_db()
    assert row.words_locked is None
    assert not MemberKey.objects.filter(purpose="meetings").exists()
    assert not MeetingAnswer.objects.current().exists()
    with pytest.raises(services.NotHere):
        answer(meeting, amina, now=NOW)


def test_who_runs_the_project_no_more_may_not_read(project, meeting, amina, jo):
    factories.MemberFactory(project=project, role=Role.FACILITATOR, user=factories.UserFactory())
    answer(meeting, amina, "if", WORDS, now=NOW)
    end_membership(jo, now=NOW)
    assert not NamedReader.objects.filter(reader=jo).exists()


def test_words_are_deleted_four_weeks_after(meeting, amina):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    on_the_day = meeting.ends_at + services.KEPT_AFTER
    assert services.forget_old_words(now=on_the_day) == 0
    assert services.forget_old_words(now=on_the_day + timedelta(days=1)) == 1
    row.refresh_from_db()
    assert (row.words_locked, row.says) == (None, "if")
    assert services.forget_old_words(now=on_the_day + timedelta(days=1)) == 0


def test_words_are_locked_anew_with_another_key(meeting, amina, jo):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    services.reply_to_answer(row, words="Kwame drives you.", by=jo, now=NOW)
    assert rotate_key(MemberKey.objects.get(member=amina, purpose="meetings"), now=NOW)
    row.refresh_from_db()
    read = services.read_answer(row, OwnKey(amina, "meetings"))
    assert (read.words, read.reply) == (WORDS, "Kwame drives you.")


def test_a_facilitator_who_was_not_named_asks_first(project, meeting, amina):
    answer(meeting, amina, "if", WORDS, now=NOW)
    late = factories.MemberFactory(
        project=project, role=Role.FACILITATOR, user=factories.UserFactory()
    )
    this = {"by": late, "why": "arrange", "now": NOW}
    reading = open_private(amina, "meetings", has_asked=True, **this)
    assert reading.has_asked


def open_for(member, by, **more):
    return open_private(member, "meetings", by=by, why="arrange", now=NOW, **more)


def test_whoever_is_named_for_new_words_reads_no_older_ones(project, meeting, amina, jo, fresh):
    other = a_meeting(project, jo, now=NOW)
    zed = factories.MemberFactory(
        project=project, known_as="Zed", role=Role.FACILITATOR, user=factories.UserFactory()
    )
    first = services.Coming("if", words="Not with Zed", readers=[jo.pk])
    services.answer_meetings(meeting, amina, said=first, now=NOW)
    # Zed writes something down himself, and with that names himself.
    second = services.Coming("if", words="A lift", readers=[jo.pk, zed.pk], how="phone")
    services.answer_meetings(other, amina, said=second, by=zed, now=NOW)
    open_for(amina, zed)
    assert [one.words for one in words.read_theirs(amina, zed)] == ["A lift"]
    assert len(words.read_theirs(amina, jo)) == 2
    answer(other, amina, "coming", now=NOW)
    assert not NamedReader.objects.filter(reader=zed).exists()


def test_whoever_asked_the_member_reads_what_there_was_then(project, meeting, amina):
    answer(meeting, amina, "if", WORDS, now=NOW)
    late = factories.MemberFactory(
        project=project, role=Role.FACILITATOR, user=factories.UserFactory()
    )
    assert words.read_theirs(amina, late) == []
    open_for(amina, late, has_asked=True)
    assert [one.words for one in words.read_theirs(amina, late)] == [WORDS]


def test_an_answer_is_to_the_time_and_place_that_was_on_the_page(meeting, amina, jo):
    meeting.begins = time(17)
    services.change_meeting(meeting, plan=plan_of(NOW), revision=1, by=jo, now=NOW)
    with pytest.raises(services.MeetingWasMoved):
        answer(meeting, amina, "coming", moved=0, now=NOW)
    assert not MeetingAnswer.objects.exists()
    assert answer(meeting, amina, "coming", moved=1, now=NOW).is_current


def test_newer_words_are_not_written_over(meeting, amina, jo):
    row = answer(meeting, amina, "if", "A lift", now=NOW)
    seen, later = row.said_at.isoformat(), NOW + timedelta(minutes=1)
    answer(meeting, amina, "if", "A lift, and a ramp", by=jo, how="phone", now=later)
    with pytest.raises(EditConflict):
        answer(meeting, amina, "if", "A lift", seen=seen, now=later)
    assert services.read_answer(MeetingAnswer.objects.get()).words == "A lift, and a ramp"


def test_for_all_of_a_series_leaves_what_was_answered(project, amina, jo):
    first = a_meeting(project, jo, times=3, now=NOW)
    second, third = project.meetings.exclude(pk=first.pk)
    answer(second, amina, "if", "A ramp", now=NOW)
    said = services.Coming("if", words="A lift")
    assert services.answer_meetings(third, amina, said=said, is_for_all=True, now=NOW) == 2
    rows = MeetingAnswer.objects.order_by("meeting__on")
    assert [services.read_answer(row).words for row in rows] == ["A lift", "A ramp", "A lift"]
    # By the link, without words: those that are there are taken along.
    MeetingAnswer.objects.filter(meeting=first).delete()
    again = services.Coming("if", words=None, how="link")
    assert services.answer_meetings(second, amina, said=again, is_for_all=True, now=NOW) == 2
    assert services.read_answer(MeetingAnswer.objects.get(meeting=first)).words == "A ramp"


def test_words_about_how_it_was_planned_before_do_not_go_on(meeting, amina, jo):
    answer(meeting, amina, "cannot", "I work until nine", now=NOW)
    meeting.begins = time(17)
    services.change_meeting(meeting, plan=plan_of(NOW), revision=1, by=jo, now=NOW)
    assert MeetingAnswer.objects.to_reply().count() == 1
    row = answer(meeting, amina, "cannot", None, now=NOW)
    assert (row.words_locked, row.is_current) == (None, True)


def test_two_who_reply_at_once_write_over_nothing(meeting, amina, jo):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    stood = row.stand
    assert services.reply_to_answer(row, words="Kwame drives you.", by=jo, stood=stood, now=NOW)
    assert not services.reply_to_answer(row, words="No money.", by=jo, stood=stood, now=NOW)
    assert services.read_answer(MeetingAnswer.objects.get()).reply == "Kwame drives you."


def test_what_is_taken_back_is_gone_with_its_key(meeting, amina, jo):
    row = answer(meeting, amina, "if", WORDS, now=NOW)
    services.call_off_meeting(meeting, why="Snow", by=jo, now=NOW)
    assert services.take_back_coming(row, now=NOW)
    assert not services.take_back_coming(row, now=NOW)
    assert not MemberKey.objects.filter(purpose="meetings").exists()
    assert not NamedReader.objects.filter(purpose="meetings").exists()
    assert MeetingAnswer.objects.get().says == "if"


def test_nobody_answers_when_the_project_has_ended(project, meeting, amina, jo):
    end_project(project, by=jo, why="It is over.", now=NOW)
    with pytest.raises(services.MeetingIsOver):
        answer(meeting, amina, now=NOW)


def test_words_that_are_taken_along_are_read_by_whom_they_were_written_for(project, amina, jo):
    first = a_meeting(project, jo, times=2, now=NOW)
    answer(first, amina, "if", "Not with Bob", now=NOW)
    bob = factories.MemberFactory(
        project=project, known_as="Bob", role=Role.FACILITATOR, user=factories.UserFactory()
    )
    said = services.Coming("if", words=None, readers=[jo.pk, bob.pk], how="phone")
    this = {"said": said, "is_for_all": True, "by": bob, "now": NOW}
    assert services.answer_meetings(first, amina, **this) == 2
    rows = MeetingAnswer.objects.filter(words_locked__isnull=False)
    assert [[str(one) for one in row.readers.all()] for row in rows] == [["Jo"], ["Jo"]]
    assert not NamedReader.objects.filter(reader=bob).exists()
