"""What the verbs of actions promise, beyond what a page shows."""

from uuid import uuid4

import pytest

from actions import services
from core.ended import EndedBefore
from tests import factories
from tests.factories import DAY, NOW


def test_what_is_done_is_so_once(project, jo):
    action = factories.ActionFactory(project=project, owner=jo)
    for _press in range(2):
        services.finish_action(action, outcome="By the door.", by=jo, now=NOW)
    with pytest.raises(EndedBefore) as both:
        services.finish_action(action, outcome="By the window.", by=jo, now=NOW)
    assert (both.value.theirs, both.value.mine) == ("By the door.", "By the window.")
    assert action.outcome == "By the door."


def test_what_is_done_ends_no_other_promise(project, jo):
    one, other = factories.ActionFactory.create_batch(2, project=project, owner=jo)
    services.finish_action(one, outcome="By the door.", by=jo, now=NOW)
    assert list(project.actions.open()) == [other]


def test_forms_sent_twice_have_one_effect(project, jo):
    key = uuid4()
    for _ in range(2):
        services.add_action(project, what="Ring", owner=jo, due_on=DAY, now=NOW, sent_key=key)
    assert project.actions.count() == 1
