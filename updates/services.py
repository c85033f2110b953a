"""Writes updates, and sends each of them once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from core.once import find_sent
from core.revisions import EditConflict
from decisions.models import Decision
from outbox.models import Message
from outbox.services import stop_telling_followers, tell_followers, tell_members
from projects.models import Member, Project
from updates.models import Update

TEXTS = ("title", "where_we_are", "settled", "not_settled", "more_on", "is_public")


#: What was sent longer ago and is put on the public page now is no news.
NEWS_FOR = timedelta(days=30)


class NoDayNamed(Exception):  # noqa: N818 - it is what is missing, not a fault
    """An update says when people will hear more, or it is not sent."""


@transaction.atomic
def draft_update(
    project: Project,
    *,
    by: Member,
    title: str,
    where_we_are: str,
    settled: str = "",
    not_settled: str = "",
    more_on: date | None = None,
    decisions: Iterable[Decision] = (),
    is_public: bool = False,
    now: datetime,
    sent_key: UUID | None = None,
) -> Update:
    """Keep a draft that nobody but facilitators sees; the same form sent twice (``sent_key``) gives the same draft."""
    if sent := find_sent(project.updates.all(), sent_key, lock=project):
        return sent
    words: dict[str, Any] = {"title": title, "where_we_are": where_we_are, "settled": settled}
    words |= {"not_settled": not_settled, "more_on": more_on, "is_public": is_public}
    made = {"created_by": by, "created_at": now, "changed_at": now}
    update = Update.objects.create(project=project, sent_key=sent_key, **words, **made)
    update.decisions.set(decisions)
    return update


@transaction.atomic
def change_draft(
    update: Update, *, revision: int, decisions: Iterable[Decision], now: datetime
) -> None:
    """
    Save a draft over the revision that the form started from.

    :raises EditConflict: when somebody saved or sent it meanwhile.
    """
    decisions = list(decisions)
    update.changed_at = now
    was = Update.objects.select_for_update(of=("self",)).get(pk=update.pk)
    are_others = set(was.decisions.all()) != set(decisions)
    if was.is_sent or (was.revision != revision and are_others):
        raise EditConflict(was)
    update.save_over(revision, [*TEXTS, "changed_at"])
    update.decisions.set(decisions)


@transaction.atomic
def send_update(
    update: Update, *, by: Member, now: datetime, revision: int | None = None
) -> Message:
    """
    Send an update to all members, once; a second call finds what the first one sent.

    :param revision: the one that was looked at before sending; leave it out when nobody looked.
    :raises NoDayNamed: when it does not say when people will hear more.
    :raises EditConflict: when somebody changed the draft after it was looked at.
    """
    if update.more_on is None and not update.is_sent:
        raise NoDayNamed
    seen = update.revision if revision is None else revision
    drafts = Update.objects.drafts().filter(pk=update.pk, revision=seen)
    is_ours = drafts.update(sent_at=now, sent_by=by, revision=F("revision") + 1)
    update.refresh_from_db()
    if not update.is_sent:
        raise EditConflict(update)
    if not is_ours and update.message:
        return update.message
    message = tell_members(
        event=f"update:{update.pk}:sent",
        project=update.project,
        kind="update_sent",
        data={"update": update.pk, "title": update.title},
        recipients=update.project.members.taking_part(),
        asks=False,
        is_result=update.tells_results,
        now=now,
    )
    Update.objects.filter(pk=update.pk).update(message=message)
    update.message = message
    _tell_followers(update, now=now)
    return message


def _tell_followers(update: Update, *, now: datetime) -> None:
    """Tell who follows, once for each piece of news, what everybody may read."""
    is_news = update.sent_at is not None and now - update.sent_at < NEWS_FOR
    if is_news and update.is_public and update.project.is_public:
        tell_followers(
            event=followed_event(update),
            project=update.project,
            kind="update_shared",
            data={"update": update.pk, "title": update.title},
            is_result=update.tells_results_to_everybody,
            now=now,
        )


@transaction.atomic
def tell_shown_news(project: Project, *, now: datetime) -> None:
    """Tell who follows what the public page shows since it is there, where that is news; nobody hears it twice."""
    for update in project.updates.public().filter(sent_at__gt=now - NEWS_FOR):
        update.project = project
        _tell_followers(update, now=now)


def followed_event(update: Update) -> str:
    """Return what the message to those who follow is known by."""
    return f"update:{update.pk}:followers"


@transaction.atomic
def send_update_to_writer(update: Update, *, by: Member, now: datetime) -> Message:
    """Send a draft to the member who writes it, at once and once a minute at most, as all would get it."""
    return tell_members(
        event=f"update:{update.pk}:first:{by.pk}:{now:%Y%m%d%H%M}",
        project=update.project,
        kind="update_first_look",
        data={"update": update.pk, "title": update.title},
        recipients=[by],
        asks=True,
        now=now,
    )


@transaction.atomic
def set_update_public(update: Update, *, is_public: bool, now: datetime) -> None:
    """
    Put an update on the public page, and tell who follows; or take it off, and tell nobody any more.

    Whoever was told already is not told again, however often it is put there.
    """
    Update.objects.filter(pk=update.pk).update(is_public=is_public)
    update.is_public = is_public
    if is_public:
        _tell_followers(update, now=now)
    else:
        stop_telling_followers(followed_event(update), now=now)
