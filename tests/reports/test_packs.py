"""Sheets of a review to print: made once by a worker, tagged, for facilitators only, gone when the review closes."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.leases import LEASE
from elements.models import Review, Sheet
from elements.services import Ballot, close_review, send_answers, send_sheet
from outbox.models import Channel, Preference
from projects.models import Role
from reports import packs, services, tasks
from reports.models import Pack, PackFile, Stage
from tests import factories
from tests.pages import tight
from tests.reports.conftest import text_of
from tests.reports.test_rendering import problems

NOW = factories.NOW


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def review(project, jo, amina, today) -> Review:
    factories.MemberFactory(project=project, known_as="Dorota", user=None)
    tom = factories.MemberFactory(project=project, known_as="Old Tom")
    Preference.objects.create(
        member=tom, channel=Channel.POST, postal_address="Flat 9, Weir House\nRiverside"
    )
    return factories.ReviewFactory(project=project, closes_on=today + timedelta(days=7))


def letters(review: Review, by, today, **more) -> Pack:
    wanted = {"send_back": "Jo Berry\nWard 4 office", "now": NOW, "on": today, **more}
    (pack,) = services.ask_for_letters(review, by=by, **wanted)
    return pack


def sheets(review: Review, by, today, **more) -> Pack:
    wanted = {"count": 2, "role": Role.PARTICIPANT, "send_back": "The box", "now": NOW, "on": today}
    return services.ask_for_sheets(review, by=by, **(wanted | more))


def made(pack: Pack) -> Pack:
    assert services.render_pack(pack, now=timezone.now())
    return Pack.objects.select_related("file").get(pk=pack.pk)


@pytest.mark.pdf
@pytest.mark.parametrize("is_large_print", [False, True])
def test_sheets_are_a_tagged_pdf_with_a_number_on_each_page(
    review, facilitator, today, is_large_print, tmp_path
):
    pack = made(sheets(review, facilitator, today, is_large_print=is_large_print))
    assert problems(pack.file.pdf) == []
    with pikepdf.open(BytesIO(pack.file.pdf)) as pdf:
        assert pdf.docinfo["/Title"] == "Waiting at night: Review of November 2026, on paper"
        assert len(pdf.pages) == pack.file.pages
        assert (pack.file.pages - 1) % 2 == 0
    said = text_of(pack.file.pdf, tmp_path)
    for sheet in pack.sheets.all():
        # At the top, and at the foot of each page of this sheet.
        assert said.count(sheet.shown_number) == 1 + (pack.file.pages - 1) // 2
    for indicator in review.asked_indicators():
        assert said.count(indicator.wording) == 2
    assert said.count("I can't say") == 2 * 38
    assert said.count("What should we be asking you that we are not?") == 2


@pytest.mark.pdf
def test_large_print_has_large_letters(review, facilitator, today):
    usual = made(sheets(review, facilitator, today)).file.pages
    large = made(sheets(review, facilitator, today, is_large_print=True)).file.pages
    assert (usual, large) == (9, 23)


@pytest.mark.pdf
def test_a_sheet_that_names_thirty_people_has_no_page_for_one_line(project, facilitator, today):
    for number in range(30):
        factories.MemberFactory(project=project, known_as=f"Marguerite {number}")
    review = factories.ReviewFactory(project=project, closes_on=today + timedelta(days=7))
    assert made(sheets(review, facilitator, today)).file.pages == 1 + 2 * 4


@pytest.mark.pdf
def test_letters_go_to_participants_who_get_post_and_have_not_answered(
    review, project, facilitator, today, tmp_path
):
    for known_as in ("Answered", "Left"):
        factories.MemberFactory(project=project, known_as=known_as, user=None)
    pack = made(letters(review, facilitator, today))
    said = text_of(pack.file.pdf, tmp_path)
    assert problems(pack.file.pdf) == []
    assert "Dear Old Tom," in said
    assert "Flat 9, Weir House Riverside" in said
    assert "Dear Dorota," in said
    assert "Dear Amina," not in said
    assert (pack.letter_count, pack.sheets.count(), pack.letters) == (2, 7, [])


def test_who_has_answered_or_left_gets_no_letter(review, today):
    tom = review.asked.get(member__known_as="Old Tom").member
    send_answers(review, member=tom, ballot=Ballot(), on=today)
    assert [member.known_as for member in packs.people_to_write_to(review, on=today)] == ["Dorota"]
    review.asked.get(member__known_as="Dorota").member.__class__.objects.filter(
        known_as="Dorota"
    ).update(left_at=NOW)
    assert not packs.people_to_write_to(review, on=today).exists()


@pytest.mark.pdf
def test_the_letters_stand_before_all_sheets_so_that_no_number_stands_beside_a_name(
    review, facilitator, today, tmp_path
):
    pack = made(letters(review, facilitator, today))
    said = text_of(pack.file.pdf, tmp_path)
    last_letter = max(said.index("Dear Dorota"), said.index("Dear Old Tom"))
    numbers = [sheet.shown_number for sheet in pack.sheets.all()]
    assert all(said.index(number) > last_letter for number in numbers)


def test_many_letters_become_several_packs(review, project, facilitator, today, monkeypatch):
    monkeypatch.setattr(packs, "MOST", 1)
    wanted = {"send_back": "The box", "now": NOW, "on": today}
    made_packs = services.ask_for_letters(review, by=facilitator, **wanted)
    assert [(pack.letter_count, pack.sheets.count()) for pack in made_packs] == [(1, 6), (1, 6)]


def test_the_same_form_twice_gives_the_same_pack(review, facilitator, today):
    key = "0d6f3a52-7a3e-4d0c-9a3a-3f5f8f2f0f11"
    assert letters(review, facilitator, today, sent_key=key) == letters(
        review, facilitator, today, sent_key=key
    )
    assert Sheet.objects.count() == 7
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.create(review=review, send_back="x", created_at=NOW, due_at=NOW, sent_key=key)


def test_a_pack_is_made_once_and_found_again_when_its_worker_died(review, facilitator, today):
    pack = sheets(review, facilitator, today)
    assert pack.take(now=NOW)
    assert not services.render_pack(pack, now=NOW)
    assert services.render_pack(pack, now=NOW + LEASE)
    assert not services.render_pack(pack, now=NOW + 2 * LEASE)
    assert PackFile.objects.count() == 1


def test_what_goes_wrong_is_said_and_can_be_tried_again(
    review, facilitator, today, monkeypatch, signed_in
):
    def fail(html):
        raise MemoryError

    pack = sheets(review, facilitator, today)
    with monkeypatch.context() as broken:
        broken.setattr("reports.rendering.render_pdf", fail)
        assert not services.render_pack(pack, now=NOW)
    client = signed_in(facilitator)
    page = client.get(pack.get_absolute_url()).content.decode()
    assert "It needed too much memory. Fewer sheets may work." in page
    client.post(reverse("reports:pack_retry", args=[review.project.slug, pack.pk]))
    assert made(pack).stage == Stage.READY


def test_when_the_review_closes_the_pdfs_go_and_what_waits_is_given_up(
    review, facilitator, today, signed_in
):
    ready, waiting = (
        made(letters(review, facilitator, today)),
        letters(review, facilitator, today),
    )
    close_review(review, now=timezone.now())
    tasks.render_due()
    assert not PackFile.objects.exists()
    waiting.refresh_from_db()
    assert (waiting.has_failed, waiting.letters) == (True, [])
    client = signed_in(facilitator)
    assert "this PDF is deleted" in client.get(ready.get_absolute_url()).content.decode()
    pdf = reverse("reports:pack_pdf", args=[review.project.slug, ready.pk])
    assert client.get(pdf).status_code == 404
    page = client.get(reverse("reports:pack_list", args=[review.project.slug, review.pk]))
    assert "no more sheets can be counted" in page.content.decode()


# The pages


@pytest.fixture
def new(review) -> str:
    return reverse("reports:pack_create", args=[review.project.slug, review.pk])


@pytest.mark.pdf
def test_a_facilitator_prints_letters_watches_and_downloads(
    signed_in, facilitator, review, new, django_capture_on_commit_callbacks
):
    client = signed_in(facilitator)
    form = client.get(new).content.decode()
    assert "a letter and a sheet for each of the 2 people who get post" in form
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(new, {"kind": "post", "role": "participant", "send_back": "The box"})
    pack = Pack.objects.get()
    assert answer.url == pack.get_absolute_url()
    assert "We are making your PDF: waiting for its turn" in client.get(answer.url).content.decode()
    made(pack)
    part = tight(client.get(answer.url, headers={"HX-Request": "true"}).content.decode())
    assert part.startswith('<div data-announce="The PDF is ready.">')
    pdf = client.get(reverse("reports:pack_pdf", args=[review.project.slug, pack.pk]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"count": ""}, "Say how many sheets you want."),
        ({"count": "51"}, "Choose 50 at most."),
        ({"count": "41", "is_large_print": "on"}, "Choose 40 at most."),
        ({"send_back": " "}, "Say where the sheets come back to."),
        ({"kind": "birds"}, "Choose"),
    ],
)
def test_a_wrong_form_prints_nothing(signed_in, facilitator, new, changes, words):
    data = {"kind": "hand", "count": "3", "role": "participant", "send_back": "The box"}
    page = signed_in(facilitator).post(new, data | changes).content.decode()
    assert words in page
    assert not Pack.objects.exists()


def test_a_closed_review_prints_nothing(signed_in, facilitator, review, new):
    close_review(review, now=timezone.now())
    data = {"kind": "hand", "count": "3", "role": "participant", "send_back": "The box"}
    page = signed_in(facilitator).post(new, data).content.decode()
    assert "This review is closed." in page
    assert not Pack.objects.exists()


def test_what_was_printed_and_came_back_is_listed(signed_in, facilitator, review, today):
    pack = sheets(review, facilitator, today)
    number = pack.sheets.first().number
    send_sheet(review, number=number, ballot=Ballot(), on=today)
    page = signed_in(facilitator).get(
        reverse("reports:pack_list", args=[review.project.slug, review.pk])
    )
    said = tight(page.content.decode())
    assert "Sheets to hand out" in said
    assert "<dt>Sheets typed in</dt><dd>1</dd>" in said
    assert "Type in a sheet" in said
