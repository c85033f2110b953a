"""An empty people map to print: one page of A3, with the project and the day, for everybody in the project."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from reports import blank_map
from reports.pdf import LettersMissing
from tests.factories import DAY
from tests.pages import lacks
from tests.reports.conftest import text_of


@pytest.fixture
def address(project) -> str:
    return reverse("reports:blank_map", args=[project.slug])


@pytest.fixture
def no_pdf(monkeypatch):
    """Make a PDF of nothing, at once; return what would have been laid out."""
    written = []

    def render(html: str) -> tuple[bytes, int]:
        written.append(html)
        return b"%PDF of nothing", 1

    monkeypatch.setattr(blank_map, "render_pdf", render)
    return written


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["Waiting at night", "W" * 100, "in the waiting room " * 5])
def test_it_is_one_page_of_a3_across_with_the_project_and_the_day(project, tmp_path, name):
    project.name = name[:100]
    pdf = blank_map.print_blank_map(project, on=DAY)
    words = text_of(pdf, tmp_path)
    with pikepdf.open(BytesIO(pdf)) as read:
        (page,) = read.pages
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 1191, 842]
        assert bool(read.Root.MarkInfo.Marked)
    assert "A few" in words
    assert "two or more people are here" in words
    assert "The wider community" in words
    assert "".join(name[:12].split()) in "".join(words.split())


@pytest.mark.pdf
def test_a_name_that_cannot_be_printed_leaves_a_line_for_it(project, monkeypatch):
    monkeypatch.setattr(project, "name", "\U00014400")
    written = []
    real = blank_map.render_pdf

    def render(html: str) -> tuple[bytes, int]:
        written.append(html)
        if project.name in html:
            raise LettersMissing([project.name])
        return real(html)

    monkeypatch.setattr(blank_map, "render_pdf", render)
    assert blank_map.print_blank_map(project, on=DAY).startswith(b"%PDF")
    assert len(written) == 2
    assert lacks(written[1], project.name, but_has='class="line"')


def test_it_is_for_the_project_and_its_coordinators_and_the_public_never(
    client, project, amina, jo, coordinator, stranger, outsider, address, no_pdf
):
    assert client.get(address).status_code == 302
    for user in (stranger, outsider):
        client.force_login(user)
        assert client.get(address).status_code == 404
    assert no_pdf == []
    for user in (amina.user, jo.user, coordinator):
        client.force_login(user)
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert f'filename="empty-map-{project.slug}.pdf"' in answer.headers["Content-Disposition"]
    assert lacks(no_pdf[0], "Amina", but_has=project.name)


def test_where_no_pdf_can_be_made_the_page_says_so(
    signed_in, participant, project, address, monkeypatch
):
    def missing(html: str) -> None:
        raise OSError("cannot load library")

    monkeypatch.setattr(blank_map, "render_pdf", missing)
    answer = signed_in(participant).get(address, follow=True)
    assert answer.redirect_chain[0][0].endswith("/people/?show=picture")
    assert "PDFs can’t be made here at the moment." in answer.text
