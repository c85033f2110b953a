"""How the services of actions are called that lock something, for tests/house/test_row_locks.py."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from actions import services as actions
from tests import factories
from tests.actions.rows import asked_to_take_over
from tests.factories import DAY, NOW

OF_PROJECTS: dict[str, Callable[[Any], Any]] = {
    "actions.add_action": lambda r: actions.add_action(
        r.project, what="Ask", owner=r.by, due_on=DAY, sent_key=uuid4(), now=NOW
    ),
}
#: The project, too, before the action: whoever takes a name out has it first.
OF_ACTIONS: dict[str, Callable[[Any], Any]] = {
    "actions.answer_takeover": lambda r: actions.answer_takeover(
        asked_to_take_over(r.member, by=r.by), is_yes=True, by=r.member, now=NOW
    ),
    "actions.ask_to_take_over": lambda r: actions.ask_to_take_over(
        factories.ActionFactory(project=r.project, owner=r.by),
        to=r.member,
        by=r.by,
        sent_key=uuid4(),
        now=NOW,
    ),
    "actions.end_takeover": lambda r: actions.end_takeover(
        asked_to_take_over(r.member, by=r.by), by=r.by, now=NOW
    ),
    "actions.finish_action": lambda r: actions.finish_action(
        factories.ActionFactory(project=r.project, owner=r.by), outcome="Done.", by=r.by, now=NOW
    ),
}
#: Those for which one function locks project and action.
HELD = {"actions.answer_takeover", "actions.end_takeover", "actions.finish_action"}
