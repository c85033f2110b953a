"""Forms of invitations, members, the people map and participation reviews."""

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
from participation.forms.part import AnswersForm, PartForm, WelcomeForm
from participation.forms.reviews import (
    FinishForm,
    GapAcceptForm,
    GapActionForm,
    ParticipationRhythmForm,
)

__all__ = [
    "AnswersForm",
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
    "PartForm",
    "ParticipationRhythmForm",
    "RoleForm",
    "SearchForm",
    "WelcomeForm",
]
