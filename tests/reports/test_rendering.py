"""A report as PDF and page: what it says, how it is tagged, and that it is made and kept once."""

import hashlib
import html as html_words
import re
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import page
import pikepdf
import pytest
from django.db import DatabaseError, transaction

from core.leases import LEASE
from decisions.services import Maker
from elements.framework import read_framework
from elements.services import close_review, record_lesson
from outbox.models import Channel, Preference
from reports import rendering, services, tasks
from reports.models import Report, ReportFile, Stage
from tests import factories
from tests.elements.conftest import ago, decide
from tests.elements.test_results_views import review_of
from tests.factories import DAY, NOW
from tests.pages import lacks
from tests.reports.conftest import QUARTER, made, text_of

SECOND = timedelta(seconds=1)
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7|add:7 }} "
    "عائشة 👩🏽‍⚕️ https://example.org/" + "longword" * 60
)


def problems(pdf: bytes) -> list[tuple[str, str]]:
    found = page.validate_pdf_bytes(bytes(pdf), profile=page.ValidationProfile.PDF_UA_1)
    return [(failure.rule_id, failure.message) for failure in found.failures]


def headings(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


def page_of(report: Report) -> str:
    """Return the page of a report, without laying out its PDF."""
    return rendering.render_page(report, now=NOW)


def words(html: str) -> str:
    return " ".join(html_words.unescape(re.sub(r"<[^>]+>", " ", html)).split())


def figures(pdf: pikepdf.Pdf) -> list[str]:
    """Return the words that stand for each picture."""
    found = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            walk(node.get("/K"))
        elif isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)

    walk(pdf.Root.StructTreeRoot.K)
    return found


@pytest.mark.pdf
def test_report_is_a_tagged_pdf_with_title_language_and_bookmarks(full_project, report):
    stored = made(report)
    assert problems(stored.file.pdf) == []
    with pikepdf.open(BytesIO(stored.file.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "en-gb"
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.docinfo["/Title"] == "Waiting at night: progress report"
        with pdf.open_outline() as outline:
            top = outline.root
            assert [entry.title for entry in top] == ["Waiting at night: progress report"]
            sections = [entry.title for entry in top[0].children]
        assert len(pdf.pages) == stored.file.pages
    assert sections == [
        "In short",
        "What is in this report",
        "What the project is for",
        "Who is involved, and who is missing",
        "The ten elements",
        "Decisions",
        "The plan",
        "What people were told",
        "How we looked at who is missing",
        "Our story in cycles",
        "About this report",
    ]


@pytest.mark.pdf
def test_report_tells_what_happened(full_project, report, tmp_path):
    stored = made(report)
    pdf, html = text_of(stored.file.pdf, tmp_path), words(stored.file.html)
    for said in (
        "Thursday 20 August 2026 to Thursday 19 November 2026",
        "on Thursday 19 November 2026, for Jo",
        "So that nobody waits at night without light, news or a warm drink.",
        "The ward could not wait any longer.",
        "1. Lights are dimmed from 11pm",
        "Two people had left before they were seen.",
        "Mr Hart (estates manager)",
        "The hour was wrong.",
        "A second screen",
        "We let each other finish.",
        "A way of working. 1 person agrees, 1 not yet, 1 concern is open.",
        "Where the drinks machine stands",
        "The porters are missing.",
        "She asks the others.",
        read_framework()["credit"],
    ):
        assert said in html
        assert said in pdf
    assert "Night porters" in pdf
    assert html.count("Not confirmed.") == 3
    assert "One gap was about somebody who was invited and did not come." in html


def test_headings_step_down_one_at_a_time(full_project, report):
    levels = headings(page_of(report))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.pdf
def test_contents_name_the_page_of_each_section(full_project, report, tmp_path):
    stored = made(report)
    contents = re.findall(r'<a href="#(\w+)">', stored.file.html)
    assert contents == re.findall(r'<section id="(\w+)"', stored.file.html)
    assert re.search(r"Decisions[ .]+\d", text_of(stored.file.pdf, tmp_path))


def test_private_things_are_not_in_a_report(full_project, report, amina):
    Preference.objects.create(
        member=amina, channel=Channel.POST, phone="01632 960 777", postal_address="7 Secret Street"
    )
    said = page_of(report)
    for private in ("PRIVATE", "01632 960 777", "Secret Street", "@example.org", "@"):
        assert lacks(said, private, but_has="Lights are dimmed from 11pm")


def test_report_for_a_coordinator_without_a_name_shows_no_address(project, coordinator):
    coordinator.name = ""
    coordinator.save()
    report = services.ask_for_report(project, by=coordinator, starts_on=DAY, ends_on=DAY, now=NOW)
    assert f"for a coordinator of {project.organisation.name}" in page_of(report)


@pytest.mark.pdf
def test_report_with_nothing_in_it_says_so(project, report):
    stored = made(report)
    assert problems(stored.file.pdf) == []
    said = words(stored.file.html)
    for nothing in (
        "No decision was made in this time.",
        "Nothing has a day yet.",
        "The people map is empty, so we can’t say yet who is missing.",
    ):
        assert nothing in said
    assert stored.file.pages <= 6


def test_what_lies_outside_the_period_is_left_out(full_project, jo, facilitator):
    report = services.ask_for_report(
        full_project, by=facilitator, starts_on=DAY - timedelta(days=3), ends_on=DAY, now=NOW
    )
    said = words(page_of(report))
    assert "No decision was made in this time." in said
    assert lacks(said, "Lights are dimmed", "Sent on", but_has="No decision was made in this time.")


def test_decision_stands_as_it_stood_at_the_end_of_the_period(full_project, facilitator):
    report = services.ask_for_report(
        full_project,
        by=facilitator,
        starts_on=DAY - timedelta(days=30),
        ends_on=DAY - timedelta(days=15),
        now=NOW,
    )
    said = words(page_of(report))
    assert "Lights are dimmed from 10pm" in said
    assert "Lights are dimmed from 11pm" not in said


@pytest.mark.pdf
def test_large_print_has_larger_letters(full_project, report, facilitator):
    large = services.ask_for_report(
        full_project,
        by=facilitator,
        starts_on=report.starts_on,
        ends_on=report.ends_on,
        is_large_print=True,
        now=NOW,
    )
    usual, large = made(report), made(large)
    assert problems(large.file.pdf) == []
    assert large.file.pages > usual.file.pages


@pytest.mark.pdf
def test_hostile_words_stay_words(project, jo, report, tmp_path, caplog):
    project.purpose = project.start_reason = HOSTILE
    project.summary = HOSTILE[:200]
    project.save()
    decide(
        project, jo, what=HOSTILE[:300], why=HOSTILE, makers=[Maker(name="<b>X</b>", as_what="<i>")]
    )
    factories.StepFactory(project=project, title=HOSTILE[:200])
    factories.GroupFactory(project=project, name=HOSTILE[:120])
    stored = made(report)
    assert problems(stored.file.pdf) == []
    assert lacks(stored.file.html, "<script", "<img", but_has="<section")
    links = re.findall(r'<a href="([^#][^"]*)"([^>]*)>', stored.file.html)
    # Addresses that somebody wrote can be followed, and nothing else leads out.
    assert {rel for _address, rel in links} == {' rel="nofollow ugc"'}
    assert {address.partition("/longword")[0] for address, _rel in links} == {"https://example.org"}
    text = text_of(stored.file.pdf, tmp_path)
    assert "<script>alert(1)</script>" in text
    assert "<b>X</b>" in text
    assert "{{ 7|add:7 }}" in text
    assert "👩🏽‍⚕️" in text
    assert [m for m in caplog.messages if "Failed to load" in m] == []


@pytest.mark.pdf
def test_two_hundred_decisions(project, jo, report):
    for number in range(200):
        decide(project, jo, what=f"Decision about lamp {number}")
    stored = made(report)
    assert stored.file.html.count('<div class="decision">') == 200
    assert problems(stored.file.pdf) == []


def test_stored_report_never_changes(full_project, report):
    stored = made(report)
    assert stored.file.sha256 == hashlib.sha256(stored.file.pdf).hexdigest()
    for change in (
        lambda: ReportFile.objects.update(html=""),
        lambda: ReportFile.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert services.render_report(stored, now=NOW + timedelta(days=1)) is False
    assert ReportFile.objects.get().html == stored.file.html


def test_asking_twice_at_once_makes_one_report(project, facilitator, report):
    again = services.ask_for_report(
        project, by=facilitator, starts_on=report.starts_on, ends_on=report.ends_on, now=NOW
    )
    assert again == report
    made(report)
    later = services.ask_for_report(
        project, by=facilitator, starts_on=report.starts_on, ends_on=report.ends_on, now=NOW
    )
    assert later != report


def test_a_worker_killed_half_way_leaves_it_to_the_next_one_who_makes_it_once(report):
    [held] = Report.objects.filter(pk=report.pk).claim(now=NOW)  # and it dies here
    assert services.render_report(report, now=NOW + LEASE / 2) is False
    assert services.render_report(report, now=NOW + LEASE + SECOND) is True
    late = rendering.LaidOut(b"late", 1, "late")
    assert rendering.store(held, late, now=NOW) is False
    assert ReportFile.objects.count() == 1


def test_a_report_that_kills_its_workers_is_given_up(report):
    now = NOW
    for _time in range(rendering.TRIES):
        assert list(Report.objects.filter(pk=report.pk).claim(now=now)) == [report]
        now += LEASE + SECOND
    assert services.render_report(report, now=now) is False
    report.refresh_from_db()
    assert (report.stage, report.last_error) == (
        Stage.FAILED,
        "The work was broken off several times.",
    )


@pytest.mark.pdf
def test_a_report_over_its_limit_fails_with_words_and_can_be_tried_again(
    full_project, report, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "SECONDS", 0.01)
        assert services.render_report(report, now=NOW) is False
    report.refresh_from_db()
    assert (report.stage, report.has_failed) == (Stage.FAILED, True)
    assert report.last_error == "It took too long. A shorter period may work."
    assert services.render_report(report, now=NOW) is False

    services.retry_report(report, now=NOW)
    assert made(report).stage == Stage.READY


def test_tick_wakes_a_worker_for_a_report_whose_wake_was_lost(
    report, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as wakes:
        tasks.render_due()
    assert len(wakes) == 1
    tasks.render_report(report_id=report.pk)
    with django_capture_on_commit_callbacks() as wakes:
        tasks.render_due()
    assert wakes == []
    assert ReportFile.objects.count() == 1


@pytest.mark.pdf
def test_report_tells_the_cycles_that_end_in_its_period(full_project, jo, report):
    for days, title in [(120, "Review of summer"), (30, "Review of autumn")]:
        review = factories.ReviewFactory(project=full_project, title=title, now=ago(days + 14))
        close_review(review, now=ago(days))
        record_lesson(
            full_project, by=jo, learned=f"Learned in {title}", source=review, now=ago(days)
        )
    stored = made(report)
    assert "up to “Review of autumn”" in stored.file.html
    assert "Learned in Review of autumn" in stored.file.html
    assert "up to “Review of summer”" not in stored.file.html
    assert "where we are now" in stored.file.html
    assert problems(stored.file.pdf) == []


@pytest.mark.pdf
def test_report_shows_what_people_said_beside_the_record_if_a_review_closed_in_its_time(
    project, facilitator, tmp_path
):
    factories.BoundaryFactory(project=project, what="No building work")
    review_of(
        project,
        facilitators=[3, 4, 4, 2, 3],
        participants=[1, 2, 2, 3, 2],
        day=DAY - timedelta(days=20),
    )
    report = services.ask_for_report(
        project, by=facilitator, starts_on=DAY - QUARTER, ends_on=DAY, now=NOW
    )
    done = made(report)
    pdf = bytes(done.file.pdf)

    assert problems(pdf) == []
    said = text_of(pdf, tmp_path)
    assert "Facilitators 4 of 5 said mostly or fully" in said
    assert "Participants 1 of 5 said mostly or fully" in said
    assert "Facilitators are more positive than participants." in said
    with pikepdf.open(BytesIO(pdf)) as opened:
        alt = figures(opened)
    assert "Participants: 1 not at all, 3 a little, 1 mostly, 0 fully, 0 couldn’t say." in alt


def test_report_without_a_review_in_its_time_has_nothing_of_what_people_said(full_project, report):
    close_review(factories.ReviewFactory(project=full_project, now=ago(400)), now=ago(390))
    said = page_of(report)
    assert lacks(said, 'class="bar"', but_has="No review closed in this time")
