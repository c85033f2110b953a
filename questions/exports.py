"""What can be read of questions and of what people said, as files: to each as much as their pages show."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from core.dates import iso_day
from core.tables import ROWS_AT_ONCE
from projects.models import Member, Project
from questions.changed import experience_of, groups_of, with_groups
from questions.models import (
    Contribution,
    ContributionAnswer,
    ContributionFile,
    ContributionMove,
    Honour,
    Question,
    QuestionTurn,
    Reply,
    Wording,
)


def questions_in_files(project: Project) -> Iterator[dict[str, Any]]:
    """Yield each question, in the order in which they were asked, with all its wordings and turns."""
    wordings = Wording.objects.select_related("by", "answered_by").order_by("at", "pk")
    turns = QuestionTurn.objects.select_related("by").order_by("at", "pk")
    rows = project.questions.select_related("asked_by", "ended_by").order_by("asked_at", "pk")
    rows = rows.prefetch_related(Prefetch("wordings", wordings), Prefetch("turns", turns))
    for question in rows.iterator(chunk_size=ROWS_AT_ONCE):
        question.project = project
        yield _question(question)


def _question(question: Question) -> dict[str, Any]:
    return {
        "number": question.pk,
        "address": question.get_absolute_url(),
        "question": question.words,
        "asked_by": _name(question.asked_by),
        "asked_on": iso_day(question.asked_at),
        "ready_for_ideas_on": iso_day(question.ideas_at),
        "end": question.end,
        "end_why": question.end_why,
        "ended_by": _name(question.ended_by),
        "ended_on": iso_day(question.ended_at),
        "wordings": [_wording(row) for row in question.wordings.all()],
        "turns": [
            {"turn": row.what, "why": row.why, "by": _name(row.by), "on": iso_day(row.at)}
            for row in question.turns.all()
        ],
    }


def _wording(row: Wording) -> dict[str, Any]:
    return {
        "wording": row.words,
        "why": row.why,
        "by": _name(row.by),
        "on": iso_day(row.at),
        "outcome": row.outcome,
        "answer": row.answer,
        "answered_by": _name(row.answered_by),
        "answered_on": iso_day(row.answered_at),
    }


def contributions_in_files(project: Project) -> Iterator[dict[str, Any]]:
    """
    Yield what people said, in the order in which they said it, with answers, replies and what came of it.

    What is set aside is left out, also for facilitators. They get what helps them to run the project besides.
    """
    for said in _contributions(project).iterator(chunk_size=ROWS_AT_ONCE):
        said.project = project
        found = _contribution(said)
        yield found | _for_facilitators(said) if project.viewer.is_facilitator else found


def _contributions(project: Project) -> QuerySet[Contribution]:
    answers = ContributionAnswer.objects.given().select_related("by", "followed_up_by")
    replies = Reply.objects.filter(words_set_aside="", taken_back_at=None).select_related("member")
    moves = ContributionMove.objects.counting().order_by("at", "pk")
    rows = project.contributions.in_sight().select_related(
        "question", "member", "entered_by", "read_by"
    )
    return (
        with_groups(rows)
        .prefetch_related(
            Prefetch("answers", answers.order_by("number"), to_attr="given_answers"),
            Prefetch("replies", replies.order_by("said_at", "pk"), to_attr="replies_made"),
            Prefetch("moves", moves, to_attr="moves_made"),
            Prefetch(
                "files", ContributionFile.objects.ready().order_by("pk"), to_attr="files_made"
            ),
            Prefetch("honours", to_attr="honours_given"),
        )
        .order_by("said_at", "pk")
    )


def _contribution(said: Any) -> dict[str, Any]:
    """Return what everybody in the project reads; of who gave a mark of honour and how many did, nothing."""
    return {
        "number": said.pk,
        "address": said.get_absolute_url(),
        "question": said.question.words if said.question else None,
        "question_number": said.question_id,
        "said_by": said.author,
        "is_unnamed": said.is_unnamed,
        "experience": experience_of(said),
        "speaks_for": groups_of(said),
        "contribution": said.words,
        "kind": said.kind,
        "said_on": iso_day(said.said_at),
        "marks_of_honour": sorted({honour.mark for honour in said.honours_given}),
        "files": [
            {"kind": row.kind, "shows": row.words, "address": row.get_absolute_url()}
            for row in said.files_made
        ],
        "answers": [_answer(answer) for answer in said.given_answers],
        "replies": [
            {"reply": row.words, "said_by": _name(row.member), "said_on": iso_day(row.said_at)}
            for row in said.replies_made
        ],
        "came_of_it": [
            {"what": row.what, "title": row.title, "address": row.address, "on": iso_day(row.at)}
            for row in said.moves_made
        ],
    }


def _answer(answer: ContributionAnswer) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "reason": answer.reason,
        "answered_by": _name(answer.by),
        "answered_on": iso_day(answer.given_at),
        "look_again_on": iso_day(answer.until),
        "passed_on_to": answer.passed_to_as_read if answer.passed_to else None,
        "followed_up_by": _name(answer.followed_up_by),
        "not_enough_why": answer.not_enough_why,
    }


def _for_facilitators(said: Contribution) -> dict[str, Any]:
    return {
        "way": said.way,
        "entered_by": _name(said.entered_by),
        "is_unasked": said.is_unasked,
        "may_be_public": said.may_be_public,
        "name_may_be_public": said.name_may_be_public,
        "answer_by": iso_day(said.answer_by),
        "first_answer_by": iso_day(said.first_answer_by),
        "later_why": said.later_why,
        "read_by": _name(said.read_by),
        "read_on": iso_day(said.read_at),
    }


def table_of_questions(project: Project, *, address: str) -> Iterator[list[Any]]:
    """Yield questions as a table; ``address`` goes before the path of each address."""
    yield [
        *(_("Number"), _("Question"), _("Asked by"), _("Asked on"), _("Asked first"), _("State")),
        *(_("Ended on"), _("Ended by"), _("What became of it"), _("Address")),
    ]
    ends = dict(Question.End.choices)
    for row in questions_in_files(project):
        first = row["wordings"][0]["wording"] if row["wordings"] else row["question"]
        yield [
            *(row["number"], row["question"], row["asked_by"], row["asked_on"], first),
            str(ends.get(row["end"], _("We are exploring it"))),
            *(row["ended_on"], row["ended_by"], row["end_why"], f"{address}{row['address']}"),
        ]


def table_of_contributions(project: Project, *, address: str) -> Iterator[list[Any]]:
    """Yield what people said as a table, a row each with the newest answer."""
    more = project.viewer.is_facilitator
    head = [
        *(_("Number"), _("Question"), _("Who said it"), _("Experience"), _("Speaks for")),
        *(_("What they said"), _("What it is"), _("Said on"), _("What it is for us")),
        *(_("Answer"), _("Why"), _("Answered by"), _("Answered on"), _("Look at it again on")),
        *(
            _("Passed on to"),
            _("What was missing"),
            _("Replies"),
            _("What came of it"),
            _("Address"),
        ),
    ]
    yield [*head, *_head_for_facilitators()] if more else head
    for row in contributions_in_files(project):
        cells = [*_cells(row), f"{address}{row['address']}"]
        yield [*cells, *_cells_for_facilitators(row)] if more else cells


def _cells(row: dict[str, Any]) -> list[Any]:
    answer = row["answers"][-1] if row["answers"] else {}
    kinds, marks = dict(Contribution.Kind.choices), dict(Honour.Mark.choices)
    outcomes = dict(ContributionAnswer.Outcome.choices)
    moves = dict(ContributionMove.What.choices)
    replies = [f"{one['said_by']}, {one['said_on']}: {one['reply']}" for one in row["replies"]]
    came = [f"{moves[one['what']]}: {one['title']}, {one['on']}" for one in row["came_of_it"]]
    return [
        *(row["number"], row["question"], row["said_by"], ", ".join(row["experience"])),
        *(", ".join(row["speaks_for"]), row["contribution"], str(kinds.get(row["kind"], ""))),
        *(row["said_on"], ". ".join(str(marks[mark]) for mark in row["marks_of_honour"])),
        *(str(outcomes.get(answer.get("outcome", ""), "")), answer.get("reason")),
        *(answer.get("answered_by"), answer.get("answered_on"), answer.get("look_again_on")),
        *(answer.get("passed_on_to"), answer.get("not_enough_why")),
        *("\n\n".join(replies), "\n".join(came)),
    ]


def _head_for_facilitators() -> list[str]:
    return [
        *(_("How it was said"), _("Written down by"), _("May be shown outside")),
        *(_("Promised by"), _("Promised first by"), _("Why it takes longer"), _("Who answers")),
    ]


def _cells_for_facilitators(row: dict[str, Any]) -> list[Any]:
    way = dict(Contribution.Way.choices)[row["way"]]
    return [
        *(str(way), row["entered_by"], _outside(row)),
        *(row["answer_by"], row["first_answer_by"], row["later_why"], row["read_by"]),
    ]


def _outside(row: dict[str, Any]) -> str:
    if not row["may_be_public"]:
        return _("no")
    return _("yes, with the name") if row["name_may_be_public"] else _("yes, without a name")


def _name(member: Member | None) -> str | None:
    return str(member) if member else None
