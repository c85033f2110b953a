"""Where `participation` keeps words of people: whoever takes a name out looks there (:mod:`projects.words_kept`)."""

from django.utils.translation import gettext_lazy as _

from participation.models import (
    Gap,
    Group,
    Invitation,
    MemberImport,
    ParticipationReview,
    SpeaksFor,
)
from projects.words_kept import WordsKept

WORDS_KEPT = (
    WordsKept(_("A group"), Group, ("name", "affected", "involve_why", "reach")),
    WordsKept(_("For whom somebody speaks"), SpeaksFor, ("note",)),
    WordsKept(_("An invitation"), Invitation, ("words",)),
    WordsKept(_("A list of people to invite"), MemberImport, ("lines",)),
    WordsKept(_("Who is missing"), ParticipationReview, ("snapshot", "reflection")),
    WordsKept(_("Somebody who is missing"), Gap, ("what", "reason")),
)
