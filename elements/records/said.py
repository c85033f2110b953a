"""What the records ask of what people said, of the questions that a project explores, and of the answers."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from core.prepared import Prepared, count_of, day, moment, number, totals
from elements.records.record import HALF_YEAR, QUARTER, local_day, midnight
from participation.models import Group, SpeaksFor
from projects.models import Project, Role
from projects.models.members import has_come
from questions.models import Contribution, ContributionAnswer, Question, Wording

#: So long may another way to ask a question wait for what the group says.
FOUR_WEEKS = timedelta(weeks=4)
#: What is not answered for so long is forgotten, whatever day was promised.
FORGOTTEN = HALF_YEAR


def read_said(project: Project, *, on: date) -> dict[str, Any]:
    """
    Return the counts of :func:`_said` for a project on a day.

    ``last_idea``, ``last_unasked``: the day on which the last was said; ``last_answer``: on which somebody who does
    not run the project was answered last.
    """
    found: dict[str, Any] = _SAID.first(
        project=project.pk, on=on, forgotten=midnight(on - FORGOTTEN)
    )
    if found is None:  # nothing was said
        return dict.fromkeys(_NAMES, 0) | dict.fromkeys(_LAST)
    return {**found, **{name: local_day(found[name]) for name in _LAST}}


def by_others(member: str) -> Q:
    """Return whose words count as those of people who do not run the project: they came, and it was in their name."""
    return has_come(member) & Q(**{f"{member}__role": Role.PARTICIPANT})


#: What counts as heard: a project that hides what people say has not heard it.
HEARD = Q(hidden_at=None, taken_back_at=None)


def kinds_of_said(on: Any, forgotten: Any) -> dict[str, Q]:
    """
    Return what was said a figure counts, by its name; the rows that it leads to are found by the same.

    What is hidden is not counted as heard; that it waits for an answer still counts.
    """
    idea, unasked = Q(kind=Contribution.Kind.IDEA), Q(is_unasked=True)
    is_open, answered = Q(answer=None), Q(answer__isnull=False)
    late = Q(answer=None, answer_by__lt=on) | Q(answer__until__lt=on)
    return {
        "all": Q(),
        "answered": answered,
        "in_time": answered & Q(given_on__lte=F("first_promised")),
        "no": Q(answer__outcome=ContributionAnswer.Outcome.NO),
        "open": is_open,
        "late": late,
        "ideas": idea & HEARD,
        "late_ideas": idea & late,
        "unasked": unasked & HEARD,
        "unasked_open": unasked & is_open,
        "unasked_late": unasked & late,
        "forgotten": is_open & Q(said_at__lt=forgotten),
        "refused": is_open & Q(was_refused=True),
    }


def with_promises(project: Any) -> QuerySet[Contribution]:
    """
    Return what was said in a project, and not taken back, with ``given_on``, the day of its answer;
    ``first_promised``, the day for which it was promised first; and ``was_refused``, whether an answer did not answer
    whoever asked.
    """
    refused = ContributionAnswer.objects.filter(contribution=OuterRef("pk"), is_enough=False)
    return Contribution.objects.filter(project=project, taken_back_at=None).annotate(
        given_on=TruncDate("answer__given_at"),
        first_promised=Coalesce("first_answer_by", "answer_by"),
        was_refused=Exists(refused),
    )


def _said() -> QuerySet:
    """
    Count what was said, in all the ways that a record asks for.

    ``others``: by people who do not run the project; ``had_ideas``: so many of them have said an idea.
    """
    others = by_others("member")
    heard = others & HEARD
    kinds = kinds_of_said(day("on"), moment("forgotten"))
    return totals(
        with_promises(number("project")),
        **{name: CountRows("pk", filter=kind) for name, kind in kinds.items()},
        others=CountRows("pk", filter=heard),
        others_answered=CountRows("pk", filter=others & kinds["answered"]),
        had_ideas=CountRows(
            "member", filter=heard & Q(member__left_at=None) & kinds["ideas"], distinct=True
        ),
        last_idea=Max("said_at", filter=heard & kinds["ideas"]),
        last_unasked=Max("said_at", filter=heard & kinds["unasked"]),
        last_answer=Max("answer__given_at", filter=others),
    )


_LAST = ("last_idea", "last_unasked", "last_answer")
_NAMES = (*kinds_of_said(None, None), "others", "others_answered", "had_ideas")
_SAID = Prepared(_said)


def kinds_of_questions(quarter_ago: Any) -> dict[str, Q]:
    """Return which questions a figure counts, by its name; those of :func:`with_people`."""
    explored = Q(ended_at=None)
    lately = explored | Q(end=Question.End.SETTLED, ended_at__gte=quarter_ago)
    return {
        "explored": explored,
        "heard_once": Q(people__gte=1),
        "heard": explored & Q(people__gte=2),
        "heard_lately": lately & Q(people__gte=2),
        "asked": by_others("asked_by"),
    }


def with_people(project: Any) -> QuerySet[Question]:
    """Return questions with ``people``: how many who do not run the project said something under each."""
    said = Contribution.objects.filter(by_others("member"), HEARD, question=OuterRef("pk"))
    people = said.order_by().values("question").annotate(n=CountRows("member", distinct=True))
    return Question.objects.filter(project=project).annotate(
        people=Coalesce(Subquery(people.values("n")), Value(0))
    )


def kinds_of_wordings(four_weeks_ago: Any) -> dict[str, Q]:
    """Return which ways to ask a question a figure counts, by its name; those of :func:`other_wordings`."""
    waiting = Q(outcome=Wording.Outcome.OPEN, question__ended_at=None)
    return {
        "reworded": Q(),
        "taken": Q(outcome=Wording.Outcome.TAKEN),
        "declined": Q(outcome=Wording.Outcome.DECLINED),
        "wait": waiting,
        "wait_long": waiting & Q(at__lt=four_weeks_ago),
    }


def other_wordings(project: Any) -> QuerySet[Wording]:
    """Return the other ways in which people who do not run a project have asked its questions."""
    rows = Wording.objects.filter(by_others("by"), question__project=project)
    return rows.exclude(outcome=Wording.Outcome.FIRST)


def groups_with_ideas(project: Any) -> QuerySet:
    """Return the groups on the map for which somebody speaks who said an idea, and does not run the project."""
    kind = Contribution.Kind.IDEA
    ideas = Contribution.objects.filter(HEARD, kind=kind, member=OuterRef("member"))
    speaks = SpeaksFor.objects.filter(
        Exists(ideas),
        by_others("member"),
        group=OuterRef("pk"),
        member__left_at=None,
        is_named=True,  # else the list of these groups would say who speaks for them
    )
    return Group.objects.on_map().filter(Exists(speaks), project=project)


def of_project() -> dict[str, Any]:
    """
    Count questions, other ways to ask them, and groups with ideas, and say when each was asked last.

    Needs ``quarter_ago`` and ``four_weeks_ago``.
    """
    here = OuterRef("pk")
    questions, wordings = with_people(here), other_wordings(here)
    kinds = kinds_of_questions(moment("quarter_ago"))
    found = {name: count_of(questions.filter(kind), "project") for name, kind in kinds.items()}
    found |= {
        name: count_of(wordings.filter(kind), "question__project")
        for name, kind in kinds_of_wordings(moment("four_weeks_ago")).items()
    }
    asked = questions.filter(kinds["asked"]).order_by("-asked_at").values("asked_at")[:1]
    return {
        **found,
        "groups": count_of(groups_with_ideas(here), "project"),
        "last_asked": Subquery(asked),
        "last_reworded": Subquery(wordings.order_by("-at").values("at")[:1]),
    }


def days_of_asking(on: date) -> dict[str, Any]:
    """Return what :func:`of_project` needs for a day."""
    return {"quarter_ago": midnight(on - QUARTER), "four_weeks_ago": midnight(on - FOUR_WEEKS)}
