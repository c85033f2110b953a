"""What people said under a question, in pages: what waits longest for an answer first, or the newest first."""

from functools import partial
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.http import Http404

from core.below import CountSome
from core.pages import Page, begin_list, page_by_key
from core.pages_in_parts import ListPart, page_in_parts
from core.prepared import Prepared, number
from projects.models import Project
from questions.models import Contribution, ContributionFile, Honour, Question, Reply
from questions.models.contributions import ContributionQuerySet

SIZE = 8
#: At most so many ideas stand apart while people say what they know, wonder and feel.
MOST_IDEAS = 5
#: Under a question with more than so many things, people are not counted.
MOST_TOLD_APART = 300
WAITING, ANSWERED = "waiting", "answered"
SHOWS = (WAITING, ANSWERED, *Contribution.Kind.values)
_KEY = ("said_at", "pk")


class _Among(Subquery):
    """A figure of things that were said, in SQL, while there are few enough to tell apart."""

    template = "(SELECT {} FROM (%(subquery)s) told)"
    output_field = IntegerField()

    def __init__(self, counted: str, rows: QuerySet[Any]) -> None:
        first = rows.order_by().values("member_id", "for_whom", "is_unnamed")[: MOST_TOLD_APART + 1]
        super().__init__(first, template=self.template.format(counted))


def with_figures(questions: QuerySet[Question]) -> QuerySet[Any]:
    """
    Add how much was said under each and is in sight (``said``): people (``people``) and things without a name
    (``unnamed``), while there are at most 300 things to tell apart; how many of them wait for an answer
    (``waiting``), as :func:`core.below.some` says it; and whether anything was said (``is_said``), in sight or not.
    """
    here = Contribution.objects.filter(question=OuterRef("pk"))
    seen = here.in_sight()
    people = (
        "COUNT(DISTINCT member_id) + COUNT(DISTINCT CASE WHEN for_whom <> '' THEN for_whom END)"
    )
    return questions.annotate(
        most_told_apart=Value(MOST_TOLD_APART),
        said=_Among("COUNT(*)", seen),
        people=_Among(people, seen),
        unnamed=_Among("COUNT(CASE WHEN is_unnamed THEN 1 END)", seen),
        waiting=CountSome(here.open()),
        is_said=Exists(here),
    )


def get_question_or_404(project: Project, pk: int) -> Any:
    """Return a question of a project with its figures, who asked it, and who ended it."""
    question = _QUESTION.first(project=project.pk, question=pk)
    if question is None:
        raise Http404
    question.project = project
    return question


_QUESTION = Prepared(
    lambda: with_figures(
        Question.objects.filter(project=number("project"), pk=number("question"))
    ).select_related("asked_by", "ended_by")
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
    places = question.contributions.all()
    if newest:
        return page_by_key(
            in_rows(_shown(question.pk, show, apart=_stand_apart(question))),
            key=_KEY,
            places=places,
            after=after,
            before=before,
            descending=True,
            size=SIZE,
        )
    parts = _parts(question, show)
    return page_in_parts(parts, key=_KEY, places=places, size=SIZE, after=after, before=before)


def _parts(question: Question, show: str) -> list[ListPart]:
    """Return what waits and what was answered, as far as it is asked for."""
    apart = _stand_apart(question)
    return [
        ListPart(
            rank,
            partial(_part, name, question.pk, show, apart=apart),
            None if show else partial(_FIRST[name, apart].all, question=question.pk),
        )
        for rank, name in enumerate((WAITING, ANSWERED))
        if show == name or show not in (WAITING, ANSWERED)
    ]


def ideas_apart(question: Question) -> list[Any]:
    """Return the ideas that stand apart for now, the longest wait first; one more than is shown when there are more."""
    return _IDEAS.all(question=question.pk)


_IDEAS = Prepared(
    lambda: begin_list(
        in_rows(
            Contribution.objects.filter(question=number("question"), kind=Contribution.Kind.IDEA)
        ),
        _KEY,
        size=MOST_IDEAS,
    )
)


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


def _shown(question: Any, show: str, *, apart: bool) -> ContributionQuerySet:
    """Return what is asked for; ``question`` is a number, or a hole for one."""
    rows = Contribution.objects.filter(question=question)
    if show == WAITING:
        return rows.open()
    if show == ANSWERED:
        return rows.answered()
    if show in Contribution.Kind.values:
        return rows.filter(kind=show)
    return rows.exclude(kind=Contribution.Kind.IDEA) if apart else rows


def _part(name: str, question: Any, show: str = "", *, apart: bool) -> QuerySet[Any]:
    rows = _shown(question, show, apart=apart)
    return in_rows(rows.unanswered() if name == WAITING else rows.answered())


def _stand_apart(question: Question) -> bool:
    """Whether ideas stand apart for now."""
    return not question.takes_ideas and not question.has_ended


def _first(name: str, *, apart: bool) -> QuerySet[Any]:
    """Return the query for the first of what waits or was answered, which the page of every question asks."""
    return begin_list(_part(name, number("question"), apart=apart), _KEY, size=SIZE)


_FIRST = {
    (name, apart): Prepared(partial(_first, name, apart=apart))
    for name in (WAITING, ANSWERED)
    for apart in (True, False)
}
