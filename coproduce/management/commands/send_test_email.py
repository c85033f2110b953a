"""Send one email by the settings of now, and say what became of it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coproduce.trying_mail import PATIENCE, send_test_email
from core.typed_words import read_address


class Command(BaseCommand):
    help = (
        "Send one email to an address, as Coproduce is set up now, and say what the mail server answered, what that"
        f" means and what to do. It takes {PATIENCE} seconds at most for each step. No password is ever shown."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", type=read_address, help="an address that you can read")
        parser.epilog = "Example: python manage.py send_test_email you@example.org"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Sending an email to {options['address']} ...")
        self.stdout.flush()
        tried = send_test_email(options["address"])
        if not tried.is_on_its_way:
            raise CommandError(f"{tried.words}\nNo email was sent.")
        self.stdout.write(f"{tried.words}\nThe email is on its way.")
