"""What workers do for meetings: delete what people wrote about coming, read out rooms that are over."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import MeetingRoom
from outbox.ticks import tick_work

READS = tick_work(
    "read_out_room",
    _("What was said in the room of a meeting could not be opened. The key for it may be missing."),
)


@shared_task
def forget_old_words() -> None:
    """Delete what people wrote about coming, and typed in rooms, four weeks after the meeting."""
    from meetings import services

    services.forget_old_words(now=timezone.now())
    services.forget_room_words(now=timezone.now())


@shared_task
def read_out_rooms() -> None:
    """Open what was said in rooms that are over, for facilitators to look at."""
    from meetings import services

    now = timezone.now()

    def read_out(room: MeetingRoom) -> None:
        services.read_out_room(room, now=now)

    READS.do(MeetingRoom.objects.sealed(now=now).order_by("pk"), read_out, now=now)
