"""Reads the directory: what members share with each other until a day, and what stands on a receipt of it."""

from datetime import date
from urllib.parse import urlencode

from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from core.pages import Page, page_by_key
from participation.models import DirectoryEntry, DirectoryEntryQuerySet
from projects.models import Member, Project

#: So many are printed at once.
MOST_PRINTED = 500
#: What the page of people is asked to show.
DIRECTORY = "directory"


def path_of_directory(slug: str) -> str:
    """Return where the directory of a project is."""
    people = reverse("participation:people", args=[slug])
    return f"{people}?{urlencode({'show': DIRECTORY})}"


def entries_of(project: Project, *, on: date) -> DirectoryEntryQuerySet:
    """Return what the members of a project share on a day, with whose it is."""
    rows: DirectoryEntryQuerySet = DirectoryEntry.objects.current(on=on)
    return rows.filter(member__project=project).select_related("member")


def list_entries(project: Project, *, on: date, after: str = "", before: str = "") -> Page:
    """Return a page of the entries, by name."""
    rows = entries_of(project, on=on).annotate(sort_name=Lower("member__known_as"))
    return page_by_key(rows, key=("sort_name", "pk"), after=after, before=before)


def entry_of(member: Member, *, on: date) -> DirectoryEntry | None:
    """Return what a member shares on a day, if anything."""
    return DirectoryEntry.objects.filter(member=member, until__gt=on).first()


def shared_lines(entry: DirectoryEntry | None) -> list[str]:
    """Return an entry as its receipt says it; nothing where its day has come."""
    if entry is None or entry.until <= timezone.localdate():
        return []
    return [*entry.ways, for_words(entry), until_words(entry)]


def for_words(entry: DirectoryEntry) -> str:
    """Say what an entry is for; it ends as whoever shares it ended their words."""
    return _("For: %(what)s") % {"what": entry.purpose}


def until_words(entry: DirectoryEntry) -> str:
    """Say when an entry is deleted."""
    day = {"day": long_date(entry.until)}
    if entry.ends_with_project:
        return _("Shared until a year after the project has ended; until %(day)s at most.") % day
    return _("Shared until %(day)s.") % day
