"""What of the decision log can come of a meeting."""

from typing import Any

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.came_up import Outcome
from decisions import permissions
from decisions.models import Decision
from projects.models import Project


def _decisions(project: Project) -> QuerySet[Any]:
    title = Case(
        When(current__what="", then=Value(_("[words taken out]"))),
        default=F("current__what"),
        output_field=TextField(),
    )
    rows = Decision.objects.filter(project=project)
    return rows.values_list("pk", "number", title, "current__state")


def _address(project: Project, at: int) -> str:
    return reverse("decisions:decision_detail", args=[project.slug, at])


OUTCOMES = (
    Outcome(
        "decision",
        gettext_lazy("A decision"),
        gettext_lazy("Record a decision"),
        "decisions:decision_create",
        permissions.can_record_decision,
        _decisions,
        _address,
    ),
)
