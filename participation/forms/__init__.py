"""Forms of invitations, members, the people map and participation reviews."""

from participation.forms.about_us import (
    AboutUsAddForm,
    AboutUsForm,
    AboutUsQuestionForm,
    suggestions,
)
from participation.forms.coming_in import (
    BringForm,
    GroupsForm,
    HearForm,
    QuestionForm,
    SpeakForm,
    choices_on_paper,
)
from participation.forms.directory import HOW_LONG, WHAT_FOR, DirectoryForm
from participation.forms.groups import EditGroupForm, GroupForm, ImbalanceActionForm
from participation.forms.joining import JoinForm, JoinNoForm, JoinYesForm
from participation.forms.lists import ListForm
from participation.forms.members import (
    EditContactForm,
    EmailForm,
    InviteForm,
    MemberAddForm,
    RoleForm,
    SearchForm,
)
from participation.forms.needs import (
    ANSWERS,
    KINDS,
    USUAL,
    NeedPromiseForm,
    NeedsForm,
)
from participation.forms.private import PrivateForm, WhyForm
from participation.forms.returns import (
    USUAL_RETURN,
    WISH_ANSWERS,
    WISHES,
    ReturnForm,
    ReturnWithdrawForm,
    WishForm,
)
from participation.forms.reviews import (
    FinishForm,
    GapAcceptForm,
    GapActionForm,
    ParticipationRhythmForm,
)
from participation.forms.thanks import ThanksForm, ThanksHideForm
from participation.forms.words import (
    PrivateWordForm,
    WordAnswerForm,
    WordAskForm,
    WordToForm,
    WordWhyForm,
)
from participation.models import Consent

FORMS: dict[str, type[QuestionForm]] = {
    Consent.Purpose.BRING: BringForm,
    Consent.Purpose.GROUPS: GroupsForm,
    Consent.Purpose.SPEAK: SpeakForm,
    Consent.Purpose.NEEDS: NeedsForm,
    Consent.Purpose.RETURNS: WishForm,
    Consent.Purpose.HEAR: HearForm,
    Consent.Purpose.DIRECTORY: DirectoryForm,
    Consent.Purpose.ABOUT_US: AboutUsForm,
}

__all__ = [
    "ANSWERS",
    "FORMS",
    "HOW_LONG",
    "KINDS",
    "USUAL",
    "USUAL_RETURN",
    "WHAT_FOR",
    "WISHES",
    "WISH_ANSWERS",
    "AboutUsAddForm",
    "AboutUsForm",
    "AboutUsQuestionForm",
    "DirectoryForm",
    "EditContactForm",
    "EditGroupForm",
    "EmailForm",
    "FinishForm",
    "GapAcceptForm",
    "GapActionForm",
    "GroupForm",
    "ImbalanceActionForm",
    "InviteForm",
    "JoinForm",
    "JoinNoForm",
    "JoinYesForm",
    "ListForm",
    "MemberAddForm",
    "NeedPromiseForm",
    "NeedsForm",
    "ParticipationRhythmForm",
    "PrivateForm",
    "PrivateWordForm",
    "QuestionForm",
    "ReturnForm",
    "ReturnWithdrawForm",
    "RoleForm",
    "SearchForm",
    "ThanksForm",
    "ThanksHideForm",
    "WhyForm",
    "WishForm",
    "WordAnswerForm",
    "WordAskForm",
    "WordToForm",
    "WordWhyForm",
    "choices_on_paper",
    "suggestions",
]
