"""Pages leave compressed; what is compressed already does not; no two answers tell by their length what they hold."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client

from core.compression import CompressPages
from reports.models import Report, ReportFile, Stage
from tests import factories

PDF = b"%PDF three words " * 50
TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def taking_gzip(participant) -> Client:
    client = Client(headers=TAKES_GZIP)
    client.force_login(participant)
    return client


def test_a_page_leaves_compressed(taking_gzip, project):
    answer = taking_gzip.get(f"/projects/{project.slug}/")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    page = gzip.decompress(answer.content).decode()
    assert project.name in page
    assert len(answer.content) < len(page.encode()) / 2
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_a_browser_that_takes_none_gets_none(signed_in, participant, project):
    answer = signed_in(participant).get(f"/projects/{project.slug}/")
    assert answer.headers.get("Content-Encoding") is None
    assert project.name in answer.content.decode()


def test_the_length_of_the_same_page_is_not_always_the_same(rf):
    request = rf.get("/", headers=TAKES_GZIP)
    answer = CompressPages(lambda _request: HttpResponse("<p>It is cold at night.</p>" * 50))
    assert len({len(answer(request).content) for _time in range(12)}) > 1


def test_a_pdf_is_not_compressed_again(taking_gzip, project):
    report: Report = factories.ReportFactory(
        project=project, done_at=factories.NOW, stage=Stage.READY
    )
    ReportFile.objects.create(
        report=report, html="<p>", pdf=PDF, sha256="0" * 64, pages=1, created_at=factories.NOW
    )
    answer = taking_gzip.get(f"/projects/{project.slug}/run/reports/{report.pk}/pdf/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Content-Encoding" not in answer.headers


def test_a_static_file_is_left_to_whitenoise(client):
    answer = client.get("/static/css/base.css", headers=TAKES_GZIP)
    body = b"".join(answer)
    assert answer.status_code == 200
    assert (
        answer.headers.get("Content-Encoding") is None
    )  # compressed beside the file when it is collected, or not
    assert body.startswith(b"/*") or b"{" in body
