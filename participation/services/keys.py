"""Makes the keys of members, gives them up, and locks everything anew with another key (docs/adr/0162)."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from ballots.cleaning import is_on_disk
from ballots.services import outlive_a_power_cut
from core.locked_words import WordsAreLocked
from core.offers import merged, offered
from core.once import lock_rows
from core.own_keys import (
    destroy_own_key,
    is_own_key_there,
    lock_with,
    make_own_key,
    own_key_path,
    unlock_with,
)
from participation.models import (
    OF_THANKS,
    OF_WORDS,
    AboutUsAnswer,
    Consent,
    MemberKey,
    Need,
    PrivateWord,
    Return,
    SpentKey,
    Thanks,
    Wish,
)
from projects.models import Member

logger = logging.getLogger(__name__)
Purpose = Consent.Purpose
#: The fields of each model.
Fields = dict[type[Model], tuple[str, ...]]
#: What is locked with the keys for each question; an app to the right offers its own under this name.
BOXES: dict[str, Fields] = {
    Purpose.NEEDS: {Need: ("said_locked", "how_locked")},
    Purpose.RETURNS: {Wish: ("said_locked",), Return: ("what_locked", "why_locked")},
    OF_THANKS: {Thanks: ("words_locked",)},
    OF_WORDS: {PrivateWord: ("words_locked", "answer_locked", "ask_locked")},
    Purpose.ABOUT_US: {AboutUsAnswer: ("said_locked",)},
}


class OwnKey:
    """
    The key of a member for what they answer to one question; the caller holds the member when something is locked.
    """

    def __init__(self, member: Member, purpose: str, name: UUID | None = None) -> None:
        self.member, self.purpose = member, purpose
        self._name = name

    @property
    def rows(self) -> QuerySet[MemberKey]:
        return MemberKey.objects.filter(member=self.member, purpose=self.purpose)

    def find(self) -> UUID | None:
        """Return its name; None where nothing was locked yet."""
        if self._name is None:
            self._name = self.rows.values_list("name", flat=True).first()
        return self._name

    def lock(self, row: Any, field: str, words: str, *, now: datetime) -> bytes:
        """
        Return words as they are kept in a field of a row; a key is made where there is none.

        :raises core.locked_words.CannotLock: when it cannot be locked, or no key can be made.
        """
        if (name := self.find()) is None:
            self._name = name = make_own_key()
            MemberKey.objects.create(
                member=self.member, purpose=self.purpose, name=name, made_at=now
            )
        return lock_with(name, words, place=place_of(row, field))

    def unlock(self, row: Any, field: str) -> str:
        """
        Return what was locked in a field of a row; empty where nothing was.

        :raises core.locked_words.WordsAreLocked: when it cannot be read.
        """
        if (box := getattr(row, field)) is None:
            return ""
        if (name := self.find()) is None:
            raise WordsAreLocked
        return unlock_with(name, box, place=place_of(row, field))

    def require(self) -> None:
        """
        Go on only when it can be read.

        :raises core.locked_words.WordsAreLocked: when it is away.
        """
        if not self.is_there():
            raise WordsAreLocked

    def is_there(self) -> bool:
        """Whether it can be read, or nothing was locked with it yet."""
        return (name := self.find()) is None or is_own_key_there(name)

    def give_up(self) -> None:
        """Have it destroyed after the commit: what it locked can be read in no copy of the database then."""
        self.rows.delete()
        self._name = None


def find_own_keys(members: Iterable[Member], purpose: str) -> dict[int, OwnKey]:
    """Return the keys of members, by their numbers; in one query beside that for the members."""
    here = {member.pk: member for member in members}
    names = MemberKey.objects.filter(member__in=here, purpose=purpose).values_list("member", "name")
    return {pk: OwnKey(here[pk], purpose, name) for pk, name in names}


def find_keys_of(member: Member) -> dict[str, OwnKey]:
    """Return the keys of a member, by the question, in one query; one without a name where there is none."""
    names = dict(MemberKey.objects.filter(member=member).values_list("purpose", "name"))
    return {str(one): OwnKey(member, one, names.get(one)) for one in BOXES}


def place_of(row: Any, field: str) -> str:
    """Return the name that a box is locked for: its row and its field."""
    return f"{row._meta.label_lower}:{row.place}:{field.removesuffix('_locked')}"


@transaction.atomic
def rotate_key(key: MemberKey, *, now: datetime) -> bool:
    """
    Lock everything that was locked with a key of a member with a new one, and give up the old one.

    :returns: whether it was done; not when the member went meanwhile.
    :raises core.locked_words.WordsAreLocked: when the old key cannot be read; nothing is changed.
    :raises core.locked_words.CannotLock: when the new one cannot be made; nothing is changed.
    """
    outlive_a_power_cut()
    lock_rows(Member, [key.member_id])
    held = MemberKey.objects.filter(pk=key.pk).first()
    if held is None:
        return False
    old, boxes = held.name, _boxes(held)
    words = [unlock_with(old, getattr(*box), place=place_of(*box)) for box in boxes]
    held.name, held.made_at = make_own_key(), now
    for (row, field), text in zip(boxes, words, strict=True):
        setattr(row, field, lock_with(held.name, text, place=place_of(row, field)))
        row.save(update_fields=[field])
    held.save(update_fields=["name", "made_at"])
    SpentKey.objects.create(name=old)
    return True


def _boxes(key: MemberKey) -> list[tuple[Any, str]]:
    """Return all that is locked with a key: each row, and the field in it."""
    return [
        (row, field)
        for model, fields in _all_boxes()[key.purpose].items()
        for row in model._default_manager.filter(member=key.member_id)
        for field in fields
        if getattr(row, field) is not None
    ]


def _all_boxes() -> dict[str, Fields]:
    return merged([BOXES, *offered("BOXES")])


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
