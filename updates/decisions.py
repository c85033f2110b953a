"""The decisions that news names: what, why, and what became of them since."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from decisions.models import Decision, DecisionVersion
from updates.models import Update


@dataclass(frozen=True)
class Named:
    """A decision as news tells it. ``since``: a sentence when it does not count any more, else empty."""

    number: int
    what: str
    why: str
    since: str
    path: str

    @property
    def url(self) -> str:
        """The whole address, for emails."""
        return f"{settings.SITE_URL}{self.path}"


def named_decisions(update: Update) -> list[Named]:
    """Return the decisions that news names, by number; no query after ``with_decisions``."""
    rows = sorted(update.decisions.all(), key=lambda decision: decision.number)
    return [_named(decision, update) for decision in rows if decision.current]


def _named(decision: Decision, update: Update) -> Named:
    decision.project = update.project
    version = decision.newest
    path = decision.get_absolute_url()
    return Named(decision.number, version.headline, version.why, _since(version), path)


def _since(version: DecisionVersion) -> str:
    if version.state == DecisionVersion.State.WITHDRAWN:
        words = _("This decision was withdrawn. The reason: %(why)s")
        return words % {"why": version.change_why}
    if version.superseded_by and version.superseded_by.current:
        words = _("This decision was replaced by decision %(number)s: %(what)s")
        newer = version.superseded_by
        return words % {"number": newer.number, "what": newer.newest.headline}
    return ""


def decisions_in_words(update: Update) -> list[str]:
    """Return the decisions that news names as paragraphs of plain text; none when it names none."""
    named = named_decisions(update)
    told = [_("What we decided, and why") + ":"] if named else []
    for one in named:
        parts = [f"{one.number}. {one.what}", _("Why: %(why)s") % {"why": one.why}]
        told.append("\n".join([*parts, one.since] if one.since else parts))
    return told
