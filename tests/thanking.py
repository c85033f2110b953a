"""People who thank each other."""

from typing import Any

from django.utils import timezone

from participation import services
from participation.models import Thanks
from projects.models import Member

#: What for, where a test does not say it.
WORDS = "You sat with me until the morning"


def thank(given_by: Member, to: Member | None = None, **more: Any) -> Thanks:
    """Let somebody thank a member, a group, or what is named."""
    said = {"member": to, "words": WORDS, "by": given_by, "now": timezone.now(), **more}
    row = services.give_thanks(given_by, **said)
    assert row is not None
    return row


def shown_thanks(given_by: Member, to: Member, **more: Any) -> Thanks:
    """Let somebody thank a member, who shows it to everybody in the project."""
    row = thank(given_by, to, **more)
    assert services.answer_thanks(row, is_shown=True, now=more.get("now") or timezone.now())
    row.refresh_from_db()
    return row


def thanks_that_are_shown(given_by: Member, to: Member, *, at: Any, **more: Any) -> Thanks:
    """Let thanks to a member be there that everybody reads; nobody is told, and nothing is locked."""
    said = {"words": WORDS, "given_at": at, "answer": "show", "answered_at": at, **more}
    return Thanks.objects.create(project=given_by.project, given_by=given_by, member=to, **said)
