"""What two people may do at once waits for the first: each service that looks before it writes locks a row."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.conf import settings
from django.db.models import Model
from django.db.models.sql.compiler import SQLCompiler

from accounts.models import User
from actions.models import Action
from ballots import services as ballots
from ballots.models import Seal
from core.standing import how_it_stands
from decisions.models import Decision, Proposal
from elements import services as elements
from elements.models import Element, ElementReviewRhythm, Lesson, PlannedReview, Review, Words
from home.models import Host
from outbox import services as outbox
from participation import services as participation
from participation.models import Gap, ReviewRhythm
from plan import services as plan
from plan.models import (
    Addition,
    Boundary,
    PlanPromise,
    ReadinessCheck,
    StartingPoint,
    Statement,
    Step,
    Strength,
    Unsettled,
)
from projects.models import Member, Organisation, Project
from questions import services as questions
from questions.models import Contribution, Question, SafetyWorry, UnnamedDay
from reports import services as reports
from tests import factories
from tests import known_factories as things
from tests.actions import locks as of_actions
from tests.decisions import locks as of_decisions
from tests.elements.rows import aloud
from tests.factories import DAY, NOW
from tests.home import locks as of_home
from tests.house.world import Role, World
from tests.meetings import locks as of_meetings
from tests.participation import locks as of_participation
from tests.projects import locks as of_projects
from tests.questions import locks as of_questions
from updates import services as updates
from updates.models import Update

ROOT = Path(settings.BASE_DIR)
#: A function beside the services that locks for them -> those that call it.
HELPERS = {
    "decisions._hold": set(of_decisions.OF_PROPOSALS) - of_decisions.HOLD_THEMSELVES,
    "elements.lock_open_review": {
        *("elements.make_sheets", "elements.send_answers", "elements.send_sheet"),
    },
    "meetings._hold": of_meetings.HOLD_PULSES,
    "home._the_row": set(of_home.OF_THE_HOST),
    "participation._keep_a_facilitator": {"participation.end_membership"},
    **of_participation.HELPERS,
    "actions._lock": of_actions.HELD,
    # Those that call these lock a row of their own before.
    **{name: set() for name in ("questions._set_aside", "meetings._ask_who_was_there")},
    "questions._settle": set(),
    "plan._hold": {
        *("plan.answer_taking_down", "plan.put_back_addition", "plan.take_down_addition"),
        *("plan.confirm_readiness", "plan.withdraw_readiness"),
    },
    **of_questions.HELD_QUESTIONS,
}


class Rows:
    """What the services are called with: rows of a project, by the kind of row."""

    def __init__(self, world: World) -> None:
        self.project, self.by, self.member = world.project, world.facilitator, world.participant
        self.organisation, self.user = world.project.organisation, world.facilitator.user
        self.coordinator, self.arguments = world.people[Role.COORDINATOR], world.arguments

    def __call__(self, kind: type[Model], name: str) -> Any:
        return kind._default_manager.get(pk=self.arguments[f"{name}_pk"])

    @property
    def review(self) -> Review:
        """A review that takes answers."""
        return self(Review, "element_review")

    @property
    def gap(self) -> Gap:
        return self(Gap, "gap")

    @property
    def lesson(self) -> Lesson:
        return self(Lesson, "lesson")

    @property
    def addition(self) -> Addition:
        return self(Addition, "addition")

    @property
    def check(self) -> ReadinessCheck:
        return factories.ReadinessCheckFactory(project=self.project)

    def ended(self) -> Project:
        plan.end_project(self.project, by=self.by, why="It is over.", now=NOW)
        return self.project


def _key() -> dict[str, Any]:
    return {"sent_key": uuid4(), "now": NOW}


def _sheets(rows: Rows) -> dict[str, Any]:
    """Return what a form holds that was sent before: what is made for a new one locks the review as well."""
    key = uuid4()
    rows.review.packs.update(sent_key=key)
    said = {"by": rows.user, "send_back": "The box", "sent_key": key}
    return {**said, "now": NOW, "on": DAY}


def _planned(rows: Rows) -> dict[str, Any]:
    return {"title": "T", "opens_on": DAY, "closes_on": DAY.replace(day=29), "by": rows.by}


def _stands(member: Member) -> str:
    return how_it_stands(member, ["known_as"])


def _rhythm(rows: Rows) -> ReviewRhythm:
    return factories.ReviewRhythmFactory(project=rows.project)


def _said(rows: Rows) -> plan.Said:
    one = rows(Statement, "statement")
    return plan.Said(one, one.revision, "agree")


#: What is locked -> who locks it -> how it is called.
LOCKS: dict[type[Model], dict[str, Callable[[Rows], Any]]] = {
    Decision: of_decisions.OF_DECISIONS,
    Proposal: of_decisions.OF_PROPOSALS,
    Project: {
        **of_decisions.OF_PROJECTS,
        **of_questions.OF_PROJECTS,
        **of_participation.OF_PROJECTS,
        **of_meetings.OF_PROJECTS,
        **of_projects.OF_PROJECTS,
        **of_actions.OF_PROJECTS,
        "elements.open_due_reviews": lambda r: elements.open_due_reviews(
            ElementReviewRhythm.objects.filter(project=r.project), on=DAY, now=NOW
        ),
        "elements.open_planned_reviews": lambda r: elements.open_planned_reviews(
            [PlannedReview.objects.create(project=r.project, **_planned(r))], on=DAY, now=NOW
        ),
        "elements.open_review": lambda r: elements.open_review(
            factories.MemberFactory().project, title="T", closes_on=DAY, **_key()
        ),
        "elements.plan_review": lambda r: elements.plan_review(
            r.project, for_whom="everybody", elements=[], **_planned(r)
        ),
        "elements.record_lesson": lambda r: elements.record_lesson(
            r.project, by=r.by, learned="L", **_key()
        ),
        "elements.set_review_rhythm": lambda r: elements.set_review_rhythm(
            r.project, every_weeks=4, next_on=DAY, now=NOW
        ),
        "elements.write_aloud_rating": lambda r: aloud(r.project, r.by, **_key()),
        "participation.open_due_reviews": lambda r: participation.open_due_reviews(
            [_rhythm(r)], on=DAY.replace(year=2025), now=NOW
        ),
        "participation.open_review": lambda r: participation.open_review(
            r.project, due_on=DAY, now=NOW
        ),
        "participation.set_review_rhythm": lambda r: participation.set_review_rhythm(
            r.project, every_weeks=4, next_on=DAY
        ),
        "plan.add_boundary": lambda r: plan.add_boundary(
            r.project, kind="fixed", what="W", why="Y", who="O", until=None, **_key()
        ),
        "plan.add_known_thing": lambda r: plan.add_known_thing(
            things.StrengthFactory.build(project=r.project), **_key()
        ),
        "plan.add_statement": lambda r: plan.add_statement(
            r.project, kind="way", words="W", **_key()
        ),
        "plan.add_step": lambda r: plan.add_step(r.project, by=r.by, title="T", **_key()),
        "plan.add_to_starting_point": lambda r: plan.add_to_starting_point(
            r(StartingPoint, "starting_point"), member=r.member, by=r.by, words="W", **_key()
        ),
        "plan.add_unsettled": lambda r: plan.add_unsettled(
            r.project, what="W", why="", look_again_on=DAY, **_key()
        ),
        "plan.end_project": lambda r: r.ended(),
        "plan.plan_follow_up": lambda r: plan.plan_follow_up(
            things.FollowUpFactory.build(project=r.project), revision=1, now=NOW
        ),
        "plan.reopen_project": lambda r: plan.reopen_project(r.project, by=r.by, why="Y", now=NOW),
        "plan.set_promise": lambda r: plan.set_promise(
            PlanPromise(project=r.project, kind="together", words="W"),
            revision=1,
            by=r.by,
            now=NOW,
        ),
        "plan.start_project": lambda r: plan.start_project(r.project, by=r.by, on=DAY),
        "questions.ask_question": lambda r: questions.ask_question(
            r.project, by=r.member, words="W", **_key()
        ),
        "questions.add_contribution": lambda r: questions.add_contribution(
            r.project, by=r.member, words="W", **_key()
        ),
        "questions.set_answer_time": lambda r: questions.set_answer_time(
            r.project, days=7, paused_until=None, pause_why="", by=r.by, now=NOW
        ),
        "updates.draft_update": lambda r: updates.draft_update(
            r.project, by=r.by, title="T", where_we_are="W", **_key()
        ),
        "participation.change_role": lambda r: participation.change_role(
            r.member, role="participant", now=NOW
        ),
        "participation.end_membership": lambda r: participation.end_membership(r.member, now=NOW),
        "plan.confirm_readiness": lambda r: plan.confirm_readiness(
            r.check, by=r.by, on=DAY, note=""
        ),
        "plan.withdraw_readiness": lambda r: plan.withdraw_readiness(r.check, note=""),
    },
    Organisation: {
        **of_home.OF_ORGANISATIONS,
        "elements.add_indicator": lambda r: elements.add_indicator(
            r.organisation, element=Element.objects.first(), wording="W", sent_key=uuid4()
        ),
    },
    User: of_projects.OF_USERS,
    Member: {
        "outbox.set_preference": lambda r: outbox.set_preference(
            r.member, channel="email", rhythm="at_once"
        ),
        **of_participation.OF_MEMBERS,
        **of_meetings.OF_MEMBERS,
        "participation.record_bring": lambda r: participation.record_bring(
            r.member,
            known_as=r.member.known_as,
            stood={"name": _stands(r.member)},
            now=NOW,
        ),
    },
    Review: {
        "elements.close_review": lambda r: elements.close_review(r.review, now=NOW),
        "elements.extend_review": lambda r: elements.extend_review(
            r.review, closes_on=r.review.closes_on + timedelta(days=1), why="Snow."
        ),
        "elements.make_sheets": lambda r: elements.make_sheets(
            r.review, count=1, role="participant", on=DAY
        ),
        "elements.send_answers": lambda r: elements.send_answers(
            r.review, member=r.member, ballot=elements.Ballot(), on=DAY
        ),
        "elements.send_sheet": lambda r: elements.send_sheet(
            r.review, number=r.review.sheets.all()[0].number, ballot=elements.Ballot(), on=DAY
        ),
        "reports.ask_for_letters": lambda r: reports.ask_for_letters(r.review, **_sheets(r)),
        "reports.ask_for_sheets": lambda r: reports.ask_for_sheets(
            r.review, count=1, role="participant", **_sheets(r)
        ),
    },
    Words: {
        "elements.settle_words": lambda r: elements.settle_words(
            Words.objects.readable().first(), Words.Outcome.WHOLE, now=NOW
        ),
    },
    Update: {
        "updates.change_draft": lambda r: updates.change_draft(
            factories.UpdateFactory(project=r.project), revision=1, decisions=[], now=NOW
        ),
    },
    Seal: {"ballots.open_seal": lambda r: ballots.open_seal(r.review.seal)},
    Lesson: {
        "elements.change_lesson": lambda r: elements.change_lesson(
            r.lesson, revision=1, agreed_by=[], by=r.by, now=NOW
        ),
        "elements.tie_lesson": lambda r: elements.tie_lesson(
            r.lesson, revision=1, because="B", by=r.by, now=NOW
        ),
    },
    **of_participation.LOCKS,
    Contribution: of_questions.LOCKS_OF_CONTRIBUTIONS,
    Question: of_questions.LOCKS_OF_QUESTIONS,
    UnnamedDay: of_questions.LOCKS_OF_UNNAMED,
    **of_meetings.LOCKS,
    SafetyWorry: of_questions.LOCKS_OF_WORRIES,
    Boundary: {
        "plan.change_boundary": lambda r: plan.change_boundary(
            r(Boundary, "boundary"), revision=1, by=r.by, now=NOW
        ),
    },
    Statement: {
        "plan.answer_statements": lambda r: plan.answer_statements(
            r.member, [_said(r)], by=r.by, now=NOW
        ),
        "plan.change_statement": lambda r: plan.change_statement(
            r(Statement, "statement"), revision=1, by=r.by, now=NOW
        ),
    },
    Step: {
        "plan.answer_planning": lambda r: plan.answer_planning(
            r(Step, "step"), member=r.member, was_there=True, by=r.by, now=NOW
        ),
        "plan.change_step": lambda r: plan.change_step(
            r(Step, "step"), revision=1, by=r.by, planned_by=[], now=NOW
        ),
        "plan.move_step": lambda r: plan.move_step(
            r(Step, "step"), by=r.by, to_state="doing", now=NOW
        ),
    },
    Strength: {
        "plan.change_known_thing": lambda r: plan.change_known_thing(
            r(Strength, "strength"), revision=1
        ),
    },
    Unsettled: {
        "plan.change_unsettled": lambda r: plan.change_unsettled(
            r(Unsettled, "unsettled"), revision=1, by=r.by, now=NOW
        ),
    },
    Addition: {
        "plan.answer_taking_down": lambda r: plan.answer_taking_down(
            r.addition, by=r.member, words="W", now=NOW
        ),
        "plan.put_back_addition": lambda r: plan.put_back_addition(r.addition, by=r.by, now=NOW),
        "plan.take_down_addition": lambda r: plan.take_down_addition(
            r.addition, by=r.by, why="Y", now=NOW
        ),
    },
    Host: of_home.OF_THE_HOST,
    Action: of_actions.OF_ACTIONS,
}
CALLS = {name: (kind, call) for kind, calls in LOCKS.items() for name, call in calls.items()}


@contextmanager
def locked() -> Iterator[set[type[Model]]]:
    """Note of which kinds rows are locked meanwhile: those that a query asked for to change them."""
    found: set[type[Model]] = set()
    asked = SQLCompiler.execute_sql

    def execute_sql(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        if self.query.select_for_update:
            found.add(self.query.model)
        return asked(self, *args, **kwargs)

    with patch.object(SQLCompiler, "execute_sql", execute_sql):
        yield found


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_service_locks_what_it_looks_at(name, full_world):
    kind, call = CALLS[name]
    rows = Rows(full_world)
    with full_world.undone():
        if name == "plan.reopen_project":
            rows.ended()
        with locked() as found:
            call(rows)
    assert kind in found


def locks(node: ast.FunctionDef) -> bool:
    """Whether a function itself asks for a lock."""
    return any(
        name in {"select_for_update", "lock_row", "lock_rows"}
        or any(word.arg == "lock" and ast.unparse(word.value) != "None" for word in call.keywords)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        for name in [getattr(call.func, "attr", getattr(call.func, "id", ""))]
    )


def test_every_service_that_locks_is_called_above():
    files = [*ROOT.glob("*/services.py"), *ROOT.glob("*/services/*.py")]
    found = {
        f"{file.relative_to(ROOT).parts[0]}.{node.name}"
        for file in files
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and locks(node)
    }
    callers = set().union(*HELPERS.values())
    assert found ^ {*HELPERS, *(CALLS.keys() - callers)} == set()
