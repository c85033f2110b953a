"""Takes in what people answer, sealed, so that nothing ties it to them (docs/adr/0080, 0110)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ballots.keys import KeyIsAway, is_there
from ballots.sealing import fits
from ballots.services import mark_row_once, put_in
from elements.models import Answer, Asked, Review
from projects.models import Member, Role


class ReviewIsClosed(Exception):  # noqa: N818 - it is what happened, not a fault
    """The review takes no more answers."""

    def __init__(self) -> None:
        super().__init__(_("This review is closed. No more answers can come in."))


class NotAsked(Exception):  # noqa: N818
    """The answers are from somebody who is not asked, or about what this review does not ask."""


@dataclass(frozen=True)
class Ballot:
    """
    What one person answers. It lives in memory only.

    ``answers``: number of an indicator -> an :class:`elements.models.Answer`; what was skipped is absent.
    ``words``: number of an element -> words of one's own; None stands for the standing question.
    """

    answers: Mapping[int, int] = field(default_factory=dict)
    words: Mapping[int | None, str] = field(default_factory=dict)

    @property
    def written(self) -> dict[int | None, str]:
        """The words that somebody wrote, without those that are blank."""
        stripped = {key: text.strip() for key, text in self.words.items()}
        return {key: text for key, text in stripped.items() if text}

    @property
    def fits(self) -> bool:
        """Whether all of it together is short enough to be sealed."""
        return fits(self.sealed_as(role=Role.PARTICIPANT, is_on_paper=False))

    def sealed_as(self, *, role: str, is_on_paper: bool) -> dict[str, Any]:
        """Return all of it as JSON, as it is sealed."""
        return {
            "role": str(role),
            "paper": is_on_paper,
            "answers": [[indicator, int(answer)] for indicator, answer in self.answers.items()],
            "words": [[element, text] for element, text in self.written.items()],
        }


@transaction.atomic
def send_answers(review: Review, *, member: Member, ballot: Ballot, on: date) -> bool:
    """
    Take in the answers of a member, once; return whether this call was the one that took them.

    Sent twice, in two windows or fifty times at once, they count once. All or nothing.

    :raises ReviewIsClosed: when the review takes no more answers.
    :raises NotAsked: when the member is not asked in this review, or answers what it does not ask.
    :raises KeyIsAway: when nobody could ever read them.
    :raises TooLong: when there are too many words in them.
    """
    held = lock_open_review(review, on=on)
    asked = Asked.objects.filter(review=held)
    if not mark_row_once(asked, Q(member=member)):
        if not asked.filter(member=member).exists():
            raise NotAsked
        return False
    take_in(held, role=member.role, ballot=ballot)
    return True


def lock_open_review(review: Review, *, on: date) -> Review:
    """
    Return the review, held until the transaction ends: ballots come in one after another, none while it closes.

    :raises ReviewIsClosed: when it takes no more answers.
    """
    rows = Review.objects.select_related("seal").select_for_update(of=("self",))
    held = rows.get(pk=review.pk)
    if not held.takes_answers(on=on):
        raise ReviewIsClosed
    return held


def take_in(review: Review, *, role: str, ballot: Ballot, is_on_paper: bool = False) -> None:
    """
    Seal a ballot of a review that the caller holds.

    Whoever calls it sees to it that each ballot comes once: by :class:`elements.models.Asked`, or by the number of a
    :class:`elements.models.Sheet`.

    :raises NotAsked: when an answer is to something that this review does not ask.
    :raises KeyIsAway: when nobody could ever read it.
    :raises TooLong: when there are too many words in it.
    """
    asked = dict(review.indicators.values_list("pk", "element"))
    if not asked.keys() >= ballot.answers.keys() or not set(Answer.values).issuperset(
        ballot.answers.values()
    ):
        raise NotAsked
    if not {*asked.values(), None}.issuperset(ballot.written):
        raise NotAsked
    if review.seal is None:
        raise KeyIsAway
    put_in(review.seal, ballot.sealed_as(role=role, is_on_paper=is_on_paper))


def can_be_read(review: Review) -> bool:
    """Whether the key is there that will open what people answer."""
    return review.seal is not None and is_there(review.seal.pk, review.seal.public_key)
