"""Adds, changes and moves the steps of the plan."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from core.ended import require_same_words
from core.once import find_sent
from core.revisions import EditConflict
from plan import linked
from plan.models import Step, StepChange
from projects.models import Member, Project
from questions.models import ContributionMove
from questions.services import move_all_linked, set_linked_over


@transaction.atomic
def add_step(
    project: Project,
    *,
    by: Member,
    title: str,
    details: str = "",
    owner: Member | None = None,
    starts_on: date | None = None,
    due_on: date | None = None,
    planned_by: Iterable[Member] = (),
    now: datetime,
    sent_key: UUID | None = None,
) -> Step:
    """Add a planned step with the next number of its project; its history begins."""
    if sent := find_sent(project.steps.all(), sent_key, lock=project):
        return sent
    last = project.steps.aggregate(last=models.Max("number"))["last"] or 0
    step = project.steps.create(
        number=last + 1,
        title=title,
        details=details,
        owner=owner,
        starts_on=starts_on,
        due_on=due_on,
        planners_named_by=by,
        created_at=now,
        sent_key=sent_key,
    )
    step.planned_by.set(planned_by)
    StepChange.objects.create(step=step, to_state=step.state, by=by, at=now)
    return step


@transaction.atomic
def change_step(
    step: Step, *, revision: int, by: Member, planned_by: Iterable[Member], now: datetime
) -> None:
    """
    Save a step whose words, dates, owner or planners were changed; what it said before joins its history.

    :raises EditConflict: when somebody else changed it since ``revision``.
    """
    planned_by = list(planned_by)
    held = Step.objects.select_for_update(of=("self",)).select_related("owner")
    was = held.get(pk=step.pk)
    are_others = set(was.planned_by.all()) != set(planned_by)
    if was.revision != revision and are_others:
        raise EditConflict(was)
    step.planners_named_by_id = by.pk if are_others else was.planners_named_by_id
    step.save_over(
        revision, ["title", "details", "owner", "starts_on", "due_on", "planners_named_by"]
    )
    step.planned_by.set(planned_by)
    if was.in_words != step.in_words:
        StepChange.objects.create(
            step=step, from_state=was.state, to_state=was.state, was=was.in_words, by=by, at=now
        )


@transaction.atomic
def move_step(
    step: Step, *, by: Member, to_state: str, why: str = "", from_state: str = "", now: datetime
) -> None:
    """
    Move a step to another state and keep the move in its history; nothing when it stands there already.

    A step that begins without a day of its own begins today; one that is done or dropped ends today.
    Dropping needs ``why`` (the database refuses it otherwise).

    :param from_state: where it stood on the page; empty when nobody looked at one.
    :raises EndedBefore: when somebody else moved it there meanwhile, and said something else about it.
    """
    today = timezone.localdate(now)
    step.refresh_from_db(from_queryset=Step.objects.select_for_update())
    if step.state == to_state:
        last = step.changes.order_by("-at", "-pk").first()
        if from_state and last:
            require_same_words(theirs=last.why, mine=why)
        return
    came_from, said, step.state = step.state, step.in_words, to_state
    step.why_dropped = why if to_state == Step.State.DROPPED else ""
    step.ended_on = today if step.has_ended else None
    begins = to_state in (Step.State.DOING, Step.State.EXPLORING) and step.starts_on is None
    if begins and (step.due_on is None or step.due_on >= today):
        step.starts_on = today
    step.save(update_fields=["state", "why_dropped", "ended_on", "starts_on"])
    was = said if step.in_words != said else ""
    StepChange.objects.create(
        step=step, from_state=came_from, to_state=to_state, why=why, was=was, by=by, at=now
    )
    _move_what_is_linked(step, now=now)


def _move_what_is_linked(step: Step, *, now: datetime) -> None:
    """
    Move what people said behind a step to "done" when the step is done, and back when it is not.

    What led to a step that is dropped goes back further: nothing is planned from it any more.
    """
    target = linked.target_of_step(step)
    is_dropped = step.state == Step.State.DROPPED
    set_linked_over(
        step.project, address=target.address, is_over=is_dropped, why=step.why_dropped, now=now
    )
    move_all_linked(
        step.project,
        address=target.address,
        what=ContributionMove.What.DONE,
        is_so=step.state == Step.State.DONE,
        title=step.title,
        now=now,
    )
