"""What of the things that people ask and say can come of a meeting."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.came_up import NO_STATE, Outcome
from projects.models import Project
from questions import permissions


def _questions(project: Project) -> QuerySet[Any]:
    rows = project.questions.all()
    rows = rows if permissions.can_read(project) else rows.none()
    return rows.values_list("pk", F("pk"), "words", NO_STATE)


def _said(project: Project) -> QuerySet[Any]:
    """Return what is in sight of what people said."""
    rows = project.contributions.in_sight()
    rows = rows if permissions.can_read(project) else rows.none()
    return rows.values_list("pk", F("pk"), "words", NO_STATE)


def _question(project: Project, at: int) -> str:
    return reverse("questions:question_detail", args=[project.slug, at])


def _contribution(project: Project, at: int) -> str:
    return reverse("questions:contribution_detail", args=[project.slug, at])


OUTCOMES = (
    Outcome(
        "question",
        gettext_lazy("A question"),
        gettext_lazy("Ask a question"),
        "questions:question_create",
        permissions.can_ask,
        _questions,
        _question,
    ),
    Outcome(
        "said",
        gettext_lazy("What somebody said"),
        gettext_lazy("Write down what somebody said"),
        "questions:contribution_create",
        permissions.can_say_something,
        _said,
        _contribution,
    ),
)
