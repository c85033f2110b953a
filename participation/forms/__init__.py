"""Forms of invitations, members, the people map and participation reviews."""

from participation.forms.coming_in import FORMS, choices_on_paper
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
from participation.forms.reviews import (
    FinishForm,
    GapAcceptForm,
    GapActionForm,
    ParticipationRhythmForm,
)

__all__ = [
    "FORMS",
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
    "ParticipationRhythmForm",
    "RoleForm",
    "SearchForm",
    "choices_on_paper",
]
