"""Makes the deliveries of news to followers, some at a time: there may be a hundred thousand."""

from datetime import datetime, timedelta

from django.db import transaction

from outbox.mail_ids import new_mail_id
from outbox.models import Channel, Delivery, Digest, Follower, Message, Spreading

#: So many followers get their deliveries in one transaction.
SOME = 2000
#: What is asked leaves ahead of all news that is not older than this.
AHEAD = timedelta(days=1)


@transaction.atomic
def spread_some(spreading: Spreading, *, now: datetime) -> bool:
    """Make the next deliveries of news that followers get; return whether there may be more to make."""
    held = Spreading.objects.select_for_update().filter(pk=spreading.pk, done_at=None).first()
    if held is None:
        return False
    message = Message.objects.get(pk=held.message_id)
    followers = Follower.objects.hearing(is_result=message.is_result).filter(
        project=message.project_id, pk__gt=held.after, confirmed_at__lte=message.created_at
    )
    some = list(followers.order_by("pk")[:SOME])
    rows = (delivery_to(follower, message, now=now) for follower in some)
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    _bring_back(message, some)
    held.after = some[-1].pk if some else held.after
    held.done_at = None if len(some) == SOME else now
    held.save()
    return held.done_at is None


def _bring_back(message: Message, followers: list[Follower]) -> None:
    """
    Let what was taken off before it reached these followers wait again, also what a worker had tried already.

    Each keeps its Message-ID, alone or in the digest that gathered it, and what a worker has in its hands stays held:
    what was handed in before it was taken off is marked as sent, or comes twice to mail programs that show it once.
    """
    taken_off = message.deliveries.filter(is_needless=True, done_at=None, follower__in=followers)
    numbers, gathered_in = [], set()
    for number, digest in taken_off.values_list("pk", "digest"):
        numbers.append(number)
        gathered_in.add(digest)
    rows = Delivery.objects.filter(pk__in=numbers, done_at=None)
    digests = Digest.objects.filter(pk__in=gathered_in - {None})
    sent = list(digests.filter(done_at__isnull=False).values_list("pk", flat=True))
    rows.filter(digest__in=sent).update(digest=None)
    digests.filter(done_at=None).update(gave_up_at=None, last_error="")
    rows.update(is_needless=False, gave_up_at=None, last_error="")


def delivery_to(follower: Follower, message: Message, *, now: datetime) -> Delivery:
    """
    Return the row that tells a follower, not yet saved.

    What asks somebody, who waits for it at the screen, is due as if it were older than the news of a hundred thousand.
    """
    return Delivery(
        message=message,
        project_id=message.project_id,
        follower=follower,
        recipient=follower.recipient,
        channel=Channel.EMAIL,
        is_held=follower.is_gathered and not message.asks,
        mail_id=new_mail_id(),
        due_at=now - AHEAD if message.asks else now,
    )
