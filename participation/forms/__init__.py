"""Forms of invitations, members, the people map and participation reviews."""

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
    ANSWER_CHOICES,
    KINDS,
    USUAL,
    NeedPromiseForm,
    NeedsForm,
    NeedsWhyForm,
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
    Consent.Purpose.HEAR: HearForm,
}

__all__ = [
    "ANSWER_CHOICES",
    "FORMS",
    "KINDS",
    "USUAL",
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
    "NeedsWhyForm",
    "ParticipationRhythmForm",
    "QuestionForm",
    "RoleForm",
    "SearchForm",
    "choices_on_paper",
]
