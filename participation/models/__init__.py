"""The people map, who can speak for whom, coming in, invitations, imports, thanks and participation reviews."""

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
from participation.models.directory import (
    MOST_YEARS,
    DirectoryEntry,
    DirectoryEntryQuerySet,
    years_later,
)
from participation.models.groups import (
    SAY_LOOKED_AT,
    SAY_UNEVEN,
    Group,
    GroupQuerySet,
    ImbalanceAction,
    SpeaksFor,
)
from participation.models.invitations import Invitation, InvitationQuerySet, MemberImport
from participation.models.joining import JoinRequest, JoinRequestQuerySet
from participation.models.keys import MemberKey, SpentKey
from participation.models.needs import Need, NeedQuerySet
from participation.models.private import (
    OF_MEETINGS,
    OF_THANKS,
    OF_WORDS,
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
from participation.models.thanks import Thanks, ThanksQuerySet
from participation.models.words import PrivateWord, PrivateWordQuerySet, WordReading

__all__ = [
    "A_FEW",
    "FEWEST_CHOICES",
    "MOST_CHOICES",
    "MOST_QUESTIONS",
    "MOST_YEARS",
    "OF_MEETINGS",
    "OF_THANKS",
    "OF_WORDS",
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
    "DirectoryEntry",
    "DirectoryEntryQuerySet",
    "Gap",
    "Greeting",
    "GreetingQuerySet",
    "Group",
    "GroupQuerySet",
    "ImbalanceAction",
    "Invitation",
    "InvitationQuerySet",
    "JoinRequest",
    "JoinRequestQuerySet",
    "MemberImport",
    "MemberKey",
    "NamedReader",
    "Need",
    "NeedQuerySet",
    "ParticipationReview",
    "ParticipationReviewQuerySet",
    "PrivateReading",
    "PrivateWord",
    "PrivateWordQuerySet",
    "Return",
    "ReturnQuerySet",
    "ReviewRhythm",
    "SpeaksFor",
    "SpentKey",
    "Thanks",
    "ThanksQuerySet",
    "Wish",
    "WordReading",
    "would_rather_tell",
    "years_later",
]
