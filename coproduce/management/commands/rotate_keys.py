"""Lock everything that people said in confidence with new keys."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.locked_words import CannotLock, WordsAreLocked
from participation.models import MemberKey
from participation.services import destroy_spent_keys, rotate_key

ABOUT = """
Do this when somebody may have a copy of the keys. It does not change locked-words.key, with which words about
somebody's safety are locked.

Copies of the database from before can then no longer be read with the new keys, nor with the old ones once those are
gone from your copies of keys: make a new copy of both afterwards.
"""


class Command(BaseCommand):
    help = "Lock what people said in confidence with new keys, and destroy the old ones."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        parser = super().create_parser(*args, **kwargs)
        parser.epilog = ABOUT
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        """One key after the other: broken off, it can be begun again."""
        done, locked = 0, 0
        for key in MemberKey.objects.order_by("pk").iterator():
            try:
                done += rotate_key(key, now=timezone.now())
            except WordsAreLocked:
                locked += 1
            except CannotLock as error:
                raise CommandError(
                    f"New keys cannot be written: look at the folder of the keys. {done} were done before that."
                ) from error
        left = destroy_spent_keys()
        self.stdout.write(f"New keys: {done}.")
        if locked:
            self.stdout.write(
                f"Keys that are away, and stay as they are: {locked}. “manage.py restore_keys” puts them back."
            )
        if left:
            self.stdout.write(f"{left} old keys are left; the schedule destroys them when it can.")
