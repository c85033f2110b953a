"""Where `meetings` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from django.utils.translation import gettext_lazy as _

from meetings.models import (
    Meeting,
    MeetingChange,
    MeetingNotes,
    NotesChange,
    PulseWord,
    RoomWords,
    Unasked,
)
from projects.peoples_words import PeoplesWords

_MEETING = (
    "title",
    "why",
    "place",
    "phone",
    "agenda",
    "before",
    "in_return",
    "called_off_why",
    "ready_why",
)
PEOPLES_WORDS = (
    PeoplesWords(_("A meeting"), Meeting, _MEETING),
    PeoplesWords(_("A meeting, as it was planned before"), MeetingChange, ("was",)),
    PeoplesWords(_("Notes of a meeting"), MeetingNotes, ("words",)),
    PeoplesWords(_("A word without a name, from after a meeting"), PulseWord, ("word",)),
    PeoplesWords(
        _("What we should be asking, from after a meeting"), Unasked, ("text", "shown_text")
    ),
    PeoplesWords(_("Notes of a meeting, as they were before"), NotesChange, ("was",)),
    PeoplesWords(_("Said in the room of a meeting"), RoomWords, ("text", "why")),
)
