"""Makes the keys of members, gives them up, and locks everything anew with another key (docs/adr/0162)."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from ballots.cleaning import is_on_disk
from ballots.services import outlive_a_power_cut
from core.once import lock_rows
from core.own_keys import destroy_own_key, lock_with, make_own_key, own_key_path, unlock_with
from participation.models import MemberKey, Need, SpentKey
from projects.models import Member

logger = logging.getLogger(__name__)
#: Of a need, each box and the name it is locked for.
BOXES = {"said_locked": "said", "how_locked": "how"}


def key_name(member: Member, *, now: datetime) -> UUID:
    """
    Return the name of the key of a member, who is held by the caller; one is made when they have none.

    :raises core.locked_words.CannotLock: when it cannot be made.
    """
    found = MemberKey.objects.filter(member=member).first()
    if found is None:
        found = MemberKey.objects.create(member=member, name=make_own_key(), made_at=now)
    return found.name


def place_of(need: Need, what: str) -> str:
    """Return the name that a box of a need is locked for."""
    return f"{need._meta.label_lower}:{need.place}:{what}"


@transaction.atomic
def rotate_key(key: MemberKey, *, now: datetime) -> bool:
    """
    Lock everything that was locked with the key of a member with a new one, and give up the old one.

    :returns: whether it was done; not when the member went meanwhile.
    :raises core.locked_words.WordsAreLocked: when the old key cannot be read; nothing is changed.
    :raises core.locked_words.CannotLock: when the new one cannot be made; nothing is changed.
    """
    outlive_a_power_cut()
    lock_rows(Member, [key.member_id])
    held = MemberKey.objects.filter(pk=key.pk).first()
    if held is None:
        return False
    old, boxes = held.name, list(Need.objects.filter(member=held.member_id))
    words = [(need, field, _unlocked(need, field, old)) for need in boxes for field in BOXES]
    held.name, held.made_at = make_own_key(), now
    for need, field, text in words:
        if text is not None:
            place = place_of(need, BOXES[field])
            setattr(need, field, lock_with(held.name, text, place=place))
    Need.objects.bulk_update(boxes, list(BOXES))
    held.save(update_fields=["name", "made_at"])
    SpentKey.objects.create(name=old)
    return True


def _unlocked(need: Need, field: str, name: UUID) -> str | None:
    box = getattr(need, field)
    return None if box is None else unlock_with(name, box, place=place_of(need, BOXES[field]))


def destroy_spent_keys() -> int:
    """
    Destroy the keys that were given up; return how many are left for the next time.

    A key goes only when what took its place outlives a power cut. Killed at any moment, it is done again. While the
    folder of the keys is away, as when it is not mounted, nothing is taken for destroyed.
    """
    spent = [row.name for row in SpentKey.objects.order_by("name")]
    is_away = not own_key_path(UUID(int=0)).parent.is_dir()
    if not spent or is_away or connection.in_atomic_block or not is_on_disk():
        return len(spent)
    return sum(not _is_destroyed(name) for name in spent)


def _is_destroyed(name: UUID) -> bool:
    try:
        destroy_own_key(name)
    except OSError as error:
        logger.warning("A key that was given up stays for now: %s", type(error).__name__)
        return False
    SpentKey.objects.filter(name=name).delete()
    return True
