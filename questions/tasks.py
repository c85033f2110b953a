"""What the schedule does for what people say without a name."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.ticks import tick_work
from questions import services
from questions.models import UnnamedDay
from questions.unnamed_limits import forget_hours

OPENS = tick_work(
    "open_unnamed",
    _("What people said without a name could not be opened. The key that opens it may be missing."),
)


@shared_task
def open_unnamed() -> None:
    """Let appear what was said without a name before today, and leave nothing of the hours that are over."""
    now = timezone.now()

    def open_one(day: UnnamedDay) -> None:
        services.open_unnamed(day, now=now)

    due = UnnamedDay.objects.over(on=timezone.localdate(now)).order_by("day", "pk")
    OPENS.do(due, open_one, now=now)
    services.make_days_ready(now=now)
    forget_hours(now=now)
