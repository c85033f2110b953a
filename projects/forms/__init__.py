"""What is typed about a project and its plan."""

from projects.forms.plan import (
    ActionForm,
    BoundaryForm,
    EditBoundaryForm,
    EditStepForm,
    EditUnsettledForm,
    MoveForm,
    NewBoundaryForm,
    NewStepForm,
    NewUnsettledForm,
    StepForm,
    UnsettledForm,
)
from projects.forms.setting_up import (
    HelpForm,
    ProjectForm,
    PublicPageForm,
    PurposeForm,
    ReadinessForm,
    StartForm,
)
from projects.forms.shared import (
    WordsForm,
    offer_people,
    people_of,
)
from projects.forms.statements import (
    AgreementsForm,
    EditStatementForm,
    NewStatementForm,
)

__all__ = [
    "ActionForm",
    "AgreementsForm",
    "BoundaryForm",
    "EditBoundaryForm",
    "EditStatementForm",
    "EditStepForm",
    "EditUnsettledForm",
    "HelpForm",
    "MoveForm",
    "NewBoundaryForm",
    "NewStatementForm",
    "NewStepForm",
    "NewUnsettledForm",
    "ProjectForm",
    "PublicPageForm",
    "PurposeForm",
    "ReadinessForm",
    "StartForm",
    "StepForm",
    "UnsettledForm",
    "WordsForm",
    "offer_people",
    "people_of",
]
