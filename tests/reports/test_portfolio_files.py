"""All projects of an organisation as files: what the page says, for its coordinators and nobody else."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from reports import portfolio_files
from reports.portfolio_files import PROJECTS_A_PDF, print_portfolio
from tests import factories
from tests.factories import DAY
from tests.pages import lacks
from tests.reports.conftest import text_of


@pytest.fixture
def no_pdf(monkeypatch):
    """Make a PDF of nothing, at once; return what would have been laid out."""
    written = []

    def make(html: str) -> tuple[bytes, str]:
        written.append(html)
        return b"%PDF of nothing", ""

    monkeypatch.setattr(portfolio_files, "make_short_pdf", make)
    return written


def urls_of(project) -> dict[str, str]:
    slug = project.organisation.slug
    return {
        "page": reverse("reports:portfolio", args=[slug]),
        "table": reverse("reports:portfolio_table", args=[slug]),
        "pdf": reverse("reports:portfolio_pdf", args=[slug]),
    }


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer) if answer.streaming else answer.content
    return list(csv.DictReader(StringIO(text.decode("utf-8-sig"))))


@pytest.fixture
def count():
    return lambda: CaptureQueriesContext(connection)


def asked_by(client, address: str, count) -> int:
    """Return how many queries a file takes, read to its end."""
    with count() as queries:
        answer = client.get(address)
        assert b"".join(answer)
    return len(queries)


def test_files_are_for_coordinators_of_this_organisation_only(
    client, project, twin, amina, jo, coordinator, stranger, outsider, no_pdf
):
    urls = urls_of(project)
    for kind in ("table", "pdf"):
        assert client.get(urls[kind]).status_code == 302
    for user in (amina.user, jo.user, stranger, outsider):
        client.force_login(user)
        for kind in ("table", "pdf"):
            assert client.get(urls[kind]).status_code == 404
    assert no_pdf == []
    client.force_login(coordinator)
    assert {row["Project"] for row in rows_of(client.get(urls["table"]))} == {project.name}
    assert client.get(urls["pdf"]).headers["Content-Type"] == "application/pdf"
    other = factories.ProjectFactory()
    for kind in ("table", "pdf"):
        assert client.get(urls_of(other)[kind]).status_code == 404


def test_the_files_say_what_the_page_says(
    signed_in, coordinator, project, jo, amina, no_pdf, tmp_path
):
    today = timezone.localdate()
    factories.a_decision(project, jo, decided_on=today)
    factories.UnsettledFactory(project=project, look_again_on=today - timedelta(days=40))
    factories.a_ready_report(project)
    client, urls = signed_in(coordinator), urls_of(project)
    page = client.get(urls["page"]).content.decode()
    shown = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page)
    signs = re.findall(r"#[a-z.-]+\">(.*?)</a>", page[page.index("Needs attention") :])
    assert shown
    assert signs

    (row,) = rows_of(client.get(urls["table"]))
    assert [(words, row[words] or "None yet") for words, _figure in shown] == shown
    assert row["Needs attention"].split("; ")[-len(signs) :] == signs
    assert row["As of"] == today.isoformat()
    assert row["Last report"]

    client.get(urls["pdf"])
    (html,) = no_pdf
    assert re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>', html)[: len(shown)] == shown
    assert re.findall(r"<li>(.*?)</li>", html)[-len(signs) :] == signs
    assert f"made on {long_date(today)}" in html
    assert f"For the coordinators of {project.organisation.name}" in html


def test_no_name_of_a_project_is_run_as_a_formula(signed_in, coordinator, project):
    project.name = '=HYPERLINK("x")'
    project.save()
    (row,) = rows_of(signed_in(coordinator).get(urls_of(project)["table"]))
    assert row["Project"] == '\'=HYPERLINK("x")'


def test_all_projects_are_in_the_files_at_the_same_number_of_queries(
    signed_in, coordinator, project, count, no_pdf
):
    client, urls = signed_in(coordinator), urls_of(project)
    client.get(urls["page"])
    small = {kind: asked_by(client, urls[kind], count) for kind in ("table", "pdf")}
    factories.ProjectFactory.create_batch(PROJECTS_A_PDF, organisation=project.organisation)
    assert {kind: asked_by(client, urls[kind], count) for kind in small} == small
    assert max(small.values()) <= 12
    assert len(rows_of(client.get(urls["table"]))) == PROJECTS_A_PDF + 1
    second = f"{urls['pdf']}?part=2"
    answer = client.get(f"{second}&print=large")
    assert "-part-2-large-print.pdf" in answer.headers["Content-Disposition"]
    assert [html.count("<section>") for html in no_pdf[-2:]] == [PROJECTS_A_PDF, 1]
    assert second in client.get(urls["page"]).text
    for part in ("0", "3", "x", "\u00b2", ""):
        assert client.get(urls["pdf"], {"part": part}).status_code == 404


def test_where_no_pdf_can_be_made_the_page_says_so(signed_in, coordinator, project, monkeypatch):
    monkeypatch.setattr(portfolio_files, "make_short_pdf", lambda html: (b"", "Not just now."))
    client = signed_in(coordinator)
    answer = client.get(urls_of(project)["pdf"], follow=True)
    assert answer.redirect_chain == [(urls_of(project)["page"], 302)]
    assert "Not just now." in answer.text


def test_an_organisation_without_projects_offers_no_file(signed_in, coordinator, project):
    urls = urls_of(project)
    project.delete()
    client = signed_in(coordinator)
    assert lacks(client.get(urls["page"]), urls["table"], but_has="No projects yet")
    assert rows_of(client.get(urls["table"])) == []
    assert client.get(urls["pdf"]).status_code == 404


@pytest.mark.pdf
@pytest.mark.parametrize("is_large_print", [False, True])
def test_each_page_says_whose_it_is_and_no_project_is_lost(project, tmp_path, is_large_print):
    factories.ProjectFactory.create_batch(11, organisation=project.organisation)
    organisation = project.organisation
    pdf, refusal = print_portfolio(
        organisation, on=DAY, part=1, of=1, is_large_print=is_large_print
    )
    assert refusal == ""
    words = text_of(pdf, tmp_path)
    with pikepdf.open(BytesIO(pdf)) as read:
        pages = len(read.pages)
        assert bool(read.Root.MarkInfo.Marked)
    assert pages > 1
    # Once in the text, and at the foot of each page.
    foot = f"For the coordinators of {organisation.name}, made on {long_date(DAY)}"
    assert words.count(foot) == pages + 1
    assert words.count("Last report") == 12
