"""What of a plan is to be done by a day, and by whom: steps, what is looked at again, before the end and after it."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from outbox.due import Due
from plan.models import FollowUp, Step, Unsettled
from projects.models import Project

RUNNING = Project.State.RUNNING


def _steps() -> QuerySet[Step]:
    rows = Step.objects.exclude(state__in=[Step.State.DONE, Step.State.DROPPED])
    return rows.filter(owner__isnull=False, project__state=RUNNING).select_related("project")


def _unsettled() -> QuerySet[Unsettled]:
    return Unsettled.objects.open().filter(project__state=RUNNING).select_related("project")


def _follow_ups() -> QuerySet[FollowUp]:
    """Return those of projects that have ended, too: they are for afterwards."""
    return FollowUp.objects.open().select_related("project")


DUE = (
    Due(
        "step",
        rows=_steps,
        day="due_on",
        made="created_at",
        owner="owner",
        title=lambda row: row.title,
        url=lambda row: reverse("plan:step_detail", args=[row.project.slug, row.pk]),
    ),
    Due(
        "unsettled",
        rows=_unsettled,
        day="look_again_on",
        made="created_at",
        owner="",
        title=lambda row: _("Look again: %(what)s") % {"what": row.what},
        url=lambda row: reverse("plan:unsettled_settle", args=[row.project.slug, row.pk]),
    ),
    Due(
        "followup",
        rows=_follow_ups,
        day="due_on",
        made="created_at",
        owner="",
        title=lambda row: _("Look what became of the project, and say what you found"),
        url=lambda row: reverse("plan:follow_up_finish", args=[row.project.slug, row.pk]),
    ),
)
