"""What workers do for the outbox: send what is due, gather digests, and let go of letters that nobody needs."""

from celery import shared_task
from django.utils import timezone

from core.background import wake
from outbox import digests, letters, refusals, sending
from outbox.models import SendingTurn


@shared_task
def send_due() -> None:
    """Send what is due for a while, unless another worker does; ask for another turn when there is more."""
    turn = SendingTurn.take(now=timezone.now())
    if turn is None:
        return
    is_more = is_asked = False
    try:
        is_more = sending.send_due(clock=timezone.now, hold_on=turn.hold_on)
    finally:
        is_asked = turn.end()
    if is_more or is_asked:
        wake(send_due)


@shared_task
def gather_digests() -> None:
    """Gather what was held for members whose week or month is over."""
    if digests.gather(now=timezone.now()):
        wake(send_due)


@shared_task
def let_go_of_letters() -> None:
    """Take the letters and calls off the list that nobody needs any more; forget addresses that nobody has."""
    letters.let_go(now=timezone.now())
    refusals.forget_old(now=timezone.now())
