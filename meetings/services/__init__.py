"""What is done with meetings: planned, moved, called off, answered, held; calendars of people's own; and rooms."""

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
from meetings.services.outcomes import keep_outcome, take_away_outcome
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
from meetings.services.pulses import open_pulse, remind_of_pulse
from meetings.services.room_words import (
    IsForgotten,
    IsShownAlready,
    forget_room_words,
    settle_room_words,
)
from meetings.services.rooms import (
    NotTheDay,
    RoomHasEnded,
    TooMuchInRoom,
    can_have_room,
    end_room,
    find_room,
    open_room,
    read_out_room,
    seal_in_room,
)
from meetings.services.unasked import settle_unasked
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
    "Coming",
    "EverybodyAnswered",
    "HasBegun",
    "IsForgotten",
    "IsReadyAlready",
    "IsShownAlready",
    "MeetingIsOver",
    "MeetingWasMoved",
    "NotAllArranged",
    "NotHeldYet",
    "NotHere",
    "NotTheDay",
    "Plan",
    "PulseIsClosed",
    "PulseSaid",
    "RoomHasEnded",
    "TooMuchInRoom",
    "WasNotThere",
    "add_unsigned_answer",
    "answer_meetings",
    "asked_members",
    "call_off_meeting",
    "can_be_read",
    "can_have_room",
    "change_meeting",
    "close_pulse",
    "confirm_attendance",
    "end_room",
    "find_room",
    "find_user_of_feed",
    "forget_old_words",
    "forget_room_words",
    "forget_words_of",
    "keep_outcome",
    "make_feed",
    "mark_answered",
    "note_meeting",
    "open_pulse",
    "open_room",
    "plan_meetings",
    "read_answer",
    "read_out_room",
    "read_theirs",
    "remind_of_pulse",
    "reply_to_answer",
    "seal_in_room",
    "send_pulse",
    "set_not_ready",
    "set_ready",
    "settle_room_words",
    "settle_unasked",
    "stop_feed",
    "take_away_outcome",
    "take_back_coming",
]
