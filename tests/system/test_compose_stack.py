"""The stack of docker-compose.yml starts by its own commands and carries the coordinator's journey."""

import pytest

from tests.system.stack import Stack


@pytest.fixture
def stack(tmp_path, database_url, redis_url, postbox):
    with Stack(tmp_path, database=database_url, broker=redis_url, mail=postbox.url) as running:
        yield running


def test_every_part_of_the_stack_runs(stack):
    assert {name: stack.programs[name].is_running() for name in ("web", "worker", "beat")} == {
        "web": True,
        "worker": True,
        "beat": True,
    }
    assert "beat: Starting..." in stack.programs["beat"].words
