"""The keys of what members need: one each, destroyed with what it locked, changed for another, or away."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from core.locked_words import CannotLock, WordsAreLocked
from core.own_keys import destroy_own_key, is_own_key_there
from participation import services
from participation.models import (
    Consent,
    MemberKey,
    NamedReader,
    Need,
    PrivateReading,
    SpentKey,
)
from tests.factories import DAY, NOW
from tests.needing import say_needs

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=999)


@pytest.fixture
def need(amina, jo):
    return say_needs(amina, jo, now=NOW, timing="Not before noon")


def promised(need, by, *, now=NOW, **more):
    services.promise_need(need, by=by, due_on=DAY, now=now, **more)
    need.refresh_from_db()
    return need


def test_kind_and_words_are_not_in_the_database(amina, jo):
    say_needs(amina, jo, comfort="Zebra", costs="Okapi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participation_need")
        row = repr([[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in cursor])
    assert [word in row for word in ("Zebra", "Okapi", "comfort", "costs")] == [False] * 4
    assert services.needs_said(amina) == {"comfort": "Zebra", "costs": "Okapi"}


def test_each_member_has_a_key_of_their_own(amina, jo):
    say_needs(amina, jo, costs="A")
    say_needs(jo, costs="B")
    mine, theirs = MemberKey.objects.get(member=amina), MemberKey.objects.get(member=jo)
    assert mine.name != theirs.name
    destroy_own_key(theirs.name)
    assert services.needs_said(amina) == {"costs": "A"}
    with pytest.raises(WordsAreLocked):
        services.needs_said(jo)


def test_a_box_moved_to_another_row_does_not_open(amina, jo):
    one = say_needs(amina, jo, costs="A")
    say_needs(amina, jo, costs="A", access="B")
    two = amina.needs.exclude(pk=one.pk).get()
    Need.objects.filter(pk=two.pk).update(said_locked=one.said_locked)
    with pytest.raises(WordsAreLocked):
        services.needs_said(amina)


@pytest.mark.parametrize("answer", ["none", "yes"])
def test_who_needs_nothing_any_more_has_no_key(amina, jo, need, answer):
    name = amina.own_keys.get().name
    services.record_needs(amina, needs={}, answer=answer, now=NOW)
    assert [row.name for row in SpentKey.objects.all()] == [name]
    assert not MemberKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_the_folder_is_away_no_key_is_taken_for_destroyed(
    amina, jo, need, settings, tmp_path
):
    services.take_back(amina, "needs", now=NOW)
    folder = settings.KEYS_DIR
    settings.KEYS_DIR = tmp_path / "not-mounted"
    assert services.destroy_spent_keys() == 1
    settings.KEYS_DIR = folder
    assert services.destroy_spent_keys() == 0


@pytest.mark.parametrize("how", ["take back", "leave"])
def test_taking_back_and_leaving_delete_it_and_destroy_the_key(amina, jo, need, how):
    name = amina.own_keys.get().name
    services.open_private(amina, "needs", by=jo, why="arrange", now=NOW)
    if how == "leave":
        services.end_membership(amina, now=NOW)
        assert not PrivateReading.objects.exists()
    else:
        services.take_back(amina, "needs", now=NOW)
        assert PrivateReading.objects.count() == 1
    rows = (Need, NamedReader, MemberKey)
    assert [model.objects.count() for model in rows] == [0, 0, 0]
    assert [row.name for row in SpentKey.objects.all()] == [name]
    assert is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_a_key_given_up_is_destroyed_after_the_commit_and_not_before(amina, jo, need):
    name = amina.own_keys.get().name
    with transaction.atomic():
        services.take_back(amina, "needs", now=NOW)
        assert services.destroy_spent_keys() == 1
        assert is_own_key_there(name)
    services.destroy_spent_keys()
    assert not is_own_key_there(name)
    assert not SpentKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_project_that_is_deleted_takes_the_keys_with_it(amina, jo, need):
    name = amina.own_keys.get().name
    amina.project.delete()
    services.destroy_spent_keys()
    assert not is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_keeps_its_key(amina, jo, need):
    name = amina.own_keys.get().name
    with transaction.atomic():
        services.take_back(amina, "needs", now=NOW)
        transaction.set_rollback(True)
    services.destroy_spent_keys()
    assert services.needs_said(amina) == {"timing": "Not before noon"}
    assert is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_where_a_key_cannot_be_destroyed_the_next_time_does_it(amina, jo, need, monkeypatch):
    name = amina.own_keys.get().name
    services.take_back(amina, "needs", now=NOW)

    def refuse(_name):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("participation.services.keys.destroy_own_key", refuse)
        assert services.destroy_spent_keys() == 1
    assert [row.name for row in SpentKey.objects.all()] == [name]
    assert services.destroy_spent_keys() == 0
    assert not is_own_key_there(name)


@pytest.mark.django_db(transaction=True)
def test_rotation_locks_all_of_it_anew_and_destroys_the_old_keys(amina, jo, need, capsys):
    promised(need, jo, how="We begin at one.")
    say_needs(jo, costs="B")
    old = set(MemberKey.objects.values_list("name", flat=True))
    boxes = set(map(bytes, Need.objects.values_list("said_locked", flat=True)))
    call_command("rotate_keys")
    assert "New keys: 2." in capsys.readouterr().out
    assert old.isdisjoint(MemberKey.objects.values_list("name", flat=True))
    assert boxes.isdisjoint(map(bytes, Need.objects.values_list("said_locked", flat=True)))
    (read,) = services.read_needs(amina)
    assert (read.words, read.how) == ("Not before noon", "We begin at one.")
    assert services.needs_said(jo) == {"costs": "B"}
    assert not any(map(is_own_key_there, old))


@pytest.mark.django_db(transaction=True)
def test_rotation_leaves_alone_what_it_cannot_read(amina, jo, need, capsys):
    say_needs(jo, costs="B")
    destroy_own_key(jo.own_keys.get().name)
    call_command("rotate_keys")
    said = capsys.readouterr().out
    assert "New keys: 1." in said
    assert "stay as they are: 1." in said
    assert services.needs_said(amina) == {"timing": "Not before noon"}
    assert MemberKey.objects.get(member=jo).name == jo.own_keys.get().name


def test_where_the_key_is_away_nothing_is_changed_and_taking_back_begins_anew(amina, jo, need):
    destroy_own_key(amina.own_keys.get().name)
    with pytest.raises(WordsAreLocked):
        services.record_needs(amina, needs={"costs": "The fare"}, readers=[jo.pk], now=NOW)
    with pytest.raises(WordsAreLocked):
        services.open_private(amina, "needs", by=jo, why="arrange", now=NOW)
    assert not PrivateReading.objects.exists()
    services.take_back(amina, "needs", now=NOW)
    say_needs(amina, jo, costs="The fare")
    assert services.needs_said(amina) == {"costs": "The fare"}


def test_where_no_key_can_be_made_nothing_is_said(amina, jo, settings, tmp_path):
    (tmp_path / "keys").write_text("a file where the folder should be")
    settings.KEYS_DIR = tmp_path / "keys"
    with pytest.raises(CannotLock):
        services.record_needs(amina, needs={"costs": "The fare"}, readers=[jo.pk], now=NOW)
    assert (Need.objects.count(), MemberKey.objects.count(), Consent.objects.count()) == (0, 0, 0)
