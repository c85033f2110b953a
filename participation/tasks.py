"""
Opens the participation reviews that are due, reminds of those that are overdue and of private words, destroys the keys
that were given up, asks whether entries in the directory stay, and deletes those whose day has come, when the schedule
ticks; counts the answers to the questions about people.
"""

from collections.abc import Sequence

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.background import wake
from core.ticks import each_row
from outbox.ticks import tick_work
from participation import services
from participation.models import (
    DirectoryEntry,
    JoinRequest,
    ParticipationReview,
    PrivateWord,
    ReviewRhythm,
)
from projects.models import Project

#: So many who asked to take part are answered in one turn.
MOST_ANSWERED = 500
OPENS = tick_work(
    "open_participation_review", _("The participation review that is due did not open.")
)
REMINDS = tick_work(
    "tell_overdue_participation_review",
    _("Nobody could be reminded of the participation review that waits to be finished."),
)
ASKS_TO_KEEP = tick_work(
    "ask_to_keep_entry",
    _("Somebody could not be asked whether they want to stay in the directory."),
)


ANSWERS = tick_work(
    "answer_after_the_end",
    _("Somebody who asked to take part could not be told that the project has ended."),
)
COUNTS = tick_work(
    "count_about_us", _("The answers to the questions about people were not counted.")
)


@shared_task
def count_about_us() -> None:
    """Count the answers to the questions about people, where that was not done for a week."""
    now = timezone.now()
    COUNTS.do(
        services.to_count(now=now), lambda one: services.count_about_us(one, now=now), now=now
    )


@shared_task
def destroy_spent_keys() -> None:
    """Destroy the keys of members that were given up; what is left is for the next tick."""
    services.destroy_spent_keys()


@shared_task
def open_due_reviews(after: int = 0) -> None:
    """
    Open each participation review that is due today.

    Some at a time: this asks for itself again to go on ``after`` the last. What that loses, the next tick does.
    """
    now = timezone.now()
    today = timezone.localdate(now)

    def open_some(rhythms: Sequence[ReviewRhythm]) -> None:
        services.open_due_reviews(rhythms, on=today, now=now)

    if last := OPENS.do_next(ReviewRhythm.objects.due(on=today), open_some, after=after, now=now):
        wake(open_due_reviews, after=last)


@shared_task
def tell_overdue_reviews() -> None:
    """Remind the facilitators of running projects of reviews that are overdue; a week later, tell the coordinators."""
    now = timezone.now()
    today = timezone.localdate(now)

    def remind(review: ParticipationReview) -> None:
        services.tell_overdue_review(review, on=today, now=now)
        services.tell_late_review(review, on=today, now=now)

    overdue = ParticipationReview.objects.overdue(on=today)
    overdue = overdue.select_related("project__organisation")
    REMINDS.do(overdue.filter(project__state=Project.State.RUNNING), remind, now=now)


@shared_task
def ask_about_directory() -> None:
    """Ask those whose entry in the directory is deleted soon whether to keep it."""
    now = timezone.now()

    def ask(entry: DirectoryEntry) -> None:
        services.ask_to_keep(entry, now=now)

    due = DirectoryEntry.objects.to_ask_about(on=timezone.localdate(now))
    ASKS_TO_KEEP.do(due.select_related("member__project").order_by("pk"), ask, now=now)


@shared_task
def answer_after_the_end() -> None:
    """Tell those who ask to take part, and have no answer, that the project has ended."""
    now = timezone.now()

    def answer(row: JoinRequest) -> None:
        services.answer_after_the_end(row, now=now)

    waiting = JoinRequest.objects.waiting().of_ended().select_related("project")
    ANSWERS.do(waiting[:MOST_ANSWERED], answer, now=now)


@shared_task
def delete_old_entries() -> None:
    """Delete what people share in the directory when its day has come."""
    services.delete_old_entries(on=timezone.localdate())


@shared_task
def forget_join_requests() -> None:
    """Delete requests to take part that are too old, or have had their answer long enough."""
    services.forget_join_requests(now=timezone.now())


@shared_task
def look_after_private_words() -> None:
    """
    Remind of private words without an answer, and tell whoever wrote one that nobody reads it any more.

    What goes wrong is in the log alone: a page that said so would tell others that there is one.
    """
    now = timezone.now()

    def lose(word: PrivateWord) -> None:
        services.lose_word(word, now=now)

    def remind(word: PrivateWord) -> None:
        services.remind_of_word(word, now=now)

    rows = PrivateWord.objects.to_remind_of(now=now).select_related("member", "project")
    each_row(services.find_lost_words(now=now), lose, worked=_quietly, failed=_quietly)
    each_row(rows.order_by("pk"), remind, worked=_quietly, failed=_quietly)


def _quietly(_row: PrivateWord, _error: Exception | None = None) -> None:
    """Note nothing."""
