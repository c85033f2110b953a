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
from participation.forms.groups import EditGroupForm, GroupForm, ImbalanceActionForm
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
from participation.models import Consent

FORMS: dict[str, type[QuestionForm]] = {
    Consent.Purpose.BRING: BringForm,
    Consent.Purpose.GROUPS: GroupsForm,
    Consent.Purpose.SPEAK: SpeakForm,
    Consent.Purpose.NEEDS: NeedsForm,
    Consent.Purpose.RETURNS: WishForm,
    Consent.Purpose.HEAR: HearForm,
    Consent.Purpose.ABOUT_US: AboutUsForm,
}

__all__ = [
    "ANSWERS",
    "FORMS",
    "KINDS",
    "USUAL",
    "USUAL_RETURN",
    "WISHES",
    "WISH_ANSWERS",
    "AboutUsAddForm",
    "AboutUsForm",
    "AboutUsQuestionForm",
    "EditContactForm",
    "EditGroupForm",
    "EmailForm",
    "FinishForm",
    "GapAcceptForm",
    "GapActionForm",
    "GroupForm",
    "ImbalanceActionForm",
    "InviteForm",
    "ListForm",
    "MemberAddForm",
    "NeedPromiseForm",
    "NeedsForm",
    "ParticipationRhythmForm",
    "PrivateForm",
    "QuestionForm",
    "ReturnForm",
    "ReturnWithdrawForm",
    "RoleForm",
    "SearchForm",
    "WhyForm",
    "WishForm",
    "choices_on_paper",
    "suggestions",
]
