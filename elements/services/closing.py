"""Closes reviews: opens all answers together, publishes what can be shown, and lets the rest go (docs/adr/0110)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from ballots.disclosure import Published, may_be_shown, publish
from ballots.services import Opened, open_seal, shuffle_rows
from elements.frozen import freeze_states
from elements.models import Answer, Result, Review, Words
from elements.models.reviews import NEW_FOR
from elements.services.reviews import tell_of_review
from projects.models import Member, Role

_NAMES = [answer.name.lower() for answer in Answer]


@transaction.atomic
def close_review(
    review: Review, *, now: datetime, why: str = "", without_answers: bool = False
) -> bool:
    """
    Close a review: nothing comes in any more, and what can be published is counted once, for good.

    What was too little to be shown is kept nowhere. Return whether this call closed it.

    :param why: the reason that everybody reads, when it closes before its day or without answers.
    :param without_answers: whether to close it although the key is away and all answers are lost.
    :raises KeyIsAway: when there are answers and no key.
    """
    held = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if held.is_closed:
        return False
    opened = open_seal(held.seal, without_key=without_answers) if held.seal else Opened([], 0)
    held.answered_count, held.unread_count = held.count_answered(), opened.unread
    held.closed_at, held.closed_why = now, why
    held.has_new_role = _has_new_role(held)
    held.are_words_held_back = not _may_words_be_read(opened.contents)
    held.save(
        update_fields=[
            *("closed_at", "closed_why", "answered_count", "unread_count"),
            *("has_new_role", "are_words_held_back"),
        ]
    )
    Result.objects.bulk_create(_results(held, opened.contents))
    words = [] if held.are_words_held_back else _words(held, opened.contents)
    shuffle_rows(Words.objects.filter(review=held), words)
    shown = freeze_states(held.project, on=timezone.localdate(now))
    Review.objects.filter(pk=held.pk).update(record_states=shown)
    everybody = Member.objects.filter(project=held.project).taking_part()
    tell_of_review(held, "closed", everybody, now=now)
    return True


def _has_new_role(review: Review) -> bool:
    """Whether most of the facilitators, or of the participants, were new when they were asked (docs/adr/0111)."""
    new = Q(member__joined_at__gt=review.opened_at - NEW_FOR)
    of_role = review.asked.values("member__role").order_by("member__role")
    counts = of_role.annotate(all=Count("pk"), new=Count("pk", filter=new))
    return any(2 * row["new"] > row["all"] for row in counts)


def _may_words_be_read(contents: Sequence[Mapping[str, Any]]) -> bool:
    """Whether enough answered that nobody knows who of them wrote; it depends on how many, never on what."""
    return may_be_shown(len(contents), on_paper=sum(entry["paper"] for entry in contents))


def _words(review: Review, contents: Iterable[Mapping[str, Any]]) -> list[Words]:
    return [
        Words(review=review, element_id=element, text=text)
        for entry in contents
        for element, text in entry["words"]
    ]


def _results(review: Review, contents: Sequence[Mapping[str, Any]]) -> list[Result]:
    """Return what is published of each indicator that was asked."""
    all_counts = _count(contents)
    on_paper = _count([entry for entry in contents if entry["paper"]])
    return [
        _result(review, indicator, published)
        for indicator in review.indicators.order_by("pk").values_list("pk", flat=True)
        for published in publish(
            *_by_role(all_counts, indicator),
            on_paper=_by_role(on_paper, indicator),
            may_stand_apart=not review.has_new_role,
        )
    ]


def _count(contents: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], list[int]]:
    """Count the five answers to each indicator by each role."""
    counts: dict[tuple[int, str], list[int]] = {}
    for entry in contents:
        for indicator, answer in entry["answers"]:
            counts.setdefault((indicator, entry["role"]), [0] * 5)[answer] += 1
    return counts


def _by_role(
    counts: Mapping[tuple[int, str], list[int]], indicator: int
) -> tuple[Sequence[int], Sequence[int]]:
    facilitators, participants = (
        counts.get((indicator, role), [0] * 5) for role in (Role.FACILITATOR, Role.PARTICIPANT)
    )
    return facilitators, participants


def _result(review: Review, indicator: int, published: Published) -> Result:
    return Result(
        review=review,
        indicator_id=indicator,
        who=published.who,
        level=published.level,
        up=published.up,
        down=published.down,
        **dict(zip(_NAMES, published.counts, strict=False)),
    )
