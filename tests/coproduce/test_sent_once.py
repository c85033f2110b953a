"""A form that is sent twice makes one row; its key says nothing in another project."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from actions import services as actions
from decisions.services import propose_decision
from elements import services as elements
from meetings.services import plan_meetings
from participation import services as participation
from participation.models import Group
from plan import services as plan
from projects.models import Member
from projects.services import create_project
from questions.services import (
    add_contribution,
    add_contribution_with_file,
    add_file,
    add_reply,
    ask_question,
    mark_worry,
    propose_wording,
)
from reports import services as reports
from tests import factories
from tests import known_factories as things
from tests.elements.rows import aloud
from tests.factories import DAY, NOW
from tests.gathering import plan_of
from tests.questions.rows import arrived
from tests.questions.rows import contribution as said_by
from tests.questions.rows import question as asked_by
from tests.wording import to_whom, write
from updates.services import draft_update

ROOT = Path(settings.BASE_DIR)


def _promised(by: Member) -> dict[str, Any]:
    return {"what": "Ask", "owner": by, "due_on": DAY}


def _action(by: Member) -> Any:
    return by.project.actions.first() or factories.ActionFactory(project=by.project)


def _review(by: Member) -> Any:
    open_ones = by.project.element_reviews.open()
    return open_ones.first() or factories.ReviewFactory(project=by.project)


def _group(by: Member) -> Group:
    return by.project.groups.first() or factories.GroupFactory(project=by.project)


def _may(by: Member) -> Member:
    may = by.project.members.filter(known_as="May").first()
    return may or factories.MemberFactory(project=by.project, user=None, known_as="May")


def _boss(by: Member, name: str) -> Member:
    boss = by.project.members.filter(known_as=name).first()
    return boss or factories.MemberFactory(project=by.project, known_as=name, role="facilitator")


def _point(by: Member) -> Any:
    return by.project.starting_points.first() or things.StartingPointFactory(project=by.project)


def _letters(by: Member, **key: Any) -> Any:
    if not by.project.members.filter(user=None).exists():
        factories.MemberFactory(project=by.project, user=None)
    return reports.ask_for_letters(_review(by), by=by.user, send_back="The box", on=DAY, **key)


#: Each service that takes the key of a form -> how it is called.
MAKES: dict[str, Callable[..., Any]] = {
    "actions.add_action": lambda by, **key: actions.add_action(by.project, **_promised(by), **key),
    "actions.ask_to_take_over": lambda by, **key: actions.ask_to_take_over(
        _action(by), to=by, by=by, **key
    ),
    "actions.note_promise": lambda by, **key: actions.note_promise(
        by.project, by=by, **_promised(by), **key
    ),
    "decisions.propose_decision": lambda by, **key: propose_decision(
        by.project, by=by, what="W", why="Y", open_until=DAY, **key
    ),
    "elements.add_indicator": lambda by, now, **key: factories.own_indicator(
        by.project.organisation, **key
    ),
    "elements.open_review": lambda by, **key: elements.open_review(
        by.project, title="T", closes_on=DAY, **key
    ),
    "elements.plan_review": lambda by, now, **key: elements.plan_review(
        by.project,
        title="T",
        opens_on=DAY,
        closes_on=DAY.replace(day=29),
        for_whom="everybody",
        elements=[],
        by=by,
        **key,
    ),
    "elements.record_lesson": lambda by, **key: elements.record_lesson(
        by.project, by=by, learned="L", **key
    ),
    "elements.write_aloud_rating": lambda by, **key: aloud(by.project, by, **key),
    "participation.act_on_imbalance": lambda by, **key: participation.act_on_imbalance(
        _group(by), **_promised(by), **key
    ),
    "participation.add_about_us_question": lambda by, **key: participation.add_about_us_question(
        by.project, words="How old?", why="To see", choices=[], **key
    ),
    "participation.add_group": lambda by, **key: participation.add_group(
        by.project, name="N", sector="other", **key
    ),
    "meetings.plan_meetings": lambda by, **key: plan_meetings(
        by.project, plan=plan_of(), by=by, **key
    ),
    "participation.offer_return": lambda by, **key: participation.offer_return(
        _may(by), thing=participation.Thing("thanks"), by=by, due_on=DAY, said_by=by, **key
    ),
    "participation.give_thanks": lambda by, **key: participation.give_thanks(
        by, named="The tea bar", words="W", by=by, **key
    ),
    "participation.write_private_word": lambda by, **key: write(_may(by), _boss(by, "Kit"), **key),
    "participation.send_word_on": lambda by, now, **key: participation.send_word_on(
        _may(by).private_words.first() or write(_may(by), _boss(by, "Kit"), now=now),
        to=to_whom(_may(by), _boss(by, "Grace")),
        now=now,
        **key,
    ),
    "participation.add_member_without_email": (
        lambda by, **key: participation.add_member_without_email(
            by.project, by=by, known_as="Bo", **key
        )
    ),
    "participation.check_import": lambda by, **key: participation.check_import(
        by.project, by=by, lines=[], role="participant", **key
    ),
    "plan.add_boundary": lambda by, **key: plan.add_boundary(
        by.project, kind="fixed", what="W", why="Y", who="O", until=None, **key
    ),
    "plan.add_known_thing": lambda by, **key: plan.add_known_thing(
        things.StrengthFactory.build(project=by.project), **key
    ),
    "plan.add_statement": lambda by, **key: plan.add_statement(
        by.project, kind="way", words="W", **key
    ),
    "plan.add_step": lambda by, **key: plan.add_step(by.project, by=by, title="T", **key),
    "plan.add_to_starting_point": lambda by, **key: plan.add_to_starting_point(
        _point(by), member=by, by=by, words="W", **key
    ),
    "plan.add_unsettled": lambda by, **key: plan.add_unsettled(
        by.project, what="W", why="", look_again_on=DAY, **key
    ),
    "projects.create_project": lambda by, **key: create_project(
        organisation=by.project.organisation,
        by=by.user,
        name="N",
        summary="S",
        purpose="P",
        **key,
    ),
    "questions.add_contribution": lambda by, **key: add_contribution(
        by.project, by=by, words="W", **key
    ),
    "questions.add_contribution_with_file": lambda by, **key: add_contribution_with_file(
        by.project, by=by, words="W", arrived=arrived(), **key
    ),
    "questions.add_file": lambda by, **key: add_file(
        by.contributions.first() or said_by(by), by=by, arrived=arrived(), **key
    ),
    "questions.add_reply": lambda by, **key: add_reply(
        by.contributions.first() or said_by(by), member=by, words="W", **key
    ),
    "questions.ask_question": lambda by, **key: ask_question(by.project, by=by, words="W", **key),
    "questions.propose_wording": lambda by, **key: propose_wording(
        by.project.questions.first() or asked_by(by), by=by, words="W", **key
    ),
    "questions.mark_worry": lambda by, **key: mark_worry(by.project, by=by, words="W", **key),
    "reports.ask_for_letters": _letters,
    "reports.ask_for_sheets": lambda by, **key: reports.ask_for_sheets(
        _review(by),
        by=by.user,
        count=1,
        role="participant",
        send_back="The box",
        on=DAY,
        **key,
    ),
    "updates.draft_update": lambda by, **key: draft_update(
        by.project, by=by, title="T", where_we_are="W", **key
    ),
}
#: A log finds the key itself, and has one for all projects (tests/decisions/test_services.py).
OF_A_LOG = {
    *("decisions.record_decision", "decisions.correct_decision"),
    *("decisions.keep_decision", "decisions.supersede_decision", "decisions.withdraw_decision"),
}
#: The key is sealed with what it came with (tests/meetings/test_room.py, tests/meetings/test_room_pulse.py).
SEALED = {"meetings.seal_in_room", "meetings.add_unsigned_answer"}


@pytest.mark.parametrize("name", sorted(MAKES))
def test_a_form_makes_one_row_and_its_key_another_one_elsewhere(name, jo, twin):
    olu, key, make = factories.MemberFactory(project=twin), uuid4(), MAKES[name]
    first, again, there = (make(by, now=NOW, sent_key=key) for by in (jo, jo, olu))
    assert first == again
    assert first != there


def test_each_service_that_takes_a_key_is_named_above():
    taking = {
        f"{file.relative_to(ROOT).parts[0]}.{node.name}"
        for file in [*ROOT.glob("*/services.py"), *ROOT.glob("*/services/*.py")]
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if "sent_key" in {argument.arg for argument in node.args.kwonlyargs}
    }
    assert taking == {*MAKES, *OF_A_LOG, *SEALED}
