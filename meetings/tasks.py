"""What workers do for meetings: delete old words, read out rooms, ask how meetings were, and close that."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, MeetingRoom, Pulse
from outbox.ticks import tick_work

READS = tick_work(
    "read_out_room",
    _("What was said in the room of a meeting could not be opened. The key for it may be missing."),
)
OPENS = tick_work("open_pulse", _("Nobody could be asked yet how a meeting was."))
REMINDS = tick_work("remind_of_pulse", _("Nobody could be reminded to say how a meeting was."))
CLOSES = tick_work("close_pulse", _("What people said about a meeting could not be opened."))


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


@shared_task
def open_due_pulses() -> None:
    """Ask how it was at each meeting that is over and noted, where that could not be done when it was noted."""
    from meetings import services
    from meetings.services.pulses import OPENS_WITHIN

    now = timezone.now()

    def open_one(meeting: Meeting) -> None:
        services.open_pulse(meeting, now=now)

    due = Meeting.objects.to_ask_how_it_was(now=now, within=OPENS_WITHIN)
    OPENS.do(due.order_by("pk"), open_one, now=now)


@shared_task
def remind_of_pulses() -> None:
    """Remind those who were asked how a meeting was, two days before it closes."""
    from meetings import services

    now = timezone.now()
    today = timezone.localdate(now)

    def remind(pulse: Pulse) -> None:
        services.remind_of_pulse(pulse, on=today, now=now)

    due = Pulse.objects.to_remind(on=today).select_related("project", "meeting")
    REMINDS.do(due.order_by("pk"), remind, now=now)


@shared_task
def close_due_pulses() -> None:
    """Close each pulse whose last day has passed, or to which everybody has answered."""
    from meetings import services

    now = timezone.now()

    def close(pulse: Pulse) -> None:
        services.close_pulse(pulse, now=now)

    CLOSES.do(Pulse.objects.over(on=timezone.localdate(now)).order_by("pk"), close, now=now)
