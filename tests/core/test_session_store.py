"""A session is found as Django finds it: by its key, and only until it has ended."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> SessionStore:
    session = SessionStore()
    session["name"] = "Amina"
    session.save()
    return session


def test_what_was_kept_comes_back(kept):
    SessionStore().save()
    assert SessionStore(kept.session_key).load() == {"name": "Amina"}


def test_one_that_has_ended_is_empty_and_gets_another_key(kept):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    again = SessionStore(kept.session_key)
    assert again.load() == {}
    assert again.session_key is None


def test_one_that_was_changed_on_the_way_is_empty(kept):
    Session.objects.update(session_data="nonsense")
    assert SessionStore(kept.session_key).load() == {}


def test_without_a_key_nothing_is_found(kept):
    assert SessionStore().load() == {}
    assert SessionStore("made-up-key").load() == {}
