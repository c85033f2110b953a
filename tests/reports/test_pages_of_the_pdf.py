"""The pages of the PDF itself: how many there are, and how they are filled."""

import re
import subprocess
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from projects.models import Project
from reports import services
from reports.models import Report
from tests.factories import NOW
from tests.questions.rows import answered, contribution
from tests.reports.conftest import made

#: Below here is the foot of a page (A4 less the 20 mm of its margin, 841.9 - 56.7); above the middle, in points.
FOOT, MIDDLE = 785, 421
#: What is larger than the letters of a text, in points: the line of a heading.
HEADING = 15.5


def lines_of(pdf: bytes, folder: Path) -> list[list[tuple[float, float, str]]]:
    """Return for each page its lines above the foot, from top to bottom: where one ends, how high it is, its words."""
    path, found = folder / "pages.pdf", folder / "pages.html"
    path.write_bytes(pdf)
    subprocess.run(["pdftotext", "-bbox-layout", str(path), str(found)], check=True)
    line = re.compile(r'<line [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)">(.*?)</line>', re.DOTALL)
    pages = found.read_text(encoding="utf-8").split("<page ")[1:]
    return [
        sorted(
            (float(end), float(end) - float(top), " ".join(re.findall(r">([^<]+)</word>", words)))
            for top, end, words in line.findall(page)
            if float(end) < FOOT
        )
        for page in pages
    ]


def feet_of(pdf: bytes, folder: Path) -> list[str]:
    """Return the words at the foot of each page."""
    lines_of(pdf, folder)
    pages = (folder / "pages.html").read_text(encoding="utf-8").split("<page ")[1:]
    word = re.compile(r'<word [^>]*yMin="([\d.]+)"[^>]*>([^<]+)</word>')
    return [
        " ".join(words for top, words in word.findall(page) if float(top) >= FOOT) for page in pages
    ]


@pytest.mark.pdf
def test_a_project_of_one_day_makes_six_pages_at_most_each_says_whose_it_is(report, tmp_path):
    file = made(report).file
    assert file.pages <= 6
    feet = feet_of(bytes(file.pdf), tmp_path)
    assert len(feet) == file.pages
    assert all(report.project.organisation.name in words for words in feet[1:])


@pytest.mark.pdf
def test_what_people_said_takes_two_pages_at_most(project, jo, amina, facilitator, report):
    without, words = made(report).file.pages, "There is no bus at four in the morning. " * 30
    for number in range(20):
        answered(
            contribution(amina, words=words, may_be_public=True), by=jo, outcome="no", reason=words
        )
        said = contribution(amina, words=words, may_be_public=True)
        move = {"what": "planned", "title": words[:300], "address": f"/{number}/", "at": NOW}
        said.moves.create(**move)
        answered(contribution(amina, words=words, may_be_public=True), by=jo, reason=words)
    asked = services.ask_for_report(
        project, by=facilitator, starts_on=report.starts_on, ends_on=report.ends_on, now=NOW
    )
    assert made(asked).file.pages <= without + 2


@pytest.mark.pdf
def test_the_demo_makes_twenty_two_pages_at_most_each_of_them_full(db, tmp_path, settings):
    settings.DEMO = True
    call_command("demo", stdout=StringIO())
    project = Project.objects.get(slug="waiting-at-night")
    today = timezone.localdate()
    asked = services.ask_for_report(
        project,
        by=project.organisation.coordinators.first().user,
        starts_on=today - timedelta(days=91),
        ends_on=today,
        now=NOW,
    )
    services.render_report(asked, now=timezone.now() + timedelta(seconds=1))
    stored = Report.objects.select_related("file").get(pk=asked.pk)
    assert stored.file.pages <= 22
    pages = lines_of(bytes(stored.file.pdf), tmp_path)
    assert len(pages) == stored.file.pages
    assert "What comes next" in [words for _end, _height, words in pages[0]]
    assert "What is in this report" in [words for _end, _height, words in pages[1]]
    for number, lines in enumerate(pages[:-1], start=1):
        end, height, words = lines[-1]
        assert end > MIDDLE, f"page {number} is half empty"
        assert height < HEADING, f"page {number} ends with a heading: {words}"
