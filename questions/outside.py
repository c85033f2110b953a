"""What of people's words everybody may read: those to which they said yes, and whose they are where they said so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.dates import long_date
from projects.models import Project
from questions.getters import with_all_that_is_named
from questions.life import moved_words
from questions.models import Contribution, ContributionAnswer

_OUTCOME = ContributionAnswer.Outcome


@dataclass(frozen=True)
class SaidOutside:
    """
    What somebody said, for everybody. ``became`` tells in a sentence what came of it and names nobody; ``address``
    leads to that within the project, so that a page can tell whether everybody may read it, too.

    The kinds of experience and the groups are left out: what somebody says of themselves next year would be in the open
    with what they said today. A report has them as they were when it was made.
    """

    words: str
    said_at: datetime
    name: str
    became: str
    address: str


def said_outside(project: Project) -> QuerySet[Contribution]:
    """Return what stands on the public page, with all that :func:`read_outside` shows of it."""
    return with_all_that_is_named(project.contributions.public())


def public_words(project: Project) -> list[str]:
    """Return what people said that the public page shows."""
    return list(project.contributions.public().values_list("words", flat=True))


def read_outside(said: Any) -> SaidOutside:
    """
    Return what everybody reads of something that was said.

    :param said: with ``furthest``, see :func:`questions.getters.with_all_that_is_named`.
    """
    return SaidOutside(
        words=said.words,
        said_at=said.said_at,
        name=_name(said) if said.name_may_be_public else "",
        became=_became(said),
        address=said.furthest["address"] if said.furthest else "",
    )


def _name(said: Any) -> str:
    """Return the name; of somebody from outside, who may call themselves what they like, it says so."""
    if said.is_from_community:
        return _("%(name)s, from the community") % {"name": said.author}
    return str(said.author)


def _became(said: Any) -> str:
    """Say what became of it, without the answer's reason: nobody was asked whether that may be read outside."""
    if said.furthest:
        return moved_words(said.furthest["what"])
    if said.answer is None:
        return _("An answer is promised by %(day)s.") % {"day": long_date(said.answer_by)}
    words = {
        _OUTCOME.TAKEN_ON: _("We take it on."),
        _OUTCOME.PARTLY: _("We take on a part of it."),
        _OUTCOME.NOT_NOW: _("Not now."),
        _OUTCOME.NO: _("We said no, with a reason."),
        _OUTCOME.ALREADY: _("It is already like that."),
        _OUTCOME.PASSED_ON: _("We have passed it on."),
    }[_OUTCOME(said.answer.outcome)]
    if not said.answer.until:
        return words
    again = _("We look at it again on %(day)s.") % {"day": long_date(said.answer.until)}
    return f"{words} {again}"
