"""What members and facilitators are asked about needs, returns, thanks, the directory, private words and themselves."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef

from core.offers import Ask
from core.prepared import Hole
from participation.about_us_asked import asked_of_about_us, facts_of_about_us
from participation.directory_asked import asked_of_directory, facts_of_directory
from participation.joining_asked import asked_to_answer_joining, facts_of_joining
from participation.needs_asked import asked_of_needs, asked_to_arrange, facts_of_needs
from participation.returns_asked import asked_of_returns, asked_to_give, facts_of_returns
from participation.thanks_asked import asked_of_thanks, facts_of_thanks
from participation.words_asked import asked_of_words, asked_to_read, facts_of_words
from projects.models import Project


def facts_of_asks(here: OuterRef, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return what has to be known of a project for :func:`ask_member` and :func:`ask_facilitator`."""
    return {
        **facts_of_needs(here, user, on),
        **facts_of_returns(here, user, on),
        **facts_of_thanks(here, user),
        **facts_of_directory(here, user, on),
        **facts_of_words(here, user),
        **facts_of_about_us(here, user),
        **facts_of_joining(here),
    }


def ask_member(about: dict[str, Any], project: Project, *, now: datetime) -> list[Ask]:
    """Ask somebody about their own needs, returns, thanks, entry, private words, and who they are."""
    return [
        *asked_of_needs(about, project, now=now),
        *asked_of_returns(about, project, now=now),
        *asked_of_thanks(about, project),
        *asked_of_directory(about, project),
        *asked_of_words(about, project),
        *asked_of_about_us(about, project),
    ]


def ask_facilitator(about: dict[str, Any], project: Project) -> list[Ask]:
    """Ask whoever runs the project about what others need, were promised and wrote to them."""
    return [
        *asked_to_arrange(about, project),
        *asked_to_give(about, project),
        *asked_to_read(about, project),
        *asked_to_answer_joining(about, project),
    ]
