"""The people map, who can speak for whom, coming in, invitations, imports and participation reviews."""

from participation.models.about_us import (
    A_FEW,
    FEWEST_CHOICES,
    MOST_CHOICES,
    MOST_QUESTIONS,
    AboutUsAnswer,
    AboutUsChoice,
    AboutUsCount,
    AboutUsQuestion,
    AboutUsQuestionQuerySet,
)
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
from participation.models.needs import Need, NeedQuerySet
from participation.models.private import (
    OF_MEETINGS,
    OPEN_FOR,
    PRIVATE,
    WHYS,
    NamedReader,
    PrivateReading,
    would_rather_tell,
)
from participation.models.returns import Return, ReturnQuerySet, Wish
from participation.models.reviews import (
    Gap,
    ParticipationReview,
    ParticipationReviewQuerySet,
    ReviewRhythm,
)

__all__ = [
    "A_FEW",
    "FEWEST_CHOICES",
    "MOST_CHOICES",
    "MOST_QUESTIONS",
    "OF_MEETINGS",
    "OPEN_FOR",
    "PRIVATE",
    "SAY_LOOKED_AT",
    "SAY_UNEVEN",
    "WHYS",
    "AboutUsAnswer",
    "AboutUsChoice",
    "AboutUsCount",
    "AboutUsQuestion",
    "AboutUsQuestionQuerySet",
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
    "NamedReader",
    "Need",
    "NeedQuerySet",
    "ParticipationReview",
    "ParticipationReviewQuerySet",
    "PrivateReading",
    "Return",
    "ReturnQuerySet",
    "ReviewRhythm",
    "SpeaksFor",
    "SpentKey",
    "Wish",
    "would_rather_tell",
]
