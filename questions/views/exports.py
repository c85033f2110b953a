"""What can be read of questions and of what people said, as files to download."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from core.access import access, require
from core.dates import iso_day
from core.tables import as_file, csv_parts, json_parts
from projects.access import MEMBERS
from projects.getters import get_project_or_404
from projects.models import Project
from questions import permissions
from questions.changed import table_of_changes
from questions.exports import (
    contributions_in_files,
    questions_in_files,
    table_of_contributions,
    table_of_questions,
)


@access(*MEMBERS)
def changed_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give whose words changed what as a table for a spreadsheet program."""
    return _table(request, slug, table_of_changes, "whose-words-changed-what")


@access(*MEMBERS)
def questions_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give all questions as a table."""
    return _table(request, slug, table_of_questions, "questions")


@access(*MEMBERS)
def contributions_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give all that people said as a table, with the newest answer to each."""
    return _table(request, slug, table_of_contributions, "what-people-said")


@access(*MEMBERS)
def contributions_data(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give questions and all that people said, with every wording, answer and reply, for other programs."""
    project = _readable(request, slug)
    about = {
        "project": project.name,
        "made_on": iso_day(timezone.now()),
        "addresses_begin_with": _site(request),
    }
    lists = {
        "questions": questions_in_files(project),
        "contributions": contributions_in_files(project),
    }
    return as_file(json_parts(about, lists), name=f"{project.slug}-what-people-said.json")


def _readable(request: HttpRequest, slug: str) -> Project:
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    return project


def _table(
    request: HttpRequest, slug: str, rows: Callable[..., Iterator[list[Any]]], name: str
) -> HttpResponseBase:
    project = _readable(request, slug)
    parts = csv_parts(rows(project, address=_site(request)))
    return as_file(parts, name=f"{project.slug}-{name}.csv")


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
