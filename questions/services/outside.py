"""Says what of somebody's words may be read outside the project, and what stands on the public page."""

from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from projects.models import Member
from questions.models import Contribution
from questions.models.contributions import OUTSIDE


@transaction.atomic
def choose_outside(said: Contribution, *, outside: str, by: Member, now: datetime) -> bool:
    """
    Keep what may be read outside; return False when it was taken back meanwhile.

    :param outside: a choice of ``Contribution.Outside``.
    :param by: who said it, or who chooses for them: then they are told, when they are in the project.
    """
    held = Contribution.objects.select_for_update().get(pk=said.pk)
    if held.is_taken_back:
        return False
    if held.outside == outside:
        return True
    held.let_outside(outside)
    held.save(update_fields=OUTSIDE)
    if held.member_id not in (None, by.pk):
        tell_members(
            event=f"contribution:{held.pk}:outside:{now.isoformat()}",
            project=said.project,
            kind="words_outside_for_you",
            data={"contribution": held.pk, "by": by.known_as, "outside": outside},
            recipients=Member.objects.here_or_invited().filter(pk=held.member_id),
            asks=True,
            now=now,
        )
    return True


@transaction.atomic
def publish_words(said: Contribution, *, by: Member, now: datetime) -> bool:
    """Let it be on the public page; return False when it may not be there any more."""
    held = Contribution.objects.select_for_update().get(pk=said.pk)
    if not held.may_be_public or held.is_taken_back or held.is_kept_apart:
        return False
    if held.public_at is None:
        held.public_at, held.public_by = now, by
        held.save(update_fields=OUTSIDE)
    return True


def unpublish_words(said: Contribution) -> None:
    """Take it off the public page."""
    Contribution.objects.filter(pk=said.pk).update(public_at=None, public_by=None)
