"""Takes in what people answer, so that nothing ties it to them (docs/adr/0080)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from ballots.services import mark_row_once, shuffle_rows
from elements.models import Asked, Review, Tally, Words
from projects.models import Member


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


@transaction.atomic
def send_answers(review: Review, *, member: Member, ballot: Ballot, on: date) -> bool:
    """
    Count the answers of a member, once; return whether this call was the one that counted.

    Sent twice, in two windows or fifty times at once, they count once. All or nothing.

    :raises ReviewIsClosed: when the review takes no more answers.
    :raises NotAsked: when the member is not asked in this review, or answers what it does not ask.
    """
    held = lock_open_review(review, on=on)
    asked = Asked.objects.filter(review=held)
    if not mark_row_once(asked, Q(member=member)):
        if not asked.filter(member=member).exists():
            raise NotAsked
        return False
    count_ballot(held, role=member.role, ballot=ballot)
    return True


def lock_open_review(review: Review, *, on: date) -> Review:
    """
    Return the review, held until the transaction ends: ballots come in one after another, none while it closes.

    :raises ReviewIsClosed: when it takes no more answers.
    """
    held = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if not held.takes_answers(on=on):
        raise ReviewIsClosed
    return held


def count_ballot(review: Review, *, role: str, ballot: Ballot, is_on_paper: bool = False) -> None:
    """
    Add the answers to the tallies, and the words to the words, of a review that the caller holds.

    Whoever calls it sees to it that each ballot comes once: by :class:`elements.models.Asked`, or by the number of a
    :class:`elements.models.Sheet`.

    :raises NotAsked: when an answer is to something that this review does not ask; nothing is counted.
    """
    given = Q(pk__in=[])
    for indicator, answer in ballot.answers.items():
        given |= Q(indicator=indicator, answer=answer)
    tallies = Tally.objects.filter(review=review)
    rows = tallies.filter(given, role=role, is_on_paper=is_on_paper)
    chosen = list(rows.values_list("pk", flat=True))
    if len(chosen) != len(ballot.answers):
        raise NotAsked
    if chosen:
        # All rows, so that neither their order nor the number of their changes tells which were chosen.
        one_more = Case(When(pk__in=chosen, then=Value(1)), default=Value(0))
        tallies.update(count=F("count") + one_more)
    texts = {key: text.strip() for key, text in ballot.words.items()}
    _take_in_words(review, {key: text for key, text in texts.items() if text})


def _take_in_words(review: Review, texts: Mapping[int | None, str]) -> None:
    if not texts:
        return
    asked = set(review.indicators.values_list("element", flat=True)) | {None}
    if not asked.issuperset(texts):
        raise NotAsked
    shuffle_rows(
        Words.objects.filter(review=review),
        [Words(review=review, element_id=key, text=text) for key, text in texts.items()],
    )
