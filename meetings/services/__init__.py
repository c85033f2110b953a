"""What is done with meetings: planned, moved, called off, answered; and the addresses of people's own calendars."""

from meetings.services.answering import (
    KEPT_AFTER,
    Coming,
    MeetingIsOver,
    NotHere,
    answer_meetings,
    forget_old_words,
    forget_words_of,
    read_answer,
    reply_to_answer,
)
from meetings.services.calendars import find_user_of_feed, make_feed, stop_feed
from meetings.services.planning import (
    Plan,
    asked_members,
    call_off_meeting,
    change_meeting,
    plan_meetings,
)

__all__ = [
    "KEPT_AFTER",
    "Coming",
    "MeetingIsOver",
    "NotHere",
    "Plan",
    "answer_meetings",
    "asked_members",
    "call_off_meeting",
    "change_meeting",
    "find_user_of_feed",
    "forget_old_words",
    "forget_words_of",
    "make_feed",
    "plan_meetings",
    "read_answer",
    "reply_to_answer",
    "stop_feed",
]
