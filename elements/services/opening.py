"""Opens reviews, one or many, with as many queries: those that come due at one tick may be thousands."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from ballots.services import make_seals
from elements.models import Asked, Indicator, Review
from outbox.services import tell_projects
from projects.models import Member, Project, Role

#: Rows that are written at once.
BATCH = 2000


@dataclass(frozen=True)
class Opening:
    """A review that is to open. ``elements``: their keys; None for all of them."""

    project: Project
    title: str
    closes_on: date
    for_whom: str = Review.ForWhom.EVERYBODY
    elements: Collection[str] | None = None
    due_on: date | None = None
    by: Member | None = None
    sent_key: UUID | None = None


def open_together(openings: Sequence[Opening], *, now: datetime) -> list[Review]:
    """
    Open these reviews, ask those whom they are for and tell them; return those that opened.

    Where nobody is there to be asked, or there is nothing to ask, none opens. The caller's transaction holds the
    projects, has looked that none has an open review, and names each of them once.

    :raises ballots.keys.KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    if not openings:
        return []
    people, rated = _to_be_asked(openings), _to_be_rated(openings)
    mine = [one for one in openings if people[one.project.pk] and rated[one.project.pk]]
    seals = make_seals(len(mine))
    reviews = Review.objects.bulk_create(
        Review(
            project=one.project,
            title=one.title,
            for_whom=one.for_whom,
            due_on=one.due_on,
            opened_at=now,
            opened_by=one.by,
            sent_key=one.sent_key,
            closes_on=one.closes_on,
            seal=seal,
            framework_id=rated[one.project.pk][0].element.framework_id,
            element_count=len({row.element_id for row in rated[one.project.pk]}),
            indicator_count=len(rated[one.project.pk]),
            asked_count=len(people[one.project.pk]),
        )
        for one, seal in zip(mine, seals, strict=True)
    )
    _ask(reviews, people, rated)
    asked = Member.objects.filter(asked_in__review__in=reviews)
    tell_projects([news_of(review, "opened") for review in reviews], recipients=asked, now=now)
    return reviews


def _to_be_asked(openings: Sequence[Opening]) -> dict[int, list[int]]:
    """Return the numbers of the members who are asked, by project."""
    for_whom = {one.project.pk: one.for_whom for one in openings}
    members = Member.objects.filter(project__in=for_whom).taking_part().order_by("pk")
    people: dict[int, list[int]] = defaultdict(list)
    for project, member, role in members.values_list("project", "pk", "role"):
        if for_whom[project] == Review.ForWhom.EVERYBODY or role == Role.PARTICIPANT:
            people[project].append(member)
    return people


def _to_be_rated(openings: Sequence[Opening]) -> dict[int, list[Indicator]]:
    organisations = {one.project.organisation_id for one in openings}
    indicators = list(Indicator.objects.in_use_of(organisations).select_related("element"))
    return {
        one.project.pk: [
            row
            for row in indicators
            if row.organisation_id in (None, one.project.organisation_id)
            and (one.elements is None or row.element.key in one.elements)
        ]
        for one in openings
    }


def _ask(
    reviews: Sequence[Review], people: dict[int, list[int]], rated: dict[int, list[Indicator]]
) -> None:
    questions = Review.indicators.through
    questions._default_manager.bulk_create(
        questions(review=review, indicator=row)
        for review in reviews
        for row in rated[review.project_id]
    )
    rows = (
        Asked(review=review, member_id=pk) for review in reviews for pk in people[review.project_id]
    )
    while some := list(islice(rows, BATCH)):
        Asked.objects.bulk_create(some)


def news_of(review: Review, what: str, *, number: int = 0) -> dict[str, Any]:
    """Return what members are told: that a review opened, still waits for them, or closed."""
    closed = {"is_unread": True} if review.is_unread else {}
    asked = {"minutes": review.minutes, "closes_on": review.closes_on.isoformat()}
    return {
        "event": f"review:{review.pk}:{what}" + (f":{number}" if number else ""),
        "project": review.project,
        "kind": f"review_{what}",
        "data": {"review": review.pk} | (closed if what == "closed" else asked),
        "asks": what != "closed",
        "is_result": what == "closed",
    }
