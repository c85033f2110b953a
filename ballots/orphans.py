"""Lets go of seals whose review was deleted (docs/adr/0110)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.db.models.signals import post_delete

from ballots import tasks
from ballots.models import Seal, SealedPiece
from core.background import wake


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


def let_go_of_orphans() -> int:
    """
    Let go of seals that nothing holds, as when rows were deleted in the database itself; return how many.

    The folder of the keys is not searched: it may hold those of another database, and a key of no seal opens nothing.
    """
    orphans = Seal.objects.filter(is_opened=False)
    for model in holders():
        orphans = orphans.exclude(Exists(model._default_manager.filter(seal=OuterRef("pk"))))
    seals = list(orphans.order_by("pk").values_list("pk", flat=True))
    for seal in seals:
        let_go_of_seal(seal)
    return len(seals)
