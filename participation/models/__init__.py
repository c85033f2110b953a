"""The people map, who can speak for whom, coming in, invitations, imports and participation reviews."""

from participation.models.coming_in import Belonging, Consent, Greeting, GreetingQuerySet
from participation.models.groups import (
    SAY_LOOKED_AT,
    SAY_UNEVEN,
    Group,
    GroupQuerySet,
    ImbalanceAction,
    SpeaksFor,
)
from participation.models.invitations import Invitation, InvitationQuerySet, MemberImport
from participation.models.keys import MemberKey, SpentKey
from participation.models.needs import (
    OPEN_FOR,
    Need,
    NeedQuerySet,
    NeedsReader,
    NeedsReading,
    would_rather_tell,
)
from participation.models.reviews import (
    Gap,
    ParticipationReview,
    ParticipationReviewQuerySet,
    ReviewRhythm,
)

__all__ = [
    "OPEN_FOR",
    "SAY_LOOKED_AT",
    "SAY_UNEVEN",
    "Belonging",
    "Consent",
    "Gap",
    "Greeting",
    "GreetingQuerySet",
    "Group",
    "GroupQuerySet",
    "ImbalanceAction",
    "Invitation",
    "InvitationQuerySet",
    "MemberImport",
    "MemberKey",
    "Need",
    "NeedQuerySet",
    "NeedsReader",
    "NeedsReading",
    "ParticipationReview",
    "ParticipationReviewQuerySet",
    "ReviewRhythm",
    "SpeaksFor",
    "SpentKey",
    "would_rather_tell",
]
