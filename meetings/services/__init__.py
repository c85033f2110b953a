"""What is done with meetings: planned, moved, called off, answered; and the addresses of people's own calendars."""

from meetings.services.answering import (
    Coming,
    MeetingIsOver,
    MeetingWasMoved,
    NotHere,
    answer_meetings,
)
from meetings.services.arranging import IsReadyAlready, NotAllArranged, set_not_ready, set_ready
from meetings.services.calendars import find_user_of_feed, make_feed, stop_feed
from meetings.services.holding import NotHeldYet, confirm_attendance, note_meeting
from meetings.services.planning import (
    HasBegun,
    Plan,
    asked_members,
    call_off_meeting,
    change_meeting,
    plan_meetings,
)
from meetings.services.pulse_answers import (
    PAPER,
    ROOM,
    EverybodyAnswered,
    PulseIsClosed,
    PulseSaid,
    WasNotThere,
    add_unsigned_answer,
    can_be_read,
    mark_answered,
    send_pulse,
)
from meetings.services.pulse_closing import close_pulse
from meetings.services.pulses import count_there, open_pulse, remind_of_pulse
from meetings.services.unasked import CannotTakeOut, settle_unasked
from meetings.services.words import (
    KEPT_AFTER,
    AnswerRead,
    forget_old_words,
    forget_words_of,
    read_answer,
    read_theirs,
    reply_to_answer,
    take_back_coming,
)

__all__ = [
    "KEPT_AFTER",
    "PAPER",
    "ROOM",
    "AnswerRead",
    "CannotTakeOut",
    "Coming",
    "EverybodyAnswered",
    "HasBegun",
    "IsReadyAlready",
    "MeetingIsOver",
    "MeetingWasMoved",
    "NotAllArranged",
    "NotHeldYet",
    "NotHere",
    "Plan",
    "PulseIsClosed",
    "PulseSaid",
    "WasNotThere",
    "add_unsigned_answer",
    "answer_meetings",
    "asked_members",
    "call_off_meeting",
    "can_be_read",
    "change_meeting",
    "close_pulse",
    "confirm_attendance",
    "count_there",
    "find_user_of_feed",
    "forget_old_words",
    "forget_words_of",
    "make_feed",
    "mark_answered",
    "note_meeting",
    "open_pulse",
    "plan_meetings",
    "read_answer",
    "read_theirs",
    "remind_of_pulse",
    "reply_to_answer",
    "send_pulse",
    "set_not_ready",
    "set_ready",
    "settle_unasked",
    "stop_feed",
    "take_back_coming",
]
