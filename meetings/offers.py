"""What is planned, and asked, about meetings, for the pages that gather."""

from meetings.asked import DUE as DUE
from meetings.asked import ahead as ahead
from meetings.asked import asked_of_facilitator as asked_of_facilitator
from meetings.asked import asked_of_member as asked_of_member
from meetings.asked import facts as facts
from meetings.asked import waited_for as waited_for
from meetings.finding import FINDABLE as FINDABLE
from meetings.models import MeetingAnswer
from meetings.outcomes import came_up_here as came_up_here
from meetings.outcomes import came_up_there as came_up_there
from meetings.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from meetings.room_said import find_room_of as find_room_of
from meetings.services import forget_words_of as forget_member
from meetings.told import SECTIONS as SECTIONS
from participation.models import OF_MEETINGS

__all__ = ["forget_member"]

#: What is locked with the keys of members (:mod:`participation.services.keys`).
BOXES = {OF_MEETINGS: {MeetingAnswer: ("words_locked", "reply_locked")}}
