"""What people said under a question, in pages: what waits longest for an answer first, or the newest first."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from core.pages import Page, page_by_key, turn_page
from core.places import beyond, place_of
from questions.models import Contribution, ContributionFile, Honour, Question, Reply
from questions.models.contributions import ContributionQuerySet

SIZE = 8
#: At most so many ideas stand apart while people say what they know, wonder and feel.
MOST_IDEAS = 5
WAITING, ANSWERED = "waiting", "answered"
SHOWS = (WAITING, ANSWERED, *Contribution.Kind.values)
_KEY = ("said_at", "pk")


def with_figures(questions: QuerySet[Question]) -> QuerySet[Any]:
    """
    Add how many people said something under each (``people``), how often that was without a name (``unnamed``), and
    how many things wait for an answer (``waiting``): None where there is none.

    What is out of sight counts in ``all_said`` alone.
    """
    here = Contribution.objects.filter(question=OuterRef("pk")).order_by()
    said = here.in_sight().values("question")
    told = Count("for_whom", distinct=True, filter=~Q(for_whom=""))
    people = said.annotate(n=Count("member", distinct=True) + told)
    unnamed = said.filter(is_unnamed=True).annotate(n=Count("pk"))
    waiting = here.open().values("question").annotate(n=Count("pk"))
    return questions.annotate(
        people=Subquery(people.values("n")),
        unnamed=Subquery(unnamed.values("n")),
        waiting=Subquery(waiting.values("n")),
        all_said=Subquery(here.values("question").annotate(n=Count("pk")).values("n")),
    )


def said_page(
    question: Question, *, show: str, newest: bool, after: str = "", before: str = ""
) -> Page:
    """
    Return a page of what people said under a question, with all that a row shows.

    Until the group is ready for ideas these stand apart, unless ``show`` asks for them or for what waits.

    :param show: one of :data:`SHOWS`; anything else shows all.
    :param newest: the newest first; else what waits comes first, the longest wait before the others, then what was
        answered, in the order in which it was said.
    """
    rows = _shown(question, show)
    places = question.contributions.all()
    if newest:
        return page_by_key(
            in_rows(rows),
            key=_KEY,
            places=places,
            after=after,
            before=before,
            descending=True,
            size=SIZE,
        )
    # Each part is read by an index of its own; what cannot be in any is not asked for.
    both = ((WAITING, 0, rows.unanswered()), (ANSWERED, 1, rows.answered()))
    parts = [
        (rank, part) for name, rank, part in both if show == name or show not in (WAITING, ANSWERED)
    ]
    return turn_page(
        lambda start, is_back: _read(parts, start, is_back),
        find=lambda name: _find(places, name),
        name=lambda row: f"{int(row.answer_id is not None)}-{row.pk}",
        beside=(after, before),
        size=SIZE,
    )


def ideas_apart(question: Question) -> list[Any]:
    """Return the ideas that stand apart for now, the longest wait first; one more than is shown when there are more."""
    ideas = question.contributions.filter(kind=Contribution.Kind.IDEA)
    return list(in_rows(ideas).order_by(*_KEY)[: MOST_IDEAS + 1])


def in_rows(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add what a row of a list shows: people, answer, marks of honour, how many replies, whether it has a file."""
    replies = Reply.objects.filter(contribution=OuterRef("pk")).order_by().values("contribution")
    marks = {
        f"is_{mark}": Exists(Honour.objects.filter(contribution=OuterRef("pk"), mark=mark))
        for mark in Honour.Mark.values
    }
    return rows.select_related(
        "member", "read_by", "hidden_by", "answer__by", "answer__followed_up_by"
    ).annotate(
        reply_count=Subquery(replies.annotate(n=Count("pk")).values("n")),
        has_files=Exists(ContributionFile.objects.ready().filter(contribution=OuterRef("pk"))),
        **marks,
    )


def _shown(question: Question, show: str) -> ContributionQuerySet:
    rows: ContributionQuerySet = question.contributions.all()
    if show == WAITING:
        return rows.open()
    if show == ANSWERED:
        return rows.answered()
    if show in Contribution.Kind.values:
        return rows.filter(kind=show)
    is_first_phase = not question.takes_ideas and not question.has_ended
    return rows.exclude(kind=Contribution.Kind.IDEA) if is_first_phase else rows


def _read(
    parts: list[tuple[int, ContributionQuerySet]],
    start: tuple[int, Any, int] | None,
    is_back: bool,
) -> list[Any]:
    """Read what waits, then what was answered, or backwards."""
    order = [f"{'-' if is_back else ''}{name}" for name in _KEY]
    found: list[Any] = []
    for rank, part in reversed(parts) if is_back else parts:
        if start and rank == start[0]:
            part = part.filter(beyond(_KEY, start[1:], descending=is_back))
        elif start and (rank > start[0]) == is_back:
            continue
        found += in_rows(part).order_by(*order)[: SIZE + 1]
    return found[: SIZE + 1]


def _find(places: QuerySet[Any], name: str) -> tuple[int, Any, int] | None:
    """Find a place by its name: where the row stood when its page was read, also when it was answered since."""
    rank, _dash, number = name.partition("-")
    found = place_of(places, _KEY, number) if rank in ("0", "1") else None
    return (int(rank), *found) if found else None
