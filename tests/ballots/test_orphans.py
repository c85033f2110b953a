"""A review that is deleted, also with its project, leaves no seal and no key; an open one keeps both."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ballots import cleaning, orphans
from ballots.cleaning import clean_up
from ballots.keys import destroy_key, is_there, make_key
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


def grow_old(name: UUID, *, days: int = 8) -> None:
    """Let the file of a key be some days old."""
    then = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(Path(settings.KEYS_DIR) / f"{name.hex}.key", (then, then))


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


def test_a_key_of_no_seal_goes_after_a_week_and_that_of_an_open_review_never(review):
    old, new = uuid4(), uuid4()
    public = {name: make_key(name) for name in (old, new)}
    grow_old(old)
    grow_old(new, days=6)
    grow_old(review.seal_id, days=400)
    assert orphans.let_go_of_orphans(now=timezone.now()) == 1
    assert [is_there(name, public[name]) for name in (old, new)] == [False, True]
    assert has_key(review.seal)
    destroy_key(new)


def test_a_database_in_which_nothing_was_asked_destroys_no_key():
    name = uuid4()
    public = make_key(name)
    grow_old(name)
    assert orphans.let_go_of_orphans(now=timezone.now()) == 0
    assert is_there(name, public)
    destroy_key(name)


def test_a_key_that_cannot_go_stops_no_other(review, monkeypatch, caplog):
    names = sorted(uuid4() for _ in range(2))
    for name in names:
        make_key(name)
        grow_old(name)

    def destroy(name: UUID) -> None:
        if name == names[0]:
            raise OSError("read-only")
        destroy_key(name)

    monkeypatch.setattr(orphans, "destroy_key", destroy)
    assert orphans.let_go_of_orphans(now=timezone.now()) == 1
    assert "A key that belongs to no review could not go: OSError" in caplog.text
    destroy_key(names[0])


def test_what_is_no_key_is_left_alone(review):
    other = Path(settings.KEYS_DIR) / "notes.key"
    other.write_text("not ours")
    os.utime(other, (0, 0))
    assert orphans.let_go_of_orphans(now=timezone.now()) == 0
    assert other.read_text() == "not ours"
    other.unlink()
