"""What happened with questions, for timelines and homes."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.offers import Happening, short
from questions.models import QuestionTurn

_WHAT = QuestionTurn.What


def _rows(projects: list[int]) -> QuerySet[Any]:
    """Return the turns that are told: that a question was put off ideas again is seen on its page alone."""
    turns = QuestionTurn.objects.exclude(what=_WHAT.NOT_READY)
    return turns.filter(question__project__in=projects).select_related(
        "question__project", "wording", "by"
    )


def _tell(row: QuestionTurn) -> dict[str, Any]:
    words = {
        _WHAT.ASKED: _("A new question: “%(words)s”"),
        _WHAT.REWORDED: _("We ask a question another way: “%(words)s”"),
        _WHAT.READY: _("We are ready for ideas: “%(words)s”"),
        _WHAT.SETTLED: _("A question is settled: “%(words)s”"),
        _WHAT.PUT_DOWN: _("A question is put down: “%(words)s”"),
        _WHAT.OPENED: _("A question is open again: “%(words)s”"),
    }[_WHAT(row.what)]
    asked = row.wording.words if row.wording else row.question.words
    by = _("Asked by %(name)s.") % {"name": row.by} if row.what == _WHAT.ASKED and row.by else ""
    return {
        "project": row.question.project,
        "kind": _("question"),
        "title": words % {"words": short(asked)},
        "url": row.question.get_absolute_url(),
        "text": by or short(row.why),
        "look": "past" if row.what == _WHAT.PUT_DOWN else "",
    }


HAPPENINGS = (
    # Today has no query left for it; the place Questions is one click away.
    Happening(_rows, "at", _tell, order=15, is_news=False),
)
