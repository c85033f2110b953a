"""Letters in envelopes with a window: what shows in it and what does not, which one was chosen, and large print."""

import re
import subprocess
from typing import Any

import pytest
from django.urls import reverse

from core.dates import long_date
from outbox.models import Channel, Delivery, Preference
from outbox.services import set_preference
from reports import letters, services
from reports.models import LetterPack
from tests.factories import NOW, DeliveryFactory, MemberFactory, MessageFactory, ReviewFactory
from tests.gathering import a_meeting
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db

#: What of the sheet is seen wherever it lies in its envelope, and what may be seen: left, top, right, bottom, in mm.
#: DL: windows of 35 mm by 90 mm (18 mm from the bottom) and of 45 mm by 90 mm (15 mm from the bottom), 20 mm from the
#: left of 110 mm by 220 mm, in which the folded sheet of 99 mm by 210 mm moves.
SEEN = {"dl": (20, 57, 100, 81), "c4": (20, 53, 91, 81)}
MAY_BE_SEEN = {"dl": (10, 39, 110, 95), "c4": (1, 36, 110, 99)}
POINTS = 72 / 25.4


@pytest.fixture
def dorota(project):
    """Somebody who gets a letter."""
    return somebody(project, "Dorota", "\n".join(f"Line{n}" for n in range(1, 5)))


@pytest.fixture
def at(project):
    def address(name, *args):
        return reverse(f"reports:letter_pack_{name}", args=[project.slug, *args])

    return address


def somebody(project, name, where, **choice):
    member = MemberFactory(project=project, user=None, known_as=name)
    told = {"channel": Channel.POST, "postal_address": where, **choice}
    Preference.objects.create(member=member, **told)
    message = MessageFactory(project=project, subject="News")
    DeliveryFactory(message=message, member=member, channel=Channel.POST)
    return member


def made(project, by, **chosen) -> Any:
    pack = services.ask_for_letter_pack(project, by=by, now=NOW, **chosen)
    assert letters.render(pack, now=NOW)
    return LetterPack.objects.get(pk=pack.pk)


def words_of_page(pdf, folder, page=1) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return the words of a page, each with where it is: left, top, right, bottom, in millimetres."""
    (folder / "letters.pdf").write_bytes(pdf)
    number = str(page)
    command = ["pdftotext", "-bbox", "-f", number, "-l", number, str(folder / "letters.pdf"), "-"]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    pattern = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>'
    return [
        (one[4], tuple(float(edge) / POINTS for edge in one[:4]))  # type: ignore[misc]
        for one in re.findall(pattern, found)
    ]


def is_inside(box, frame) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def meets(box, frame) -> bool:
    return box[0] < frame[2] and box[2] > frame[0] and box[1] < frame[3] and box[3] > frame[1]


@pytest.mark.pdf
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("envelope", ["dl", "c4"])
@pytest.mark.parametrize("lines", [4, 5])
def test_the_address_shows_wherever_the_letter_lies_and_nothing_else_does(
    project, facilitator, tmp_path, envelope, large, lines
):
    project.name = (
        "The waiting room at night, with all who wait in it, all who work in it, and those at home"
    )
    project.help_name, project.help_phone = "Nora of the night desk", "01632 960 001"
    project.save()
    address = [f"Line{number}" for number in range(1, lines + 1)]
    somebody(project, "Dorota", "\n".join(address), is_large_print=large)
    pack = made(project, facilitator, envelope=envelope)
    words = words_of_page(pack.file.pdf, tmp_path)
    in_the_address = {"Dorota", *address}
    boxes = [box for word, box in words if word in in_the_address and box[3] - box[1] > 1]
    assert len(boxes) == lines + 1
    assert [box for box in boxes if not is_inside(box, SEEN[envelope])] == []
    others = [word for word, box in words if meets(box, MAY_BE_SEEN[envelope])]
    assert sorted(others) == sorted(in_the_address)


@pytest.mark.pdf
def test_a_taller_address_is_printed_to_its_last_line(project, facilitator, tmp_path):
    somebody(project, "Tall", "\n".join(f"Line{number}" for number in range(1, 13)))
    pack = made(project, facilitator)
    down = {word: box[1] for word, box in words_of_page(pack.file.pdf, tmp_path)}
    # What is cut would lie below the line that begins the letter.
    assert down["Line1"] < down["Line12"] < down["Dear"]


def test_whose_address_is_too_tall_for_a_window_is_named(
    project, facilitator, signed_in, at, dorota
):
    somebody(project, "Tall", "\n".join(f"Line{number}" for number in range(1, 8)))
    pack = made(project, facilitator)
    page = tight(signed_in(facilitator).get(at("detail", pack.pk)).text)
    assert "The window may not show all of these addresses." in page
    assert "<li>Tall</li>" in page
    assert lacks(page, "<li>Dorota</li>", but_has="2 letters are ready.")


def test_the_envelope_is_asked_and_the_last_choice_is_offered(
    project, facilitator, signed_in, at, dorota
):
    client = signed_in(facilitator)
    page = client.get(at("create"))
    assert page.context["form"]["envelope"].initial == "dl"
    client.post(at("create"), {"envelope": "c4"})
    pack = LetterPack.objects.get()
    assert (pack.envelope, pack.is_large_print) == ("c4", False)
    assert client.get(at("create")).context["form"]["envelope"].initial == "c4"
    assert letters.render(pack, now=NOW)
    page = tight(client.get(at("detail", pack.pk)).text)
    assert "For C4 envelopes with a window (229 × 324 mm): don’t fold the letters." in page


def test_another_envelope_is_asked_for_while_the_first_is_made(project, facilitator, dorota):
    ask = {"by": facilitator, "now": NOW}
    narrow = services.ask_for_letter_pack(project, **ask)
    large = services.ask_for_letter_pack(project, envelope="c4", **ask)
    assert narrow != large
    assert services.ask_for_letter_pack(project, envelope="c4", **ask) == large


def test_no_envelope_is_asked_again(signed_in, facilitator, at, dorota):
    page = signed_in(facilitator).post(at("create"), {"is_large_print": "1"})
    assert "Choose the envelope." in page.text
    assert LetterPack.objects.count() == 0


def test_who_asked_for_large_print_gets_it_and_nobody_else(project, facilitator, jo, dorota):
    somebody(project, "Gil", "1 Lamp Street", is_large_print=True)
    pack = services.ask_for_letter_pack(project, by=facilitator, now=NOW)
    found, _unprinted, _left = letters._letters(pack)
    assert [(one.card.member.known_as, one.is_large) for one in found] == [
        ("Dorota", False),
        ("Gil", True),
    ]
    assert letters.write(pack, found, on=NOW.date()).count("windowed dl large") == 1


def test_somebody_chooses_large_print_with_how_they_hear(project, facilitator, signed_in, dorota):
    client = signed_in(facilitator)
    where = reverse("outbox:member_preference", args=[project.slug, dorota.pk])
    typed = {"channel": "post", "rhythm": "at-once", "postal_address": "1 Lamp Street"}
    stood = client.get(where).context["form"]["stood"].value()
    client.post(where, {**typed, "is_large_print": "on", "stood": stood})
    assert Preference.objects.get(member=dorota).is_large_print
    # Other forms that keep how somebody hears leave it as it is.
    set_preference(dorota, channel="post", rhythm="at-once", postal_address="2 Lamp Street")
    assert Preference.objects.get(member=dorota).is_large_print


@pytest.mark.pdf
def test_a_letter_that_asks_ends_with_a_sheet_to_answer_on(project, facilitator, jo, tmp_path):
    gil = somebody(project, "Gil", "1 Lamp Street")
    nobody = somebody(project, "Zed", "2 Lamp Street")
    meeting = a_meeting(project, jo)
    Delivery.objects.filter(member=nobody, message__asks=True).delete()
    pack = made(project, facilitator, send_back="Jo Berry\nWard 4 office")
    assert pack.file.pages == 3
    said = " ".join(word for word, _box in words_of_page(pack.file.pdf, tmp_path, page=2))
    assert said.startswith("Your answers")
    assert f"Sheet {gil.pk}" in said
    assert "Can you come: yes; by phone or online" in said
    assert "Is there anything you want us to know, or want to ask?" in said
    assert f"Please let us have it by {long_date(meeting.on)}." in said
    assert "How to get it back to us: Jo Berry Ward 4 office" in said


def test_where_answers_come_back_to_is_offered_again(project, signed_in, facilitator, at, dorota):
    client = signed_in(facilitator)
    client.post(at("create"), {"envelope": "dl", "send_back": "The box in room 4"})
    assert client.get(at("create")).context["form"]["send_back"].initial == "The box in room 4"


def test_a_sheet_asks_nothing_of_a_review_that_would_name_who_answers(
    project, facilitator, dorota, jo
):
    ReviewFactory(project=project, now=NOW)
    pack = services.ask_for_letter_pack(project, by=facilitator, now=NOW)
    found, _unprinted, _left = letters._letters(pack)
    written = letters.write(pack, found, on=NOW.date())
    assert "Would you like us to post you the questions on paper? Yes or no." in written


@pytest.mark.pdf
def test_each_page_of_a_sheet_has_its_number(project, facilitator, jo, tmp_path):
    gil = somebody(project, "Gil", "1 Lamp Street", is_large_print=True)
    for number in range(4):
        a_meeting(project, jo, title=f"Meeting {number}")
    pack = made(project, facilitator)
    last = words_of_page(pack.file.pdf, tmp_path, page=pack.file.pages)
    before = words_of_page(pack.file.pdf, tmp_path, page=pack.file.pages - 1)
    for words in (last, before):
        said = " ".join(word for word, _box in words)
        assert said.endswith(f"Sheet {gil.pk}")
