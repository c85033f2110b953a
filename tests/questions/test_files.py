"""Adding pictures and recordings to what was said, making them ready, and taking them away."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from outbox.models import Delivery
from questions import services, tasks
from questions.files import keeping
from questions.files.refusals import Refused
from questions.models import Contribution, ContributionFile
from tests.factories import NOW
from tests.questions import samples
from tests.questions.rows import arrived, contribution, file_of

pytestmark = pytest.mark.django_db(transaction=True)


def kept() -> list[str]:
    """Name all that is kept."""
    found = []
    for place in (keeping.ARRIVED, keeping.READY):
        found += keeping.names_before(place, moment=NOW + timedelta(days=9000))
    return sorted(found)


@pytest.fixture(autouse=True)
def _nothing_is_kept(tmp_path, settings):
    folder = settings.STORAGES["files"]["OPTIONS"] | {"location": tmp_path / "files"}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"files": {"BACKEND": backend, "OPTIONS": folder}}


@pytest.fixture
def said(amina) -> Contribution:
    return contribution(amina)


def add(said: Contribution, **more) -> ContributionFile:
    return services.add_file(
        said, by=said.member, arrived=arrived(samples.picture()), now=NOW, **more
    )


def test_a_picture_is_made_ready_and_what_was_sent_is_gone(said):
    file = add(said)
    assert (file.is_waiting, kept()) == (True, [file.arrived])
    tasks.make_file_ready(file_id=file.pk)
    file.refresh_from_db()
    assert (file.is_ready, file.arrived, file.format) == (True, "", "jpeg")
    assert kept() == [file.name]
    data = b"".join(keeping.read_part(file.name, 0, file.size))
    assert not samples.tells(data)


def test_the_schedule_finds_what_nobody_was_woken_for(said):
    file = add(said)
    with patch.object(tasks.make_file_ready, "apply_async") as woken:
        tasks.make_files_ready()
    assert woken.call_args.kwargs["kwargs"] == {"file_id": file.pk}


def test_what_cannot_be_used_is_refused_with_words_and_is_gone(said):
    data = arrived(b"\xff\xd8\xff" + samples.SVG)
    file = services.add_file(said, by=said.member, arrived=data, now=NOW)
    tasks.make_file_ready(file_id=file.pk)
    file.refresh_from_db()
    assert (file.is_waiting, file.is_ready, file.refusal) == (False, False, "broken")
    assert file.get_refusal_display().startswith("We cannot open it.")
    assert kept() == []


def test_while_the_place_is_away_it_is_tried_again_and_nothing_is_held_against_the_file(said):
    file = add(said)
    for _try in range(5):
        ContributionFile.objects.update(due_at=NOW)
        with patch("questions.services.files.make", side_effect=keeping.CannotKeep):
            tasks.make_file_ready(file_id=file.pk)
        file.refresh_from_db()
        assert (file.is_waiting, file.tries) == (True, 0)
    assert kept() == [file.arrived]


def test_a_file_that_ends_its_workers_is_refused(said):
    file = add(said)
    ContributionFile.objects.update(tries=3)
    tasks.make_file_ready(file_id=file.pk)
    file.refresh_from_db()
    assert file.refusal == "too-much"


def test_what_is_taken_away_while_it_is_made_ready_leaves_nothing(said, jo):
    file = add(said)

    def meanwhile(*args):
        services.take_file_away(file, by=said.member, why="", now=NOW)
        raise Refused("lost")

    with patch("questions.services.files.make", side_effect=meanwhile):
        tasks.make_file_ready(file_id=file.pk)
    assert (kept(), ContributionFile.objects.count()) == ([], 0)


def test_two_workers_show_it_once(said):
    file = add(said)
    made = services.files.make(file.arrived, file.sent_format)
    again = services.files.make(file.arrived, file.sent_format)
    assert services.show_file(file, made, now=NOW)
    assert not services.show_file(file, again, now=NOW)
    assert kept() == [made.name]


def test_five_are_the_most(said):
    for _file in range(5):
        file_of(said)
    with pytest.raises(services.TooManyFiles):
        add(said)
    assert len(kept()) == 5


def test_a_form_sent_twice_keeps_one_file(said):
    key = "6f1f6d1e-7f7c-4f57-9d3a-0b6a3a1f8f11"
    first, again = add(said, sent_key=key), add(said, sent_key=key)
    assert (first, kept()) == (again, [first.arrived])


def test_words_and_file_are_kept_together_or_not_at_all(project, amina):
    told = {"by": amina, "words": "Look.", "now": NOW}
    said = services.add_contribution_with_file(project, arrived=arrived(), **told)
    assert said.files.get().words == "The bench at the door."
    with (
        patch("questions.services.files.add_file", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        services.add_contribution_with_file(project, arrived=arrived(), **told)
    assert Contribution.objects.count() == 1


def test_the_author_takes_it_away_and_nobody_is_told(said):
    file = file_of(said)
    services.take_file_away(file, by=said.member, why="", now=NOW)
    assert (kept(), Delivery.objects.count()) == ([], 0)


def test_the_author_is_told_when_a_facilitator_does_once(said, jo):
    file = file_of(said)
    for _time in range(2):
        services.take_file_away(file, by=jo, why="A child can be seen.", now=NOW)
    delivery = Delivery.objects.get()
    assert (delivery.member, delivery.message.data["why"]) == (said.member, "A child can be seen.")
    assert kept() == []


@pytest.mark.parametrize("what", ["contribution", "member", "project"])
def test_what_is_kept_goes_with_what_it_belongs_to(said, what):
    file_of(said)
    file_of(said, is_ready=False)
    {"contribution": said, "member": said.member, "project": said.project}[what].delete()
    assert (kept(), ContributionFile.objects.count()) == ([], 0)


def test_a_deletion_that_is_taken_back_keeps_the_file(said):
    file = file_of(said)
    with transaction.atomic():
        said.delete()
        transaction.set_rollback(True)
    assert kept() == [file.name]


def test_the_sweep_deletes_what_nothing_knows_of_and_nothing_young(said):
    file, waiting = file_of(said), file_of(said, is_ready=False)
    lost = arrived().name
    assert services.sweep_files(now=NOW - timedelta(days=3000)) == 0
    assert lost in kept()
    assert services.sweep_files(now=NOW + timedelta(days=9000)) == 1
    assert kept() == sorted([file.name, waiting.arrived])


def test_the_database_asks_for_words_and_for_the_yes_of_everybody(said):
    for lacking in ({"words": ""}, {"everybody_said_yes": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            file_of(said, **lacking)


def test_what_is_kept_is_for_us_alone_and_its_name_tells_nothing(said):
    file = file_of(said)
    path = Path(storages["files"].path(file.name))
    modes = [oct(one.stat().st_mode)[-3:] for one in (path, path.parent)]
    assert modes == ["600", "700"]
    assert len(file.name.partition("/")[2]) == 40
    assert not {str(said.pk), str(file.pk)} & set(file.name.split("/"))
