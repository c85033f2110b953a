"""Sets how much say people have in a project."""

from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from plan.models import PlanPromise, PlanPromiseChange
from projects.models import Member, Project


@transaction.atomic
def set_promise(promise: PlanPromise, *, revision: int, by: Member, now: datetime) -> None:
    """
    Save the promise of a project, said for the first time or in other words; what it said before is kept.

    A promise is not changed in silence: everybody is told, by their channel, what it said and what it says now.

    :raises EditConflict: when somebody else said or changed it since ``revision``.
    """
    # Nobody else says it for the first time meanwhile.
    Project.objects.select_for_update().get(pk=promise.project_id)
    was = PlanPromise.objects.filter(project=promise.project_id).first()
    promise.changed_at = now
    if was is None:
        promise.created_at = now
        promise.revision += 1
        promise.save(force_insert=True)
    elif was.in_words != promise.in_words:
        promise.pk, promise.created_at = was.pk, was.created_at
        promise.save_over(revision, ["kind", "words", "changed_at"])
        _tell_change(promise.changes.create(was=was.in_words, by=by, at=now), by=by)


def _tell_change(change: PlanPromiseChange, *, by: Member) -> None:
    tell_members(
        event=f"promise:{change.pk}:changed",
        project=change.promise.project,
        kind="promise_changed",
        data={"change": change.pk, "by": by.known_as},
        recipients=change.promise.project.members.taking_part(),
        # Who hears only what is asked of them hears this too: how much they will be asked has changed.
        asks=True,
        now=change.at,
    )
