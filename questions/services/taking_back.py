"""Takes back what somebody said in their own name: the words are gone, what others said to them stays."""

from datetime import datetime

from django.db import transaction

from outbox.services import tell_members
from projects.models import Member
from questions.models import Contribution, Reply, SafetyWorry
from questions.models.contributions import OUTSIDE
from questions.services.hiding import contribution_of


@transaction.atomic
def take_words_back(row: Contribution | Reply, *, by: Member | None, now: datetime) -> bool:
    """
    Let what somebody said be gone, for good; return whether its words are gone now.

    When somebody does it for whoever said it, it says so, and they are told. Answers and replies stay: they are others'
    words. Whoever answers it, or reads an answer before it is given, is told. While somebody's safety is to be looked
    at, facilitators still read the words, and nobody else.

    :param by: who takes it back; nobody: whoever responded from outside does, by their link.
    """
    held = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if held.is_taken_back:
        return not held.is_kept_apart
    is_kept = SafetyWorry.objects.about(held).open().exists()
    stands_in = by if by is not None and held.member_id != by.pk else None
    held.take_back(now=now, is_kept=is_kept, by=stands_in)
    if isinstance(held, Contribution):
        _end(held)
        _tell(held, by=by, now=now)
    if stands_in:
        _tell_author(held, by=stands_in, now=now)
    row.refresh_from_db()
    return not is_kept


def _end(said: Contribution) -> None:
    """Let go of what else has the author's words, or asks somebody for more of them."""
    refused = said.answers.filter(is_enough=False).exclude(not_enough_why="")
    refused.update(not_enough_why=said.words)
    if said.may_be_public:
        said.let_outside(said.Outside.NOTHING)
        said.save(update_fields=OUTSIDE)


def _tell(said: Contribution, *, by: Member | None, now: datetime) -> None:
    """Tell whoever is answering, while no answer is given."""
    if said.answer_id is not None:
        return
    looked = said.answers.being_looked_at()
    who = {said.read_by_id, *looked.values_list("by", flat=True)}
    who |= set(looked.values_list("to_be_seen_by", flat=True))
    told = Member.objects.taking_part().filter(pk__in=[pk for pk in who if pk])
    tell_members(
        event=f"contribution:{said.pk}:taken-back",
        project=contribution_of(said).project,
        kind="words_taken_back",
        data={"contribution": said.pk},
        recipients=told.exclude(pk=by.pk) if by else told,
        asks=True,
        now=now,
    )


def _tell_author(row: Contribution | Reply, *, by: Member, now: datetime) -> None:
    """Tell whoever said it that somebody took it back for them; who is gone, or no member, cannot be told."""
    said = contribution_of(row)
    about = {"reply": row.pk} if isinstance(row, Reply) else {}
    tell_members(
        event=f"{row._meta.model_name}:{row.pk}:taken-back-for",
        project=said.project,
        kind="words_taken_back_for_you",
        data={"row": row.pk, "contribution": said.pk, "by": by.known_as, **about},
        recipients=Member.objects.here_or_invited().filter(pk=row.member_id or 0),
        asks=True,
        now=now,
    )
