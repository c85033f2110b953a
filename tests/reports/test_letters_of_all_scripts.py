"""Letters of all scripts in a PDF, printed or refused with words; and words that take more than a page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import page
import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from outbox.models import Channel, Preference
from projects.models import Project, Role
from reports import letters, packs, pdf, rendering, services
from reports.models import LetterPack, Pack, Report
from tests import factories
from tests.elements.conftest import decide
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.reports.conftest import made, text_of
from tests.reports.test_pages_of_the_pdf import FOOT

WORDS = {
    "Japanese": "日本語の会議",
    "Hindi": "हम मिलकर निर्णय लेते हैं",
    "Tamil": "நாங்கள் முடிவு செய்கிறோம்",
    "Chinese": "我们一起做决定",
    "Korean": "함께 결정합니다",
    "Amharic": "አብረን እንወስናለን",
    "Arabic": "نقرر معًا",
    "Hebrew": "מחליטים יחד",
    "Emoji": "👋🏽 👩🏽‍⚕️ 🇬🇧",
}
#: A reading program gets syllables of these with the order of their parts as drawn (docs/adr/0116).
DRAWN_IN_ANOTHER_ORDER = {"Hindi", "Tamil", "Arabic", "Hebrew"}
#: Fonts of a machine on which nobody has added any; it has to be said before a process first looks for fonts.
FEW = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{}</cachedir></fontconfig>"""
TRY = """
import json, sys, django
django.setup()
from core import fonts
from reports import pdf, rendering
try:
    pdf.render_pdf(sys.argv[1])
except pdf.LettersMissing as error:
    print(json.dumps(error.letters), rendering.tell_missing(error.letters), fonts.without_font(sys.argv[1]))
else:
    print("made")
"""


def document(words: str) -> str:
    return (
        f'<html lang="en"><head><title>x</title></head><body><h1>x</h1><p>{words}</p></body></html>'
    )


def try_with_few_fonts(words: str, folder: Path) -> str:
    """Return what comes of a document on a machine that has hardly any fonts."""
    few = folder / "fonts.conf"
    few.write_text(FEW.format(folder / "cache"))
    environment = {**os.environ, "FONTCONFIG_FILE": str(few), "SECRET_KEY": "x" * 50}
    environment["DJANGO_SETTINGS_MODULE"] = "coproduce.settings"
    done = subprocess.run(
        [sys.executable, "-c", TRY, document(words)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.pdf
def test_letters_of_all_scripts_and_emoji_are_printed_as_letters(tmp_path):
    made_of, pages = pdf.render_pdf(document("<br>".join(WORDS.values())))
    assert pages == 1
    text = text_of(made_of, tmp_path)
    for script in WORDS.keys() - DRAWN_IN_ANOTHER_ORDER:
        assert WORDS[script] in text, script
    found = page.validate_pdf_bytes(made_of, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []


@pytest.mark.pdf
def test_a_document_with_letters_that_no_font_has_is_refused_and_says_which(tmp_path):
    said = try_with_few_fonts("Zoë met 語 and እ", tmp_path)
    assert "語 እ\u2069 (Chinese or Japanese, Amharic or Tigrinya)" in said
    assert "fonts-noto-cjk and fonts-noto-core" in said
    # What fontconfig said beforehand is what the document lacked.
    assert said.rstrip().endswith("['語', 'እ']")


@pytest.mark.pdf
def test_emoji_without_a_font_and_what_is_no_letter_are_spelled(tmp_path):
    assert try_with_few_fonts("👩🏽‍⚕️ \ue000 x\u0378", tmp_path) == "made\n"


@pytest.mark.parametrize(
    ("typed", "missing", "spelled"),
    [
        ("日 👋🏽", ["👋"], "日 [waving hand sign]"),
        ("日 👋🏽", ["日"], "日 👋🏽"),
        ("x\u0378 👋", ["\u0378"], "x[?] 👋"),
    ],
)
def test_only_what_is_missing_is_spelled(typed, missing, spelled):
    assert pdf.spell(typed, missing) == spelled


def a_report(project: Project, by: User) -> Report:
    return services.ask_for_report(project, by=by, starts_on=DAY, ends_on=DAY, now=NOW)


def a_pack(project: Project, by: User) -> Pack:
    review = factories.ReviewFactory(project=project, closes_on=timezone.localdate())
    wanted = {"count": 2, "role": Role.PARTICIPANT, "send_back": "The box", "on": DAY}
    return services.ask_for_sheets(review, by=by, now=NOW, **wanted)


def a_letter_pack(project: Project, by: User) -> LetterPack:
    member = factories.MemberFactory(project=project, user=None)
    Preference.objects.create(member=member, channel=Channel.POST, postal_address="1 Mill Lane")
    message = factories.MessageFactory(project=project, subject="News")
    factories.DeliveryFactory(message=message, member=member, channel=Channel.POST)
    return services.ask_for_letter_pack(project, by=by, now=NOW)


def refuse(html: str) -> None:
    raise pdf.LettersMissing(["語", "እ"])


@pytest.mark.parametrize(
    ("ask", "render"),
    [
        (a_report, rendering.render),
        (a_pack, packs.render),
        (a_letter_pack, letters.render),
    ],
)
def test_no_pdf_with_missing_letters_is_ready_and_its_page_says_which(
    ask, render, project, signed_in, facilitator, monkeypatch
):
    job = ask(project, facilitator)
    monkeypatch.setattr("reports.rendering.render_pdf", refuse)
    assert render(job, now=NOW) is False
    job.refresh_from_db()
    assert (job.has_failed, job.is_ready) == (True, False)
    shown = tight(signed_in(facilitator).get(job.get_absolute_url()).content.decode())
    assert "語 እ\u2069 (Chinese or Japanese, Amharic or Tigrinya)" in shown
    assert "install fonts-noto-cjk and fonts-noto-core, and start Coproduce again" in shown
    assert "Try again" in shown


def test_the_page_that_asks_says_which_letters_cannot_be_printed(
    signed_in, facilitator, project, monkeypatch
):
    address = f"/projects/{project.slug}/run/reports/new/"
    client = signed_in(facilitator)
    assert lacks(client.get(address), "cannot be printed", but_has="Make the report")

    monkeypatch.setattr("core.fonts._is_printable", lambda char: char not in "のह")
    shown = tight(client.get(address).content.decode())
    assert "Some letters cannot be printed here yet</b><span>Japanese, Hindi</span>" in shown
    assert "they install fonts-noto-cjk and fonts-noto-core, and" in shown

    project.purpose = "橋の会"
    project.save()
    shown = tight(client.get(address).content.decode())
    assert "This project has letters that cannot be printed here yet" in shown
    assert "They are \u2068の\u2069 (Japanese)." in shown


@pytest.mark.pdf
def test_a_reason_longer_than_a_page_goes_on_over_the_next_with_nothing_cut(
    project, jo, report, tmp_path
):
    why = " ".join(f"reason{number}" for number in range(1000))
    project.start_reason = why.replace("reason", "start")
    project.save()
    decide(project, jo, what="Lights are dimmed", why=why)
    stored = made(report)
    assert len(why) > 9_000
    found = tmp_path / "words.html"
    (tmp_path / "report.pdf").write_bytes(stored.file.pdf)
    subprocess.run(["pdftotext", "-bbox", str(tmp_path / "report.pdf"), str(found)], check=True)
    seen: dict[str, int] = {}
    sheets = found.read_text(encoding="utf-8").split("<page ")[1:]
    for number, one in enumerate(sheets):
        lines: dict[tuple[float, float], str] = {}
        for left, right, end, word in re.findall(
            r'xMin="([\d.]+)"[^>]*xMax="([\d.]+)" yMax="([\d.]+)">((?:reason|start)\d+)', one
        ):
            assert float(end) < FOOT
            assert float(right) < 595 - 50
            assert lines.setdefault((float(left), float(end)), word) == word, (
                "two words on one place"
            )
            seen.setdefault(word, number)
    # The first page sums up, with the beginning of each.
    assert {f"reason{number}" for number in range(1000)} <= seen.keys()
    assert {f"start{number}" for number in range(1000)} <= seen.keys()
    assert len({seen[f"reason{number}"] for number in range(100, 1000)}) > 1
    # It begins below its heading, and does not leave it alone on a page.
    assert seen["reason60"] == max(n for n, one in enumerate(sheets) if ">Decisions<" in one)
