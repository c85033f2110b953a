"""Says what of somebody's words may be read outside the project, and what stands on the public page."""

from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from projects.models import Member
from questions.models import Contribution
from questions.models.contributions import OUTSIDE
from questions.services.hiding import who_hears_of
from questions.services.responders import tell_responder


@transaction.atomic
def choose_outside(said: Contribution, *, outside: str, by: Member | None, now: datetime) -> bool:
    """
    Keep what may be read outside; return False when it was taken back meanwhile.

    :param outside: a choice of ``Contribution.Outside``.
    :param by: who said it, or who chooses for them: then they are told, when they are in the project. Nobody: whoever
        responded from outside chose it by their link.
    """
    held = Contribution.objects.select_for_update().get(pk=said.pk)
    if held.is_taken_back:
        return False
    if held.outside == outside:
        return True
    stands_in = by if by is not None and held.member_id != by.pk else None
    held.let_outside(outside, by=stands_in)
    held.save(update_fields=OUTSIDE)
    if stands_in and held.member_id:
        tell_members(
            event=f"contribution:{held.pk}:outside:{now.isoformat()}",
            project=said.project,
            kind="words_outside_for_you",
            data={"contribution": held.pk, "by": stands_in.known_as, "outside": outside},
            recipients=Member.objects.here_or_invited().filter(pk=held.member_id),
            asks=True,
            now=now,
        )
    return True


@transaction.atomic
def publish_words(said: Contribution, *, by: Member, now: datetime) -> bool:
    """
    Let it be on the public page, and tell whoever said it; return False when it may not be there any more.

    Where it was told by somebody who is no member, whoever wrote it down is asked to tell them.
    """
    held = Contribution.objects.select_for_update().get(pk=said.pk)
    if not held.may_be_public or held.is_taken_back or held.is_kept_apart:
        return False
    if held.public_at is None:
        held.public_at, held.public_by = now, by
        held.save(update_fields=OUTSIDE)
        _tell(held, "words_published", by=by, now=now)
    return True


@transaction.atomic
def unpublish_words(said: Contribution, *, by: Member, now: datetime) -> None:
    """Take it off the public page, and tell whoever said it."""
    held = Contribution.objects.select_for_update().get(pk=said.pk)
    if held.public_at is not None:
        held.leave_public_page()
        _tell(held, "words_unpublished", by=by, now=now)


def _tell(said: Contribution, kind: str, *, by: Member, now: datetime) -> None:
    what = {"words_published": "published", "words_unpublished": "unpublished"}[kind]
    tell_responder(said, what, event=f"{what}:{now.isoformat()}", now=now, by=by.known_as)
    if said.is_from_community:
        return
    tell_members(
        event=f"contribution:{said.pk}:{kind}:{now.isoformat()}",
        project=said.project,
        kind=kind,
        data={"contribution": said.pk, "by": by.known_as, "for_whom": said.for_whom},
        recipients=who_hears_of(said, but=by).here_or_invited(),
        asks=True,
        now=now,
    )
