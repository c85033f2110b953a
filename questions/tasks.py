"""Tells the coordinators of worries about somebody's safety that nobody looked at in time, when the schedule ticks."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.ticks import tick_work
from questions import services
from questions.models import SafetyWorry

TELLS = tick_work(
    "tell_coordinators_of_safety_worry",
    _("The coordinators could not be told that nobody looked at a worry about somebody’s safety."),
)


@shared_task
def tell_coordinators() -> None:
    """Tell the coordinators of each worry of which nobody wrote down what was done by the end of its day."""
    now = timezone.now()

    def tell(worry: SafetyWorry) -> None:
        services.tell_coordinators(worry, now=now)

    overdue = SafetyWorry.objects.overdue(on=timezone.localdate(now))
    TELLS.do(overdue.filter(coordinators_told_at=None).order_by("pk"), tell, now=now)
