"""Gives up the key of a member with the row that names it, also when their project is deleted (docs/adr/0162)."""

from typing import Any

from django.db.models.signals import post_delete

from core.background import wake
from participation.models import MemberKey, SpentKey


def watch_deletions() -> None:
    """Whoever deletes a member, or their key, gives the key up in the same transaction."""
    post_delete.connect(_deleted, sender=MemberKey, dispatch_uid="participation.MemberKey")


def _deleted(instance: MemberKey, **_named: Any) -> None:
    from participation import tasks

    SpentKey.objects.get_or_create(name=instance.name)
    wake(tasks.destroy_spent_keys)
