"""Says on any page of a project that answers take longer just now."""

from typing import Any

from django import template
from django.utils import timezone

from projects.models import Project
from questions.waiting import pause_of

register = template.Library()


@register.inclusion_tag("questions/pause.html")
def answer_pause(project: Project) -> dict[str, Any]:
    """Say until when the project pauses answering, and why; nothing while it does not."""
    return {"pause": pause_of(project, on=timezone.localdate())}
