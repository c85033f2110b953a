"""Print a code and a link with which somebody signs in, where no email can bring them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from accounts.services import make_code

WORDS = """Open this link to sign in as {email}. It works once, for 10 minutes:
  {link}"""


class Command(BaseCommand):
    help = "Print a link with which somebody signs in without an email."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which they sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        code = make_code(email=options["email"], now=timezone.now())
        if code is None:
            raise CommandError(f"Nobody signs in with {options['email']} here.")
        link = settings.SITE_URL + reverse("accounts:sign_in_link", args=[code.token])
        self.stdout.write(WORDS.format(email=code.email, link=link))
