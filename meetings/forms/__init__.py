"""What is typed about meetings."""

from meetings.forms.answering import AnswerReplyForm, ComingForm
from meetings.forms.holding import NotesForm
from meetings.forms.planning import CallOffForm, EditMeetingForm, NewMeetingForm, ReadyForm
from meetings.forms.pulses import PulseForm, UnsignedPulseForm
from meetings.forms.rooms import RoomSayForm, RoomWordsForm

__all__ = [
    "AnswerReplyForm",
    "CallOffForm",
    "ComingForm",
    "EditMeetingForm",
    "NewMeetingForm",
    "NotesForm",
    "PulseForm",
    "ReadyForm",
    "RoomSayForm",
    "RoomWordsForm",
    "UnsignedPulseForm",
]
