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
from meetings.services.outcomes import keep_outcome, take_away_outcome
from meetings.services.planning import (
    HasBegun,
    Plan,
    asked_members,
    call_off_meeting,
    change_meeting,
    plan_meetings,
)
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
    "AnswerRead",
    "Coming",
    "HasBegun",
    "IsReadyAlready",
    "MeetingIsOver",
    "MeetingWasMoved",
    "NotAllArranged",
    "NotHeldYet",
    "NotHere",
    "Plan",
    "answer_meetings",
    "asked_members",
    "call_off_meeting",
    "change_meeting",
    "confirm_attendance",
    "find_user_of_feed",
    "forget_old_words",
    "forget_words_of",
    "keep_outcome",
    "make_feed",
    "note_meeting",
    "plan_meetings",
    "read_answer",
    "read_theirs",
    "reply_to_answer",
    "set_not_ready",
    "set_ready",
    "stop_feed",
    "take_away_outcome",
    "take_back_coming",
]
