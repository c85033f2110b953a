"""Copy the keys of people into one file, apart from all other copies."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coproduce.backup import BackupRefused
from coproduce.backup.keys import copy_keys
from coproduce.start import words_for

ABOUT = """
In the file are the keys with which is locked what people say in confidence: what they need, and words about somebody's
safety. Without them nobody can read that any more.

Keep it on another machine than the copies of the database: whoever has both can read all of it. Copies of keys in the
same folder that are as old as 30 days are deleted, so that what people took back is gone for good after that time. The
keys of open reviews are not in it.
"""


class Command(BaseCommand):
    help = "Copy the keys of people into one file, and delete copies of keys that are as old as 30 days."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        parser = super().create_parser(*args, **kwargs)
        parser.epilog = ABOUT
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.add_argument("folder", help="a folder in which no copies of the database are")

    def handle(self, *args: Any, folder: str = "", **options: Any) -> None:
        try:
            made = copy_keys(Path(folder), now=timezone.now())
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        except Exception as error:
            if words := words_for(error):
                raise CommandError(f"{words}\nNo copy was made.") from error
            raise
        self.stdout.write(
            f"{made.number} keys are in {made.path}. Only the user who made it can read it."
        )
        if made.missing:
            self.stdout.write(
                f"{made.missing} could not be read. “manage.py restore_keys” puts them back from an older copy."
            )
        if made.deleted:
            self.stdout.write(f"{made.deleted} copies as old as 30 days are deleted.")
        self.stdout.write(
            "Keep it apart from the copies of the database, and delete it after 30 days."
        )
