"""Copy this installation into one file, while it is in use."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coproduce.backup import BackupRefused
from coproduce.backup.making import FILES, KEY, Made, make_backup
from coproduce.start import words_for

ABOUT = """
In the file are: the database with reports and all, pictures and recordings, and the key with which this installation
signs who is signed in, if it made that itself (data/secret-key).

Not in it are: the keys of open reviews and of locked words (COPRODUCE_KEYS_DIR), your settings (.env), emails that were
kept as files, and pictures and recordings in a bucket.

Whoever has the file can read all that people wrote, and sign in as anybody. Keep it private, on another machine, and
never where the keys are. Delete old copies: they hold what was taken out or deleted since.
"""
KEPT = """Copied {counts}
The copy is in {path} ({size} MB). Only the user who made it can read it.
{without}Keep it private, on another machine. To put it back, into an empty installation:
  python manage.py restore {path}"""


class Command(BaseCommand):
    help = "Copy the database, pictures and recordings into one file, while Coproduce is in use."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        parser = super().create_parser(*args, **kwargs)
        parser.epilog = ABOUT
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.add_argument(
            "place",
            nargs="?",
            default=".",
            help="a folder, or the name of a file that ends with .tar (this folder; coproduce-2026-11-29.tar)",
        )

    def handle(self, *args: Any, place: str = ".", **options: Any) -> None:
        try:
            made = make_backup(place, now=timezone.now(), say=self._say)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError(
                "Broken off. No copy was made, and nothing is left of it."
            ) from error
        except Exception as error:
            if words := words_for(error):
                raise CommandError(f"{words}\nNo copy was made.") from error
            raise
        self._say(_ended(made))

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _ended(made: Made) -> str:
    manifest = made.manifest
    pictures = sum(name.startswith(f"{FILES}/") for name in manifest.files)
    without = ""
    if manifest.has_bucket:
        without += "Pictures and recordings are not in it: they are in your bucket. Keep a copy of that, too.\n"
    if KEY not in manifest.files:
        without += (
            "SECRET_KEY is not in it: keep your settings (.env) as well, in a place of their own.\n"
        )
    without += f"The keys ({settings.KEYS_DIR}) are not in it, and must not be kept beside it.\n"
    return KEPT.format(
        counts=f"{sum(manifest.counts.values())} rows of {len(manifest.counts)} tables, and {pictures} pictures and"
        " recordings.",
        path=made.path,
        size=max(1, round(made.path.stat().st_size / 10**6)),
        without=without,
    )
