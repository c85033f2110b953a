"""What people were told and wait to hear, for the pages that gather."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import Period, long_date
from core.offers import Ask, Happening, RunLink, Section
from core.prepared import Hole
from core.summary import Figure, SummaryKind, SummaryLine
from decisions.models import Decision
from outbox.due import Due
from outbox.models import Channel, Delivery
from projects.known import Known
from projects.models import Project
from updates.finding import FINDABLE as FINDABLE
from updates.models import Update
from updates.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from updates.services import tell_shown_news

STATES = {"draft": ("none", gettext_lazy("Draft"))}

FIGURES = (
    Figure(
        "last_update_at",
        gettext_lazy("Last news"),
        lambda on: Subquery(
            Update.objects.filter(project=OuterRef("pk"), sent_at__isnull=False)
            .order_by("-sent_at")
            .values("sent_at")[:1]
        ),
        order=40,
    ),
)

PLACES = {
    "transparent.informed": ("updates:update_create", gettext_lazy("Write news")),
    "transparent.loop": ("updates:update_create", gettext_lazy("Write news")),
}


RUN_LINKS = (RunLink(gettext_lazy("Write news"), "updates:update_create", 20),)


def public_page_opened(project: Project, *, now: datetime) -> None:
    """Tell who follows the news that everybody may read again."""
    tell_shown_news(project, now=now)


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return the day by which the last update promised more: ``news_on``."""
    sent = Update.objects.filter(project=OuterRef("pk"), sent_at__isnull=False)
    return {"news_on": Subquery(sent.order_by("-sent_at", "-pk").values("more_on")[:1])}


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask for the news that were promised, from their day on."""
    news_on = known.of(project)["news_on"]
    if not news_on or news_on > known.on:
        return []
    return [
        Ask(
            title=_("People wait for news"),
            text=_("The last news promised more by %(day)s.") % {"day": long_date(news_on)},
            url=reverse("updates:update_create", args=[project.slug]),
            action=_("Write news"),
            small=project.name,
            is_late=news_on < known.on,
            order=10,
        )
    ]


def ahead(known: Known, project: Project) -> dict[str, Any]:
    """Say by when there are more news, unless the day has passed: ``news_on``."""
    news_on = known.of(project)["news_on"]
    return {"news_on": news_on if news_on and news_on >= known.on else None}


def _tell(row: Update) -> dict[str, Any]:
    return {
        "project": row.project,
        "kind": _("news"),
        "title": row.title,
        "url": row.get_absolute_url(),
        "text": _("More news by %(day)s.") % {"day": long_date(row.more_on)},
        "look": "",
    }


HAPPENINGS = (
    Happening(
        lambda pks: Update.objects.filter(project__in=pks, sent_at__isnull=False).select_related(
            "project"
        ),
        "sent_at",
        _tell,
        order=20,
    ),
)


def _promised() -> QuerySet[Update]:
    """Return the last news of each project that runs: it promised more."""
    rows = Update.objects.newest().filter(project__state=Project.State.RUNNING)
    return rows.select_related("project")


DUE = (
    Due(
        "news",
        rows=_promised,
        day="more_on",
        made="sent_at",
        owner="",
        title=lambda row: _("Write the news that “%(title)s” promised") % {"title": row.title},
        url=lambda row: reverse("updates:update_create", args=[row.project.slug]),
    ),
)


def updates(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return the updates of the period, each with how many people it reached by which channel."""
    rows = list(
        Update.objects.filter(period.of("sent_at"), project=project)
        .prefetch_related(Prefetch("decisions", _decisions()))
        .order_by("sent_at", "pk")
    )
    reached = _reached(rows)
    for update in rows:
        update.reached = ", ".join(reached.get(update.message_id or 0, []))  # type: ignore[attr-defined]
    return {"updates": rows}


def _decisions() -> Any:
    return Decision.objects.select_related("current").order_by("number")


def _reached(updates: list[Update]) -> dict[int, list[str]]:
    reached: dict[int, list[str]] = {}
    rows = (
        Delivery.objects.filter(
            message__in=[update.message_id for update in updates], done_at__isnull=False
        )
        .order_by("message", "channel")
        .values("message", "channel")
        .annotate(people=Count("pk"))
    )
    for row in rows:
        words = _("%(people)s by %(channel)s") % {
            "people": row["people"],
            "channel": Channel(row["channel"]).label,
        }
        reached.setdefault(row["message"], []).append(words)
    return reached


def in_short(project: Project, found: dict[str, Any], *, on: date) -> list[SummaryLine]:
    """Say how often people were told where things are, and when they hear more."""
    count = len(found["updates"])
    words = ngettext("time we sent news", "times we sent news", count)
    lines = [SummaryLine(SummaryKind.NUMBER, words, number=count, order=40)] if count else []
    last = Update.objects.filter(project=project, sent_at__isnull=False)
    news_on = last.order_by("-sent_at", "-pk").values_list("more_on", flat=True).first()
    return [
        *lines,
        *([SummaryLine(SummaryKind.NEXT, _("More news"), on=news_on)] if news_on else []),
    ]


SECTIONS = (
    Section(
        "updates",
        gettext_lazy("What people were told"),
        "updates/report/updates.html",
        updates,
        order=50,
        needs=("updates",),
    ),
)


def public_words(project: Project) -> list[str]:
    """Return the news that the public page shows."""
    return [text for row in project.updates.public() for text in row.public_words]
