"""Opens participation reviews, answers their gaps and finishes them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import Action
from actions.services import add_action
from core.ended import EndedBefore, end_once, require_same_words
from core.once import lock_row, lock_rows
from core.standing import require_same_standing
from outbox.services import tell_address, tell_members, tell_projects
from participation.models import Gap, ParticipationReview, ReviewRhythm
from participation.services.counting import asked_in, count_about_us
from participation.services.members import CannotDo
from participation.services.owners import ask_owner_of_action
from participation.snapshots import find_gaps, take_snapshots
from projects.models import Member, Project

DAYS_TO_FINISH = 14
#: Facilitators hear about an overdue review once in so many days.
DAYS_BETWEEN_REMINDERS = 7
#: So many days after the day by which it should be finished, the coordinators hear, once.
DAYS_UNTIL_COORDINATORS = 7


@transaction.atomic
def set_review_rhythm(
    project: Project,
    *,
    every_weeks: int,
    next_on: date,
    days_to_finish: int = DAYS_TO_FINISH,
    is_paused: bool = False,
    stood: str | None = None,
) -> ReviewRhythm:
    """
    Say how often the project looks at who is involved, and when the next look is due.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    said = {
        "every_weeks": every_weeks,
        "next_on": next_on,
        "days_to_finish": days_to_finish,
        "is_paused": is_paused,
    }
    lock_row(project)
    found = ReviewRhythm.objects.filter(project=project).first()
    require_same_standing(found or ReviewRhythm(project=project), said, stood=stood)
    rhythm, _made = ReviewRhythm.objects.update_or_create(project=project, defaults=said)
    return rhythm


@transaction.atomic
def open_due_reviews(
    rhythms: Iterable[ReviewRhythm], *, on: date, now: datetime
) -> list[ParticipationReview]:
    """
    Open the reviews that are due by the day ``on``, move their rhythms past that day, and return the reviews.

    However many periods were missed, one review opens: the latest that is due. Of several schedulers at once, the one
    that moves a rhythm opens its review. While an earlier review is not finished its rhythm waits: nobody is asked the
    same gaps twice. One of that day that is there already is the one. Many take as few queries as one.
    """
    numbers = {rhythm.pk: rhythm.project_id for rhythm in rhythms}
    lock_rows(Project, numbers.values())
    # As they are now: another scheduler may have moved them meanwhile.
    due = ReviewRhythm.objects.due(on=on).filter(pk__in=numbers)
    earlier = ParticipationReview.objects.open().filter(
        project=OuterRef("project"), due_on__lt=OuterRef("next_on")
    )
    held = list(due.filter(~Exists(earlier)).select_related("project"))
    days = {rhythm.project_id: rhythm.due_by(on) for rhythm in held}
    had = ParticipationReview.objects.filter(project__in=days).values_list(
        "project", "due_on", "finished_at"
    )
    there = {
        project
        for project, due_on, finished_at in had
        if finished_at is None or due_on == days[project]
    }
    openings = [
        _new_review(rhythm.project, rhythm, due_on=days[rhythm.project_id], now=now)
        for rhythm in held
        if rhythm.project_id not in there
    ]
    ReviewRhythm.move_past(held, on)
    return _open_together(openings, now=now)


@transaction.atomic
def open_review(
    project: Project, *, due_on: date, now: datetime, by: Member | None = None
) -> ParticipationReview:
    """
    Open the review of a period: keep who is involved today, name the gaps, tell the facilitators.

    A review of that day, or one that is not finished yet, is returned as it is.
    """
    lock_row(project)
    reviews = project.participation_reviews
    if unfinished := reviews.open().order_by("due_on", "pk").first():
        return unfinished
    if known := reviews.filter(due_on=due_on).first():
        return known
    rhythm = ReviewRhythm.objects.filter(project=project).first()
    review = _new_review(project, rhythm, due_on=due_on, now=now)
    review.opened_by = by
    return _open_together([review], now=now)[0]


def _new_review(
    project: Project, rhythm: ReviewRhythm | None, *, due_on: date, now: datetime
) -> ParticipationReview:
    """Return a review, not saved yet. One that opens late has as many days as one that opens on its day."""
    days = rhythm.days_to_finish if rhythm else DAYS_TO_FINISH
    finish_by = max(due_on, timezone.localdate(now)) + timedelta(days=days)
    return ParticipationReview(project=project, due_on=due_on, opened_at=now, finish_by=finish_by)


def _open_together(
    reviews: Sequence[ParticipationReview], *, now: datetime
) -> list[ParticipationReview]:
    """Save reviews of a project each, with what they see and its gaps, and tell the facilitators."""
    if not reviews:
        return []
    snapshots = take_snapshots([review.project_id for review in reviews], now=now)
    for review in reviews:
        review.snapshot = snapshots[review.project_id]
    opened = ParticipationReview.objects.bulk_create(reviews)
    projects = [review.project_id for review in reviews]
    for project in Project.objects.filter(Exists(asked_in(OuterRef("pk"))), pk__in=projects):
        count_about_us(project, now=now)
    Gap.objects.bulk_create(gap for review in opened for gap in find_gaps(review))
    tell_projects(
        [_news_of(review, "opened", kind="participation_review_opened") for review in opened],
        recipients=Member.objects.taking_part().facilitators(),
        now=now,
    )
    return opened


def tell_overdue_review(review: ParticipationReview, *, on: date, now: datetime) -> None:
    """Remind the facilitators of a review that should be finished by now: once a week, however often it is called."""
    week = ((on - review.finish_by).days - 1) // DAYS_BETWEEN_REMINDERS
    tell_members(
        **_news_of(review, f"overdue:{week}", kind="participation_review_overdue"),
        recipients=review.project.members.taking_part().facilitators(),
        now=now,
    )


def tell_late_review(review: ParticipationReview, *, on: date, now: datetime) -> None:
    """
    Tell the coordinators, once, of a review that should have been finished a week ago, however often it is called.

    They are not told what it found. While there is nobody to tell, it stays to be told; an email that has not left when
    the review is finished does not leave.
    """
    if on < review.finish_by + timedelta(days=DAYS_UNTIL_COORDINATORS):
        return
    project = review.project
    coordinators = project.organisation.coordinators.filter(user__is_active=True).order_by("pk")
    if addresses := list(coordinators.values_list("user__email", flat=True)):
        tell_address(
            event=f"participation-review:{review.pk}:late",
            project=project,
            kind="participation_review_late",
            data={"review": review.pk},
            addresses=addresses,
            now=now,
        )


@transaction.atomic
def answer_gap_with_action(
    gap: Gap, *, what: str, owner: Member, due_on: date, instead_of: str = "", now: datetime
) -> Action:
    """
    Promise an action that closes a gap, and tell the member who is to do it.

    A gap that was answered already keeps its answer, but for the reason that ``instead_of`` names; when that is the
    same action, it comes back.

    :param instead_of: ``answered_mark`` of the reason for which it was left, when this is to take its place.
    :raises EndedBefore: when somebody else answered it otherwise meanwhile.
    """
    held = _hold_gap(gap)
    if not _takes_answer(held, instead_of=instead_of):
        if held.action is None:
            raise EndedBefore(theirs=held.reason, mine=what)
        require_same_words(theirs=held.action.what, mine=what)
        return held.action
    review = gap.review
    action = add_action(review.project, what=what, owner=owner, due_on=due_on, now=now)
    values = {"outcome": Gap.Outcome.ACTION, "action": action, "reason": "", "decided_at": now}
    Gap.objects.filter(pk=gap.pk).update(**values)
    ask_owner_of_action(action, review=review.pk, now=now)
    return action


@transaction.atomic
def accept_gap(gap: Gap, *, reason: str, instead_of: str = "", now: datetime) -> None:
    """
    Accept a gap as it is, with the reason. The same twice changes nothing; another one needs ``instead_of``.

    :param instead_of: ``answered_mark`` of the reason that stood before, when this is to take its place.
    :raises EndedBefore: when somebody else answered it otherwise meanwhile.
    """
    held = _hold_gap(gap)
    if held.action:
        raise EndedBefore(theirs=held.action.what, mine=reason)
    if not _takes_answer(held, instead_of=instead_of):
        require_same_words(theirs=held.reason, mine=reason)
        return
    values = {"outcome": Gap.Outcome.ACCEPTED, "reason": reason, "decided_at": now}
    Gap.objects.filter(pk=gap.pk).update(**values)


def _hold_gap(gap: Gap) -> Gap:
    """Hold a gap; the look that it is part of is held before it, so that nobody finishes that meanwhile."""
    lock_row(gap.review)
    rows = Gap.objects.select_related("action", "review")
    return rows.select_for_update(of=("self",)).get(pk=gap.pk)


def _takes_answer(held: Gap, *, instead_of: str) -> bool:
    """
    Whether a gap has no answer yet, or may get another one for the reason that is there: until its look is finished.

    What somebody promised stays a promise: it is handed over or ended where promises are.
    """
    if held.outcome == Gap.Outcome.OPEN:
        return True
    is_theirs = held.outcome == Gap.Outcome.ACCEPTED and held.answered_mark == instead_of
    return is_theirs and held.review.finished_at is None


@transaction.atomic
def finish_review(
    review: ParticipationReview, *, by: Member, reflection: str, now: datetime
) -> None:
    """
    Finish a review with what the facilitators noticed. Finishing it twice changes nothing.

    :raises CannotDo: while a gap has no answer.
    :raises EndedBefore: when somebody else finished it meanwhile, in other words.
    """
    lock_row(review)
    if review.gaps.filter(outcome=Gap.Outcome.OPEN).exists():
        raise CannotDo(_("Answer each gap first: with an action, or with a reason to accept it."))
    values = {"reflection": reflection, "finished_at": now, "finished_by": by}
    end_once(ParticipationReview.objects.open(), review, words="reflection", **values)


def _news_of(review: ParticipationReview, what: str, *, kind: str) -> dict[str, Any]:
    """Return what the facilitators are told of a review."""
    return {
        "event": f"participation-review:{review.pk}:{what}",
        "project": review.project,
        "kind": kind,
        "data": {"review": review.pk},
        "asks": True,
    }
