"""Sets how much say people have in a project."""

from datetime import datetime

from django.db import transaction

from plan.models import PlanPromise
from projects.models import Member, Project


@transaction.atomic
def set_promise(promise: PlanPromise, *, revision: int, by: Member, now: datetime) -> None:
    """
    Save the promise of a project, said for the first time or in other words; what it said before is kept.

    :raises EditConflict: when somebody else said or changed it since ``revision``.
    """
    # Nobody else says it for the first time meanwhile.
    Project.objects.select_for_update().get(pk=promise.project_id)
    was = PlanPromise.objects.filter(project=promise.project_id).first()
    promise.changed_at = now
    if was is None:
        promise.revision += 1
        promise.save(force_insert=True)
    elif was.in_words != promise.in_words:
        promise.pk = was.pk
        promise.save_over(revision, ["kind", "words", "changed_at"])
        promise.changes.create(was=was.in_words, by=by, at=now)
