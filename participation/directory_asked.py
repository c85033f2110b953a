"""What is asked of people about the directory: whether what they share is to stay; never a word of it."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from core.dates import long_date
from core.offers import Ask
from core.prepared import Hole
from participation.directory import path_of_directory
from participation.models import DirectoryEntry
from projects.models import Project


def facts_of_directory(here: OuterRef, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return on which day what the person shares is deleted, where they are to be asked whether it stays."""
    mine = DirectoryEntry.objects.current(on=on).filter(member__project=here, member__user=user)
    return {"directory_ends_on": Subquery(mine.filter(ask_on__lte=on).values("until")[:1])}


def asked_of_directory(about: dict[str, Any], project: Project) -> list[Ask]:
    """Ask somebody whether what they share stays; after the end of the project, too."""
    until = about["directory_ends_on"]
    if until is None:
        return []
    return [
        Ask(
            title=_("Do you want to stay in the directory?"),
            text=_("On %(day)s we delete how others can reach you, unless you keep it.")
            % {"day": long_date(until)},
            url=path_of_directory(project.slug),
            action=_("Say whether to keep it"),
            small=project.name,
            minutes=1,
        )
    ]
