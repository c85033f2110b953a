"""The pages of reports, through the front door."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from plan.models import ReadinessCheck
from reports.models import Report
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import tight

PARTS = {"HX-Request": "true"}


@pytest.fixture
def base(project) -> str:
    return f"/projects/{project.slug}/run/reports/"


@pytest.fixture
def ready(project) -> Report:
    return factories.a_ready_report(project)


@pytest.fixture
def waiting(project) -> Report:
    return factories.ReportFactory(project=project)


def ask(client, base, **changes):
    today = timezone.localdate()
    fields = {"starts_on": today - timedelta(days=30), "ends_on": today, **changes}
    return client.post(f"{base}new/", fields)


def test_facilitator_asks_for_a_report_and_watches_it_come(
    signed_in, facilitator, project, base, django_capture_on_commit_callbacks
):
    client = signed_in(facilitator)
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client, base)
    report = Report.objects.get()
    assert answer.headers["Location"] == f"{base}{report.pk}/"
    assert (report.project, report.asked_by, report.is_large_print) == (project, facilitator, False)

    page = client.get(f"{base}{report.pk}/").content.decode()
    assert "We are making your report: waiting for its turn" in page
    assert f'hx-get="{base}{report.pk}/" hx-trigger="every 2s"' in page
    assert f'<a href="{base}{report.pk}/">Look again</a>' in page


def test_asking_twice_leads_to_the_same_report(signed_in, coordinator, base):
    client = signed_in(coordinator)
    first, second = ask(client, base), ask(client, base)
    assert first.headers["Location"] == second.headers["Location"]
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": "", "ends_on": ""}, "Give a date."),
        ({"starts_on": "soon"}, "Write the date as day, month and year"),
        (
            {"starts_on": "2026-03-02", "ends_on": "2026-03-01"},
            "The period ends on or after the day",
        ),
        ({"ends_on": "2050-01-01"}, "Choose today or a day before."),
    ],
)
def test_a_wrong_period_is_said_in_plain_words(signed_in, facilitator, base, changes, said):
    answer = ask(signed_in(facilitator), base, **changes)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert Report.objects.count() == 0


def test_htmx_gets_the_middle_of_the_page(signed_in, facilitator, base, waiting):
    client = signed_in(facilitator)
    part = client.get(f"{base}{waiting.pk}/", headers=PARTS).content.decode()
    assert "<html" not in part
    assert tight(part).startswith('<div class="progress"')
    whole = client.get(
        f"{base}{waiting.pk}/", headers={**PARTS, "HX-History-Restore-Request": "true"}
    )
    assert "<html" in whole.content.decode()


def test_when_it_is_ready_the_part_stops_asking(signed_in, facilitator, base, ready):
    part = signed_in(facilitator).get(f"{base}{ready.pk}/", headers=PARTS).content.decode()
    assert "hx-get" not in part
    assert 'data-announce="The report is ready."' in part
    assert ready.file.sha256 in part


def test_pdf_is_downloaded_under_a_good_name_and_kept_nowhere(signed_in, participant, base, ready):
    answer = signed_in(participant).get(f"{base}{ready.pk}/pdf/")
    assert answer.content == b"%PDF three words"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="waiting-at-night-2026-08-20-to-2026-11-19.pdf"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_page_of_a_report_is_the_page_that_was_kept(signed_in, participant, project, base, ready):
    project.name = "Another name"
    project.save()
    answer = signed_in(participant).get(f"{base}{ready.pk}/read/")
    assert '<article class="report"><h1>Three words here</h1></article>' in answer.content.decode()


def test_participant_sees_what_is_ready_and_nothing_else(
    signed_in, participant, base, ready, waiting
):
    client = signed_in(participant)
    page = client.get(base).content.decode()
    assert f"{base}{ready.pk}/" in page
    assert f"{base}{waiting.pk}/" not in page
    assert "Ask for a report" not in page
    assert client.get(f"{base}{waiting.pk}/").status_code == 403
    assert client.get(f"{base}{waiting.pk}/pdf/").status_code == 404
    assert ask(client, base).status_code == 403


def test_report_of_another_project_is_not_there(signed_in, outsider, twin, ready):
    client = signed_in(outsider)
    for last in ("", "pdf/", "read/", "try-again/"):
        assert client.get(f"/projects/{twin.slug}/run/reports/{ready.pk}/{last}").status_code == 404


def test_a_report_that_failed_says_why_and_is_tried_again_by_a_button(
    signed_in, facilitator, base, waiting
):
    waiting.fail(now=NOW, error="It took too long.")
    client = signed_in(facilitator)
    assert "It took too long." in client.get(f"{base}{waiting.pk}/").content.decode()
    client.get(f"{base}{waiting.pk}/try-again/")
    assert Report.objects.get().has_failed
    client.post(f"{base}{waiting.pk}/try-again/")
    assert not Report.objects.get().has_failed


def test_a_report_that_is_ready_is_not_tried_again(signed_in, facilitator, base, ready):
    signed_in(facilitator).post(f"{base}{ready.pk}/try-again/")
    assert Report.objects.get().is_ready


def queries_for(client, address: str, count) -> int:
    with count() as queries:
        assert client.get(address).status_code == 200
    texts = [query["sql"] for query in queries]
    assert max(texts.count(text) for text in texts) <= 2
    return len(texts)


@pytest.fixture
def count():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_list_takes_as_many_queries_for_3_as_for_30(signed_in, facilitator, project, base, count):
    client = signed_in(facilitator)
    for _n in range(3):
        factories.a_ready_report(project)
    client.get(base)
    small = queries_for(client, base, count)
    for _n in range(27):
        factories.a_ready_report(project)
    assert queries_for(client, base, count) == small <= 12
    page = client.get(base).content.decode()
    assert len(re.findall(r'class="tag full">Ready<', page)) == 25


def test_portfolio_shows_each_project_with_what_needs_attention(
    signed_in, coordinator, project, twin
):
    today = timezone.localdate()
    for kind in ReadinessCheck.Kind:
        factories.ReadinessCheckFactory(
            project=project, kind=kind, is_confirmed=True, confirmed_on=today
        )
    factories.UnsettledFactory(project=project, look_again_on=today - timedelta(days=1))
    factories.ParticipationReviewFactory(project=project, finish_by=today - timedelta(days=1))
    factories.UpdateFactory(project=project, sent_at=NOW, more_on=today + timedelta(days=9))
    report = factories.a_ready_report(project)
    page = (
        signed_in(coordinator).get(f"/organisations/{project.organisation.slug}/").content.decode()
    )
    part = page[page.index("Needs attention") : page.index("<footer")]
    assert re.findall(r"#([a-z.-]+)\">", part) == [
        "inclusive.reviews",
        "open.uncertainty",
    ]
    assert f"/projects/{project.slug}/run/reports/{report.pk}/pdf/" in page
    assert f"/projects/{project.slug}/run/reports/new/" in page
    assert twin.slug not in page


def test_portfolio_counts_what_is_in_each_project(signed_in, coordinator, project, jo, amina):
    today = timezone.localdate()
    factories.MemberFactory(project=project, joined_at=None)
    factories.a_decision(project, jo, decided_on=today)
    factories.a_decision(project, jo, decided_on=today - timedelta(days=91))
    page = (
        signed_in(coordinator).get(f"/organisations/{project.organisation.slug}/").content.decode()
    )
    assert re.findall(r"<dd>(\d+)</dd>", page) == ["2", "1", "0"]


def test_portfolio_agrees_with_the_elements_page(signed_in, coordinator, project, jo):
    """The two ask the same rules: one for all projects, one for this."""
    from elements.records import RECORDS
    from elements.records.evidence import Evidence
    from elements.records.record import RecordState
    from reports.portfolio import signs

    today = timezone.localdate()
    long_ago = today - timedelta(days=40)
    factories.UnsettledFactory(project=project, look_again_on=long_ago)
    factories.ParticipationReviewFactory(project=project, finish_by=long_ago)
    factories.UpdateFactory(project=project, sent_at=NOW, more_on=long_ago)
    factories.StepFactory(project=project, due_on=long_ago)
    factories.ReadinessCheckFactory(project=project)
    factories.a_decision(
        project, jo, decided_on=long_ago - timedelta(days=9), look_again_on=long_ago
    )
    page = (
        signed_in(coordinator).get(f"/organisations/{project.organisation.slug}/").content.decode()
    )
    part = page[page.index("Needs attention") : page.index("<footer")]
    shown = re.findall(r"#([a-z.-]+)\">", part)
    assert shown == [sign.key for sign in signs()]
    for key in shown:
        assert RECORDS[key](Evidence(project, today)).state == RecordState.NEEDS_ATTENTION


def test_portfolio_takes_as_many_queries_for_1_as_for_100_projects(
    signed_in, coordinator, project, count
):
    client = signed_in(coordinator)
    address = f"/organisations/{project.organisation.slug}/"
    client.get(address)
    small = queries_for(client, address, count)
    factories.ProjectFactory.create_batch(99, organisation=project.organisation)
    assert queries_for(client, address, count) == small <= 12
    page = client.get(address).content.decode()
    assert page.count('class="numbers"') == 12
    assert 'rel="next"' in page


def test_filename_says_large_print(project):
    report = factories.ReportFactory(project=project, is_large_print=True, starts_on=DAY)
    assert report.filename == "waiting-at-night-2026-11-19-to-2026-11-19-large-print.pdf"


def test_who_asked_for_many_reports_reads_when_they_can_ask_for_more(
    signed_in, facilitator, project, base, monkeypatch
):
    monkeypatch.setattr("reports.services.ON_THEIR_WAY", 2)
    client, today = signed_in(facilitator), timezone.localdate()
    for days in (1, 2):
        ask(client, base, starts_on=today - timedelta(days=days))
    third = today - timedelta(days=3)
    page = ask(client, base, starts_on=third).content.decode()
    assert (
        "2 reports that you asked for are being made. When one is ready, ask for the next." in page
    )
    assert f'value="{third}"' in page
    assert Report.objects.count() == 2


def test_what_failed_is_not_tried_again_while_many_are_on_their_way(
    signed_in, facilitator, project, base, monkeypatch
):
    monkeypatch.setattr("reports.services.ON_THEIR_WAY", 1)
    client, today = signed_in(facilitator), timezone.localdate()
    ask(client, base)
    report = Report.objects.get()
    report.fail(now=NOW, error="It took too long.")
    ask(client, base, starts_on=today)
    page = client.post(f"{base}{report.pk}/try-again/", follow=True).content.decode()
    assert "1 reports that you asked for are being made." in page
    assert Report.objects.get(pk=report.pk).has_failed
