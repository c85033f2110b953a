"""What workers do for what people say: without a name, with files, and for worries that nobody looked at in time."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.background import wake
from outbox.ticks import tick_work
from questions import services
from questions.models import ContributionFile, Response, SafetyWorry, UnnamedDay
from questions.unnamed_limits import forget_hours

OPENS = tick_work(
    "open_unnamed",
    _("What people said without a name could not be opened. The key that opens it may be missing."),
)
TELLS = tick_work(
    "tell_coordinators_of_safety_worry",
    _("The coordinators could not be told that nobody looked at a worry about somebody’s safety."),
)
ANSWERS = tick_work(
    "answer_responses_after_the_end",
    _("Somebody who responded to the project could not be told that it has ended."),
)
#: So many are told at a time that a project has ended.
MOST_ANSWERED = 200


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


@shared_task
def tell_coordinators() -> None:
    """Tell the coordinators of each worry of which nobody wrote down what was done by the end of its day."""
    now = timezone.now()

    def tell(worry: SafetyWorry) -> None:
        services.tell_coordinators(worry, now=now)

    overdue = SafetyWorry.objects.overdue(on=timezone.localdate(now))
    TELLS.do(overdue.filter(coordinators_told_at=None).order_by("pk"), tell, now=now)


@shared_task(name="questions.tasks.make_file_ready")
def make_file_ready(*, file_id: int) -> None:
    """Make one file ready, unless somebody else holds it or has made it."""
    now = timezone.now()
    for file in ContributionFile.objects.filter(pk=file_id).claim(now=now):
        services.make_file_ready(file, now=now)


@shared_task
def make_files_ready() -> None:
    """Wake a worker for each file that waits and that nobody holds."""
    now = timezone.now()
    for pk in (
        ContributionFile.objects.due(now=now)
        .order_by("due_at", "pk")
        .values_list("pk", flat=True)[:20]
    ):
        wake(make_file_ready, file_id=pk)


@shared_task
def answer_responses_after_the_end() -> None:
    """Tell those who responded, and whose words nobody looked at, that the project has ended."""
    now = timezone.now()

    def answer(row: Response) -> None:
        services.answer_response_after_the_end(row, now=now)

    waiting = Response.objects.waiting().of_ended().select_related("project")
    ANSWERS.do(waiting[:MOST_ANSWERED], answer, now=now)


@shared_task
def forget_responses() -> None:
    """Delete what nobody confirmed or what is not shown of the community, and addresses whose answer is long ago."""
    services.forget_responses(now=timezone.now())


@shared_task
def sweep_files() -> None:
    """Delete what is kept of files that nothing knows of any more."""
    services.sweep_files(now=timezone.now())
