"""What is kept of somebody in confidence, or between them and others, as the page of their part counts it."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from core.summary import counted
from participation.models import (
    AboutUsQuestion,
    DirectoryEntry,
    Need,
    PrivateWord,
    Return,
    Thanks,
)
from projects.models import Member


def count_mine(member: Member, *, on: date) -> dict[str, Any]:
    """Return how much there is of each, or whether there is any; in one query."""
    me = OuterRef("pk")
    about: Any = {
        "need_count": counted(Need.objects.filter(member=me)),
        "return_count": counted(Return.objects.filter(member=me)),
        "word_count": counted(PrivateWord.objects.filter(member=me)),
        "is_thanked": Exists(Thanks.objects.unanswered().filter(member=me)),
        "is_sharing": Exists(DirectoryEntry.objects.current(on=on).filter(member=me)),
        "asks_about_us": Exists(AboutUsQuestion.objects.open().filter(project=OuterRef("project"))),
    }
    return dict(Member.objects.filter(pk=member.pk).values(**about).get())
