"""What workers do for the outbox: send what is due, gather digests, and let go of letters that nobody needs."""

from celery import shared_task
from django.utils import timezone

from core.background import wake
from core.ticks import each_row
from outbox import digests, leaving, letters, refusals, sending, spreading
from outbox.models import SendingTurn, Spreading

#: So many pieces of news are spread in one turn.
MOST_NEWS = 10


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
    """Gather what was held for those whose week or month is over."""
    now, everybody = timezone.now(), (digests.MEMBERS, digests.FOLLOWERS)
    if sum(digests.gather(now=now, readers=readers) for readers in everybody):
        wake(send_due)


@shared_task
def spread_news() -> None:
    """Make the next deliveries of news that followers get, of each piece some; go on while there is more to do."""
    to_do = Spreading.objects.filter(done_at=None)
    rows, now = list(to_do.order_by("pk")[:MOST_NEWS]), timezone.now()
    are_more: list[bool] = []

    def spread(news: Spreading) -> None:
        are_more.append(spreading.spread_some(news, now=now))

    each_row(rows, spread, worked=_quietly, failed=_quietly)
    if rows:
        wake(send_due)
    # What fails is tried again by the next tick, and not at once for ever.
    if any(are_more) or (are_more and len(rows) == MOST_NEWS):
        wake(spread_news)


def _quietly(_news: Spreading, _error: Exception | None = None) -> None:
    """Note nothing: what went wrong is in the log."""


@shared_task
def let_go_of_letters() -> None:
    """Take letters and calls off the list that nobody needs any more."""
    letters.let_go(now=timezone.now())


@shared_task
def forget_refused() -> None:
    """Forget refused addresses that nobody has any more."""
    refusals.forget_old(now=timezone.now())


@shared_task
def forget_unconfirmed() -> None:
    """Forget addresses that were asked whether they follow, and for which nobody said yes in a week."""
    leaving.forget_unconfirmed(now=timezone.now())
