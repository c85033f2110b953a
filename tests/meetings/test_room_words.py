"""What was said in a room is looked at by a facilitator first, and nothing of it ends in silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ballots.redaction import CannotTakeOut
from core.offers import offered
from core.revisions import EditConflict
from core.standing import how_it_stands
from home.models import SearchText
from home.tasks import keep_search
from meetings import services
from meetings.models import RoomWords
from meetings.services import KEPT_AFTER
from meetings.tasks import forget_old_words
from outbox.due import kinds_of_due
from outbox.models import Delivery, Message
from plan.services import end_project
from questions.models import Contribution
from questions.services import hide_words
from tests.meetings.rooming import a_room, read_out

pytestmark = pytest.mark.django_db
WORDS = "Zebedee says the ward is cold."


@pytest.fixture
def said(project, jo) -> RoomWords:
    (row,) = read_out(a_room(project, jo), WORDS)
    return row


def settle(row, outcome, by, **more):
    return services.settle_room_words(row, outcome, by=by, now=timezone.now(), **more)


def test_it_is_shown_as_a_contribution_without_a_name_with_a_day_and_an_answer(said, jo, project):
    row = settle(said, "whole", jo)
    shown = Contribution.objects.get()
    assert (shown.words, shown.way, shown.is_unnamed, row.contribution) == (
        *(WORDS, "room", True, shown),
    )
    assert (shown.member, shown.entered_by, shown.for_whom) == (None, None, "")
    today = timezone.localdate()
    local = timezone.localtime(shown.said_at)
    assert (local.date(), local.hour, local.minute) == (today, 0, 0)
    assert shown.answer_by == today + timedelta(days=14)
    assert (shown.may_be_public, row.looked_by) == (False, jo)


def test_a_name_is_left_out_of_it(said, jo):
    settle(said, "in-part", jo, taken_out=["zebedee"])
    assert Contribution.objects.get().words == "[…] says the ward is cold."


@pytest.mark.parametrize(
    ("parts", "error"), [(["Nobody"], "is not in these words"), ([WORDS], "Nothing would be left")]
)
def test_what_cannot_be_left_out_changes_nothing(said, jo, parts, error):
    with pytest.raises(CannotTakeOut, match=error):
        settle(said, "in-part", jo, taken_out=parts)
    said.refresh_from_db()
    assert (said.outcome, Contribution.objects.count()) == ("waiting", 0)


def test_left_out_with_a_reason_it_can_be_shown_after_all(said, jo):
    settle(said, "left-out", jo, why="It names a patient.")
    said.refresh_from_db()
    assert (said.why, Contribution.objects.count()) == ("It names a patient.", 0)
    settle(said, "in-part", jo, taken_out=["Zebedee"])
    said.refresh_from_db()
    assert (said.outcome, said.why) == ("in-part", "")
    assert Contribution.objects.get().words == "[…] says the ward is cold."


def test_shown_twice_it_is_once_and_then_it_is_hidden_where_it_is(said, jo):
    settle(said, "whole", jo)
    settle(said, "whole", jo)
    assert Contribution.objects.count() == 1
    for outcome, more in (("left-out", {"why": "No"}), ("in-part", {"taken_out": ["cold"]})):
        with pytest.raises(services.IsShownAlready):
            settle(said, outcome, jo, **more)
    hide_words(Contribution.objects.get(), by=jo, why="A name", now=timezone.now())
    settle(said, "whole", jo)
    assert Contribution.objects.count() == 1


def test_of_two_who_look_at_once_the_second_sees_what_the_first_chose(said, jo):
    stood = how_it_stands(said, ("outcome", "why"))
    settle(said, "left-out", jo, why="It names a patient.", stood=stood)
    settle(said, "left-out", jo, why="It names a patient.", stood=stood)
    with pytest.raises(EditConflict):
        settle(said, "whole", jo, stood=stood)
    assert not Contribution.objects.exists()


def test_unlooked_words_are_in_no_search_and_no_message(said, project, amina):
    keep_search()
    texts = [str(vars(row)) for row in (*Message.objects.all(), *Delivery.objects.all())]
    assert not [text for text in texts if "Zebedee" in text]
    assert not SearchText.objects.filter(text__contains="Zebedee").exists()
    kinds = [kind.model for offer in offered("FINDABLE") for kind in offer]
    assert (Contribution in kinds, RoomWords in kinds) == (True, False)


def test_what_was_typed_goes_four_weeks_after_the_meeting_and_the_reason_stays(
    project, jo, monkeypatch
):
    first, second, third = read_out(a_room(project, jo), "A", "B", "C")
    settle(first, "whole", jo)
    settle(second, "left-out", jo, why="It names a patient.")
    now = timezone.now()
    services.forget_room_words(now=now + KEPT_AFTER)
    assert RoomWords.objects.filter(text="").count() == 0
    later = now + KEPT_AFTER + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    forget_old_words()
    rows = RoomWords.objects.order_by("outcome").values_list("outcome", "text", "why")
    assert list(rows) == [
        *[("left-out", "", "It names a patient."), ("waiting", "C", ""), ("whole", "", "")],
    ]
    with pytest.raises(services.IsForgotten):
        settle(second, "whole", jo)
    settle(third, "whole", jo)
    assert Contribution.objects.count() == 2


def test_what_nobody_looked_at_before_the_project_ended_says_so(said, project, jo):
    end_project(project, by=jo, why="Done", now=timezone.now())
    services.forget_room_words(now=timezone.now() + KEPT_AFTER + timedelta(days=1))
    said.refresh_from_db()
    assert (said.outcome, said.text) == ("left-out", "")
    assert said.why == "The project ended before anybody looked at it."


def test_it_is_due_three_days_after_the_meeting_until_all_is_looked_at(project, jo):
    room = a_room(project, jo)
    first, second = read_out(room, "A", "B")
    kind = kinds_of_due()["room-words"]
    (row,) = kind.rows()
    assert (row, getattr(row, kind.day)) == (room, room.on + timedelta(days=3))
    assert kind.url(row).endswith(f"/meetings/rooms/{room.pk}/look/")
    settle(first, "whole", jo)
    assert list(kind.rows()) == [room]
    settle(second, "left-out", jo, why="It names a patient.")
    assert list(kind.rows()) == []
