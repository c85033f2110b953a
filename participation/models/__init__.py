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
from participation.models.reviews import (
    Gap,
    ParticipationReview,
    ParticipationReviewQuerySet,
    ReviewRhythm,
)

__all__ = [
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
    "ParticipationReview",
    "ParticipationReviewQuerySet",
    "ReviewRhythm",
    "SpeaksFor",
]
