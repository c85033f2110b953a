"""What a test needs to say something without a name, and to let the next day come."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from ballots.services import look_into
from projects.models import Project
from questions import services
from questions.models import Contribution, UnnamedDay
from tests.factories import NOW

WORDS = "garden piano seventh"
#: The least that is said.
SAID: dict[str, Any] = {"words": "W", "now": NOW}


def say(project: Project, words: str, *, now: datetime | None = None, **more: Any) -> str:
    return services.seal_contribution(project, words=words, now=now or timezone.now(), **more)


def unnamed_day(project: Project) -> UnnamedDay:
    """Return a day on which something was said."""
    services.seal_contribution(project, **SAID)
    return UnnamedDay.objects.get(project=project)


def sealed_in(project: Project) -> list[dict[str, Any]]:
    """Return what is sealed in a project, with the keys; nothing is opened for good."""
    days = UnnamedDay.objects.filter(project=project).exclude(day=None).select_related("seal")
    return [content for day in days for content in look_into(day.seal)]


def tomorrow(*, days: int = 1) -> datetime:
    return timezone.now() + timedelta(days=days)


def let_appear(project: Project, *, now: datetime | None = None) -> list[Contribution]:
    """Open what was said before tomorrow; return what is there without a name."""
    now = now or tomorrow()
    for day in UnnamedDay.objects.filter(project=project).over(on=timezone.localdate(now)):
        services.open_unnamed(day, now=now)
    return list(project.contributions.filter(is_unnamed=True).order_by("pk"))


def said_on(said: Contribution) -> date:
    return timezone.localdate(said.said_at)
