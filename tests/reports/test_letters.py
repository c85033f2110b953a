"""Letters to print: one a person for an envelope with a window, made by a worker, ticked off as they were printed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import fonts
from core.leases import LEASE
from outbox.models import Channel, Delivery, Preference
from projects.models import Member
from reports import letters, services, tasks
from reports.models import LetterPack, LetterPackFile
from tests.factories import NOW, DeliveryFactory, MemberFactory, MessageFactory
from tests.pages import tight
from tests.reports.conftest import text_of
from tests.reports.test_rendering import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(project):
    """Two who get letters, and one who is rung."""
    found = []
    for name, channel in {"Dorota": "post", "Old Tom": "post", "Rita": "phone"}.items():
        member = MemberFactory(project=project, user=None, known_as=name)
        where = {"postal_address": f"The house of {name}"} if channel == "post" else {"phone": "1"}
        Preference.objects.create(member=member, channel=Channel(channel), **where)
        message = MessageFactory(project=project, subject=f"News for {name}")
        DeliveryFactory(message=message, member=member, channel=channel)
        found.append(member)
    return found


@pytest.fixture
def at(project):
    def address(name, *args):
        return reverse(f"reports:letter_pack_{name}", args=[project.slug, *args])

    return address


def asked(client, at, only="", **typed):
    where = f"{at('create')}?only={only}" if only else at("create")
    client.post(where, {"envelope": "dl", **typed})
    return LetterPack.objects.latest("pk")


def made(pack):
    tasks.render_letter_pack(letter_pack_id=pack.pk)
    return LetterPack.objects.get(pk=pack.pk)


@pytest.mark.pdf
@pytest.mark.parametrize("large", [False, True])
def test_each_gets_a_tagged_letter_of_their_own(
    signed_in, facilitator, at, people, tmp_path, large
):
    pack = made(asked(signed_in(facilitator), at, **({"is_large_print": "1"} if large else {})))
    assert (pack.letter_count, pack.file.pages) == (2, 2)
    assert problems(pack.file.pdf) == []
    said = text_of(pack.file.pdf, tmp_path)
    for words in (
        "The house of Dorota",
        "News for Dorota",
        "The house of Old Tom",
        "Dear Old Tom,",
    ):
        assert said.count(words) == 1
    assert "Rita" not in said


def test_a_letter_can_be_printed_on_its_own(signed_in, facilitator, at, people):
    pack = made(asked(signed_in(facilitator), at, only=people[1].pk))
    assert (pack.letter_count, len(pack.deliveries)) == (1, 1)
    assert signed_in(facilitator).post(f"{at('create')}?only=404").status_code == 404


def test_posted_ticks_off_what_was_printed_and_nothing_since(
    signed_in, facilitator, at, people, project, jo
):
    client = signed_in(facilitator)
    pack = made(asked(client, at))
    assert "2 letters are ready" in tight(client.get(at("detail", pack.pk)).text)
    assert client.get(at("pdf", pack.pk)).content == b"%PDF of nothing"
    since = DeliveryFactory(message__project=project, member=people[0], channel="post")
    client.get(at("posted", pack.pk))
    assert Delivery.objects.in_state("ticked").count() == 0
    client.post(at("posted", pack.pk))
    assert Delivery.objects.in_state("ticked").count() == 2
    assert since in Delivery.objects.to_do_by_hand()


def test_asking_twice_while_it_is_made_gives_the_same(project, facilitator, people):
    ask = {"by": facilitator, "now": NOW}
    first = services.ask_for_letter_pack(project, **ask)
    assert services.ask_for_letter_pack(project, **ask) == first
    one = services.ask_for_letter_pack(project, only=people[0], **ask)
    assert services.ask_for_letter_pack(project, only=people[0], **ask) == one != first


def test_with_nobody_left_it_says_so_and_can_be_tried_again(signed_in, facilitator, at, people):
    client = signed_in(facilitator)
    pack = asked(client, at)
    Delivery.objects.update(done_at=NOW)
    pack = made(pack)
    assert "There is nobody left to write to." in client.get(at("detail", pack.pk)).text
    Delivery.objects.update(done_at=None)
    client.post(at("retry", pack.pk))
    assert made(pack).is_ready


def test_more_people_than_fit_are_counted(monkeypatch, signed_in, facilitator, at, people):
    monkeypatch.setattr(letters, "MOST", 1)
    client = signed_in(facilitator)
    pack = made(asked(client, at))
    assert (pack.letter_count, pack.left_over) == (1, 1)
    assert "There are 1 more." in tight(client.get(at("detail", pack.pk)).text)


def test_one_name_that_cannot_be_printed_holds_up_nobody_else(
    monkeypatch, signed_in, facilitator, at, people
):
    monkeypatch.setattr(fonts, "_is_printable", lambda char: char not in "Жщ")
    Member.objects.filter(known_as="Dorota").update(known_as="Жaroщ")
    client = signed_in(facilitator)
    pack = made(asked(client, at))
    assert pack.letter_count == 1
    (told,) = Delivery.objects.filter(pk__in=pack.deliveries)
    assert told.member.known_as == "Old Tom"
    page = tight(client.get(at("detail", pack.pk)).text)
    assert "No letter could be printed here to:" in page
    assert re.search(r"<li>Жaroщ: \S*Ж щ", page)
    client.post(at("posted", pack.pk))
    assert Delivery.objects.get(member__known_as="Жaroщ").done_at is None

    Member.objects.filter(known_as="Old Tom").update(known_as="Old Жom")
    pack = made(asked(client, at, is_large_print="1"))
    assert (
        "It has letters that cannot be printed here yet" in client.get(at("detail", pack.pk)).text
    )


def test_the_schedule_finds_it_and_deletes_it_after_a_week(
    signed_in, facilitator, at, people, django_capture_on_commit_callbacks
):
    pack = asked(signed_in(facilitator), at)
    LetterPack.objects.update(due_at=timezone.now() - LEASE)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.render_due()
    pack = made(pack)
    letters.clear_away(now=pack.done_at + timedelta(days=6))
    assert LetterPackFile.objects.count() == 1
    letters.clear_away(now=pack.done_at + timedelta(days=8))
    assert LetterPackFile.objects.count() == 0
    assert signed_in(facilitator).get(at("pdf", pack.pk)).status_code == 404
    page = signed_in(facilitator).get(at("detail", pack.pk)).text
    assert "We deleted this PDF" in page


def test_another_project_has_none_of_it(signed_in, facilitator, people, twin, at):
    pack = services.ask_for_letter_pack(twin, by=facilitator, now=NOW)
    for name in ("detail", "pdf", "posted", "retry"):
        assert signed_in(facilitator).post(at(name, pack.pk)).status_code == 404
