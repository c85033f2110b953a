"""Where `updates` keeps words of people: whoever takes a name out looks there (:mod:`projects.peoples_words`)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.models import Member
from projects.peoples_words import PeoplesWords
from updates.models import SentWordsChanged, Update


def _note(row: Any, field: str, words: str, by: Member, now: datetime) -> None:
    """Keep that a name was taken out of news that was sent: without that, the database lets it stay as it was sent."""
    if row.is_sent:
        note = SentWordsChanged(update=row, revision=row.revision + 1, field=field, by=by, at=now)
        note.sign(words)
        note.save()


_UPDATE = ("title", "where_we_are", "settled", "not_settled")
PEOPLES_WORDS = (PeoplesWords(_("News"), Update, _UPDATE, note=_note),)
