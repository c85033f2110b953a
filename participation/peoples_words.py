"""Where `participation` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from django.utils.translation import gettext_lazy as _

from participation.models import (
    AboutUsQuestion,
    DirectoryEntry,
    Gap,
    Group,
    Invitation,
    JoinRequest,
    MemberImport,
    ParticipationReview,
    SpeaksFor,
    Thanks,
)
from projects.peoples_words import PeoplesWords

PEOPLES_WORDS = (
    PeoplesWords(_("A group"), Group, ("name", "affected", "involve_why", "reach")),
    PeoplesWords(_("A question about people"), AboutUsQuestion, ("words", "why", "choices")),
    PeoplesWords(_("For whom somebody speaks"), SpeaksFor, ("note",)),
    PeoplesWords(
        _("What somebody shares in the directory"), DirectoryEntry, ("words", "for_words")
    ),
    PeoplesWords(_("An invitation"), Invitation, ("words",)),
    PeoplesWords(
        _("Somebody who asks to take part"),
        JoinRequest,
        ("known_as", "words", "reason"),
        # Before that, nobody in the project reads it.
        rows=lambda rows: rows.filter(confirmed_at__isnull=False),
    ),
    PeoplesWords(_("A list of people to invite"), MemberImport, ("lines",)),
    PeoplesWords(_("Who is missing"), ParticipationReview, ("snapshot", "reflection")),
    PeoplesWords(
        _("Thanks"),
        Thanks,
        ("words", "named", "hidden_why"),
        rows=lambda rows: rows.exclude(words=""),
    ),
    PeoplesWords(_("Somebody who is missing"), Gap, ("what", "reason")),
)
