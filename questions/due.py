"""What is to be answered by a day, and what comes back on one: whoever is to do it is reminded in one email a day."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from outbox.due import Due
from projects.models import Project
from projects.models.members import takes_part
from questions.models import Contribution

#: Somebody said that they will answer, and still runs the project.
_HAS_SOMEBODY = takes_part("read_by") & Q(read_by__role="facilitator")


def _to_answer() -> QuerySet[Contribution]:
    rows = Contribution.objects.open().not_looked_at()
    return rows.filter(project__state=Project.State.RUNNING).select_related("project", "member")


def _by_somebody() -> QuerySet[Contribution]:
    return _to_answer().filter(_HAS_SOMEBODY)


def _by_anybody() -> QuerySet[Contribution]:
    return _to_answer().exclude(pk__in=_by_somebody().values("pk"))


def _coming_back() -> QuerySet[Contribution]:
    """Return what is put off or passed on until a day (``put_off_until``), with who looks at it then (``looks_id``)."""
    rows = Contribution.objects.filter(put_off_until__isnull=False, taken_back_at=None)
    rows = rows.filter(project__state=Project.State.RUNNING).select_related("project", "member")
    return rows.annotate(looks_id=Coalesce("answer__followed_up_by", "answer__by"))


def _back_to_somebody() -> QuerySet[Contribution]:
    follows = takes_part("answer__followed_up_by") & Q(answer__followed_up_by__role="facilitator")
    wrote = Q(answer__followed_up_by=None) & takes_part("answer__by")
    return _coming_back().filter(follows | (wrote & Q(answer__by__role="facilitator")))


def _back_to_anybody() -> QuerySet[Contribution]:
    return _coming_back().exclude(pk__in=_back_to_somebody().values("pk"))


def _answer(row: Contribution) -> str:
    words = {"name": row.author, "words": Truncator(row.words).chars(120)}
    return _("Answer %(name)s: “%(words)s”") % words


def _look_again(row: Contribution) -> str:
    words = {"name": row.author, "words": Truncator(row.words).chars(120)}
    return _("Look again at what %(name)s said: “%(words)s”") % words


def _url(row: Contribution) -> str:
    return reverse("questions:contribution_answer", args=[row.project.slug, row.pk])


def _due(key: str, rows: Any, owner: str) -> Due:
    return Due(key, rows, day="answer_by", made="said_at", owner=owner, title=_answer, url=_url)


def _back(key: str, rows: Any, owner: str) -> Due:
    return Due(
        key, rows, day="put_off_until", made="answered_at", owner=owner, title=_look_again, url=_url
    )


DUE = (
    _due("answer", _by_somebody, "read_by"),
    _due("answers", _by_anybody, ""),
    _back("lookagain", _back_to_somebody, "looks"),
    _back("lookagains", _back_to_anybody, ""),
)
