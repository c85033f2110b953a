"""Where transactions do not stay on one session of PostgreSQL, each says itself how long it waits."""

from contextlib import nullcontext
from unittest.mock import MagicMock

import pytest
from django.db.backends.postgresql import base

from core.postgresql.base import DatabaseWrapper

WAITS = {"lock_timeout": "6s", "statement_timeout": "7s"}
SERVER = {"NAME": "a", "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "TIME_ZONE": "UTC"}
SAID = "SET LOCAL lock_timeout = '6s'; SET LOCAL statement_timeout = '7s'"


@pytest.fixture
def wrapper(monkeypatch):
    """A wrapper whose connection takes down what it is asked."""

    def make(options: dict[str, object]) -> DatabaseWrapper:
        made = DatabaseWrapper({**SERVER, "OPTIONS": options})
        monkeypatch.setattr(made, "wrap_database_errors", nullcontext())
        monkeypatch.setattr(base.DatabaseWrapper, "_set_autocommit", MagicMock())
        made.connection = MagicMock()
        return made

    return make


def said(wrapper: DatabaseWrapper) -> list[str]:
    cursor = wrapper.connection.cursor.return_value.__enter__.return_value
    return [call.args[0] for call in cursor.execute.call_args_list]


def test_each_transaction_says_it_at_its_beginning(wrapper):
    made = wrapper({"in_each_transaction": WAITS})
    assert made.get_connection_params().get("in_each_transaction") is None
    made._set_autocommit(False)
    assert said(made) == [SAID]
    made._set_autocommit(True)
    assert said(made) == [SAID]


def test_elsewhere_none_says_anything(wrapper):
    made = wrapper({})
    made.get_connection_params()
    made._set_autocommit(False)
    assert said(made) == []
