"""What the project itself offers to the pages that gather."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.offers import Ask
from projects.known import Known
from projects.models import Project


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask to go on setting up, until the project starts."""
    if not project.is_being_set_up:
        return []
    return [
        Ask(
            title=_("Finish setting up"),
            text=_("The project has not started. A list says what is left."),
            url=reverse("plan:setup", args=[project.slug]),
            action=_("See what is left"),
            small=project.name,
        )
    ]
