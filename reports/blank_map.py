"""An empty people map on paper, A3, for people who draw it together with sticky notes."""

from datetime import date

from django.template.loader import render_to_string

from participation.map_drawn import RINGS, Rings, parts_of_community
from participation.map_picture import lay_out
from projects.models import Project
from reports.pdf import LettersMissing, render_pdf
from reports.short import ONE_AT_A_TIME, SECONDS

#: The rings on paper: who is not asked to take part gets no note.
ON_PAPER = ("more", "one", "nobody")
#: So many groups can be written down beside the circle.
LINES = 9


class CannotPrint(Exception):  # noqa: N818 - it is what happened, not a fault of ours
    """This machine lacks what lays out the text of a PDF, or is at another one just now."""


def print_blank_map(project: Project, *, on: date) -> bytes:
    """
    Return the PDF: one page, A3 across, with the project and the day.

    It is made at once, without a worker: nothing in it grows with the project. Where no font here has the letters of
    the project's name, a line is left free for it.

    :raises CannotPrint: when no PDF can be made here.
    """
    if not ONE_AT_A_TIME.acquire(timeout=SECONDS):
        raise CannotPrint
    try:
        try:
            return render_pdf(_write(project, on=on, name=project.name))[0]
        except LettersMissing:
            return render_pdf(_write(project, on=on, name=""))[0]
    except OSError as error:
        raise CannotPrint from error
    finally:
        ONE_AT_A_TIME.release()


def _write(project: Project, *, on: date, name: str) -> str:
    """Return the HTML document."""
    parts = parts_of_community()
    context = {
        "project": project,
        "name": name,
        "today": on,
        "parts": [(letter, words) for letter, _key, words in parts],
        "rings": [str(RINGS[Rings.HERE][key]) for key in ON_PAPER],
        "layout": lay_out((), slices=len(parts), rings=len(ON_PAPER)),
        "lines": range(LINES),
    }
    return render_to_string("reports/blank_map_document.html", context)
