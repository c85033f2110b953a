"""List the emails that were given up, and try them again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.timesince import timesince

from outbox.failed import MOST, Failed, failed_emails
from outbox.services import retry_failed
from projects.models import Organisation


class Command(BaseCommand):
    help = (
        "List the emails of the last 30 days that were given up: to whom (the address is masked), of which project,"
        f" what kind, why. {MOST} at most, the newest first. Those that nobody needs are left out: to who left a"
        " project, or wants no news."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--retry",
            action="store_true",
            help="try those again for which it makes sense; a worker sends them",
        )
        parser.add_argument(
            "--organisation",
            default="",
            metavar="WORD",
            help="only of this organisation: the word in its address, as northside",
        )
        parser.epilog = "Example: python manage.py failed_emails --organisation northside --retry"

    def handle(self, *args: Any, **options: Any) -> None:
        slug, now = options["organisation"], timezone.now()
        if slug and not Organisation.objects.filter(slug=slug).exists():
            known = ", ".join(
                Organisation.objects.order_by("slug").values_list("slug", flat=True)[:20]
            )
            raise CommandError(f"There is no organisation {slug}. There are: {known or 'none'}.")
        found = failed_emails(now=now, organisation=slug)
        for email in found:
            mark = "" if email.is_worth_a_try else " Another try would not help."
            self.stdout.write(f"{_about(email)}, {timesince(email.gave_up_at, now)} ago")
            self.stdout.write(f"  {email.reason}{mark}")
        self.stdout.write(self._end(found, is_retry=options["retry"]))

    def _end(self, found: list[Failed], *, is_retry: bool) -> str:
        if not found:
            return "No email was given up in the last 30 days. There is nothing to do."
        worth = sum(email.is_worth_a_try for email in found)
        count = f"{len(found)} were given up; another try makes sense for {worth}."
        if len(found) == MOST:
            count = f"{count} There may be more: try these again first."
        if not is_retry:
            return f"{count}\nTo try those again:   python manage.py failed_emails --retry"
        tried = retry_failed(found, now=timezone.now())
        return f"{count}\n{tried} are tried again now. Look again in a few minutes."


def _about(email: Failed) -> str:
    what = "asks for something" if email.asks else "news"
    whose = " / ".join(filter(None, (email.organisation, email.project))) or "Coproduce itself"
    return f"{email.address or 'an address that we do not have'}: {whose}, {email.kind} ({what})"
