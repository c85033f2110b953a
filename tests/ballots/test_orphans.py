"""A review that is deleted, also with its project, leaves no seal and no key; an open one keeps both."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ballots import cleaning
from ballots.cleaning import clean_up
from ballots.keys import destroy_key, is_there, make_keys
from ballots.models import Seal, SealedPiece
from ballots.services import make_seal, open_seal, put_in
from ballots.tasks import let_go_of_orphans
from elements.models import Review
from projects.models import Member, Project
from tests import factories
from tests.sealed import clean_at_last

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def review(project, amina) -> Review:
    made: Review = factories.ReviewFactory(project=project)
    put_in(made.seal, 1)
    return made


def has_key(seal: Seal) -> bool:
    return is_there(seal.pk, seal.public_key)


@pytest.mark.parametrize("what", [Review, Project])
def test_what_is_deleted_leaves_no_seal_and_no_key(review, what):
    seal, other = review.seal, make_seal()
    Member.objects.filter(project=review.project).update(added_by=None)
    what.objects.filter(pk=review.pk if what is Review else review.project_id).delete()
    clean_at_last()
    assert list(Seal.objects.all()) == [other]
    assert not SealedPiece.objects.exists()
    assert (has_key(seal), has_key(other)) == (False, True)


def test_a_key_that_could_not_go_at_once_goes_with_the_next_tick(review, monkeypatch):
    seal = review.seal
    with monkeypatch.context() as now:
        now.setattr(cleaning, "destroy_key", lambda _name: (_ for _ in ()).throw(OSError("full")))
        review.delete()
        with pytest.raises(OSError, match="full"):
            clean_up()
    assert not SealedPiece.objects.exists()
    assert list(Seal.objects.opened()) == [seal]
    assert has_key(seal)
    clean_at_last()
    assert (has_key(seal), Seal.objects.exists()) == (False, False)


def test_a_deletion_that_is_taken_back_takes_nothing_away(review):
    with transaction.atomic():
        review.delete()
        assert not SealedPiece.objects.exists()
        transaction.set_rollback(True)
    clean_up()
    assert open_seal(review.seal).contents == [1]


def test_once_a_day_seals_that_nothing_holds_are_let_go(review):
    """As when rows were deleted in the database itself."""
    seal = make_seal()
    put_in(seal, 2)
    let_go_of_orphans()
    clean_at_last()
    assert list(Seal.objects.all()) == [review.seal]
    assert (has_key(seal), has_key(review.seal)) == (False, True)
    assert open_seal(review.seal).contents == [1]


def test_a_key_of_another_database_stays(review):
    name = uuid4()
    public = make_keys([name])[0]
    then = (timezone.now() - timedelta(days=400)).timestamp()
    os.utime(Path(settings.KEYS_DIR) / f"{name.hex}.key", (then, then))
    let_go_of_orphans()
    clean_at_last()
    assert is_there(name, public)
    assert has_key(review.seal)
    destroy_key(name)
