"""Put a copy of an installation back, into an empty one."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from accounts.models import AddressChange
from coproduce.backup import BackupRefused
from coproduce.backup.making import FILES
from coproduce.backup.putting_back import Restored, restore
from coproduce.start import words_for
from outbox.models import Delivery

ABOUT = """
Stop Coproduce first. The installation must be empty: nobody signs in to it yet. The database must be of the same kind
(SQLite, PostgreSQL) as the one that was copied. A copy of an older version is brought up to date. What breaks off can
be begun again with the same command.

Put back only a file that you trust: what it holds can run commands on this machine.

Emails that waited when the copy was made may have gone out since. You say what becomes of them:
  --hold   They do not go out. Facilitators see each as one that did not arrive, and can tell people themselves.
           Whoever had asked for another address asks again.
  --send   They go out. Right when Coproduce was stopped when the copy was made, and was not started since.
Emails that tell somebody that their address was changed go out in any case: they say how to undo it.

What people did after the copy was made is not in it. What was taken out, taken back or deleted since is in it again.
"""
ASK = """{waiting} in this copy, from {moment}. If Coproduce ran on after that, {gone}.
Send (again) what waits, or hold it back? Type “send” or “hold”: """
CHOOSE = """{waiting} in this copy, from {moment}. If Coproduce ran on after that, {gone}.
Say what becomes of what waits, with the same command and one of these words more:
  --hold   it does not go out; facilitators see that it did not arrive
  --send   it goes out, for some people perhaps a second time
Nothing was changed."""
SINCE = """What happened after {moment} is not here. What was due since then happens as soon as Coproduce runs:
reviews open and close, and people are reminded.
What was taken out, taken back or deleted after that is here again: names, words, pictures, members. Take it out again
before people come."""


class Command(BaseCommand):
    help = "Put a copy that was made by “manage.py backup” back, into an empty installation."
    requires_system_checks: list[str] = []

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        parser = super().create_parser(*args, **kwargs)
        parser.epilog = ABOUT
        return parser

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.add_argument("file", help="the copy")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--hold", action="store_true", help="emails that wait do not go out")
        which.add_argument("--send", action="store_true", help="emails that wait go out")

    def handle(self, *args: Any, file: str = "", **options: Any) -> None:
        now = timezone.now()
        try:
            done = restore(Path(file), now=now, say=self._say, send_emails=self._choice(options))
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        except FileNotFoundError as error:
            raise CommandError(
                f"There is no file {error.filename}. Nothing was changed."
            ) from error
        except KeyboardInterrupt as error:
            raise CommandError("Broken off. Type the same command to begin again.") from error
        except Exception as error:
            if words := words_for(error):
                raise CommandError(words) from error
            raise
        self._say(_ended(done, now=now))
        if done.wrong:
            raise CommandError(
                "Not all is as it was when it was written:\n  {}".format("\n  ".join(done.wrong))
            )
        self._say(
            "All is as it was when the copy was made. Start Coproduce, and look at a project."
        )

    def _choice(self, options: dict[str, Any]) -> Callable[[int, datetime], bool]:
        def choose(count: int, moment: datetime) -> bool:
            said = {
                "waiting": ngettext("%d email waits", "%d emails wait", count) % count,
                "gone": ngettext("it has probably gone out", "most have gone out", count),
                "moment": _named(moment),
            }
            if options.get("hold") or options.get("send"):
                return bool(options.get("send"))
            answer = ""
            if sys.stdin.isatty():
                self.stdout.write(ASK.format(**said), ending="")
                self.stdout.flush()
                answer = input().strip(" “”\"'").lower()
            if answer not in ("send", "hold"):
                raise BackupRefused(CHOOSE.format(**said))
            return answer == "send"

        return choose

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _named(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def _ended(done: Restored, *, now: datetime) -> str:
    manifest = done.manifest
    pictures = sum(name.startswith(f"{FILES}/") for name in manifest.files)
    held = sum(rows.objects.filter(gave_up_at=now).count() for rows in (Delivery, AddressChange))
    said = [
        f"Put back {sum(manifest.counts.values())} rows of {len(manifest.counts)} tables, and {pictures} pictures and"
        " recordings.",
        *(
            [ngettext("%d email is held back.", "%d emails are held back.", held) % held]
            if held
            else []
        ),
        SINCE.format(moment=_named(manifest.moment)),
        *done.notes,
    ]
    return "\n".join(said)
