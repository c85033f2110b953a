"""What a worker does with news to followers that nobody may read just now, and perhaps again in a moment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.once import lock_row
from outbox.kinds import CannotTell, put_into_words
from outbox.models import Delivery, Digest, Message
from projects.models import Project


@transaction.atomic
def let_go_unless_public(row: Delivery | Digest, *, now: datetime) -> bool:
    """
    Let go of what goes to who follows a project without a public page; return whether it has none still.

    The row was read a while ago. Whoever switches the page on waits here, and what was let go before waits again.
    """
    project = row.follower.project  # type: ignore[union-attr]
    lock_row(project)
    if Project.objects.filter(pk=project.pk, is_public=True).exists():
        return False
    row.let_go(now=now, why=_("The project has no public page any more."))
    return True


@transaction.atomic
def let_go_unless_told(row: Delivery | Digest, *, why: str, now: datetime) -> None:
    """
    Let go of news that could not be put into words a moment ago; when it can be again, it is tried again in a minute.

    What is let go waits again when it is put back on the public page.
    """
    if isinstance(row, Delivery) and row.project:
        lock_row(row.project)
        try:
            put_into_words(Message.objects.select_related("project").get(pk=row.message_id))
        except CannotTell:
            pass
        else:
            if row.is_held:
                row.digest = None  # another one gathers it
                row.save(update_fields=["digest"])
            else:
                row.mark_failed(now=now, error=why)
            return
    row.let_go(now=now, why=why)
