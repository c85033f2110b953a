"""Lets go of seals whose review was deleted, and of keys that belong to no seal (docs/adr/0110)."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.db.models.signals import post_delete

from ballots import tasks
from ballots.keys import destroy_key, names_of_keys
from ballots.models import Seal, SealedPiece
from core.background import wake

logger = logging.getLogger(__name__)

#: A key without a seal stays so long: a database that was restored by mistake can be put back.
KEPT_FOR = timedelta(days=7)


def holders() -> list[type[Model]]:
    """Return the models whose rows have a seal: what people are asked together."""
    # Also by relations without a way back (related_name "+").
    relations = Seal._meta.get_fields(include_hidden=True)
    models = (one.related_model for one in relations if one.auto_created)
    found = {model for model in models if model and model is not SealedPiece}
    return sorted(found, key=lambda model: model._meta.label)


def watch_deletions() -> None:
    """Whoever deletes what holds a seal, also with its project, lets go of the seal, in one transaction."""
    for model in holders():
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"ballots.{model._meta.label}")


def _deleted(instance: Any, **_named: Any) -> None:
    if instance.seal_id:
        let_go_of_seal(instance.seal_id)


@transaction.atomic
def let_go_of_seal(pk: UUID) -> None:
    """
    Take away all pieces of a seal, unread. After the commit its key goes, and what is left on the disk.

    A worker is woken for that, and the row stays until it is done: whatever fails in between, the next tick finds it.
    """
    Seal.objects.select_for_update().filter(pk=pk).first()
    SealedPiece.objects.filter(seal=pk).delete()
    Seal.objects.filter(pk=pk).update(is_opened=True)
    wake(tasks.clean_up)


def let_go_of_orphans(*, now: datetime) -> int:
    """
    Let go of seals that nothing holds, and destroy keys that are a week old and belong to no seal; return how many.

    A seal that a review holds keeps its key. A database in which nothing was ever asked says nothing about the keys:
    it may be another one than the folder belongs to.
    """
    if not any(model._default_manager.exists() for model in holders()):
        return 0
    # The names first: a key that is made meanwhile is not among them.
    names = names_of_keys(older_than=now - KEPT_FOR)
    orphans = Seal.objects.filter(is_opened=False)
    for model in holders():
        orphans = orphans.exclude(Exists(model._default_manager.filter(seal=OuterRef("pk"))))
    seals = list(orphans.order_by("pk").values_list("pk", flat=True))
    for seal in seals:
        let_go_of_seal(seal)
    unknown = set(names) - set(Seal.objects.filter(pk__in=names).values_list("pk", flat=True))
    return len(seals) + sum(_destroyed(name) for name in sorted(unknown))


def _destroyed(name: UUID) -> bool:
    try:
        destroy_key(name)
    except OSError as error:
        logger.warning("A key that belongs to no review could not go: %s", type(error).__name__)
        return False
    return True
