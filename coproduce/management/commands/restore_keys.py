"""Put the keys of people back from a copy."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coproduce.backup import BackupRefused
from coproduce.backup.keys import put_keys_back
from coproduce.start import words_for


class Command(BaseCommand):
    help = (
        "Put back the keys of a copy made by “manage.py backup_keys”. Put the database back first: keys that it does "
        "not name were destroyed, and stay so. Nothing is written over."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", help="the file, like coproduce-keys-2026-11-30.tar")

    def handle(self, *args: Any, path: str = "", **options: Any) -> None:
        try:
            done = put_keys_back(Path(path))
        except BackupRefused as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except Exception as error:
            if words := words_for(error):
                raise CommandError(words) from error
            raise
        self.stdout.write(
            f"{done.put_back} keys are put back, {done.there} were there already, {done.left_out} are of nobody who is"
            " here and stay out."
        )
