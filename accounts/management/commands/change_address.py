"""Put right the address with which somebody signs in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import AddressTaken, put_address_right
from core.typed_words import read_address

TAKEN = """Somebody else signs in with {new} already, or changed it lately and may go back to it. Nothing was changed.
Is it the same person? Then they need no change: let them sign in with {new}, and be invited with that address."""
DONE = """{name} signs in with {new} from now on, and no longer with {old}. They are signed out everywhere.
{told}
They sign in at {sign_in}. If no email leaves here, this gives them a link:
  python manage.py sign_in_code {new}
The address is changed."""
TOLD = "We write to {old} that you changed it. A link in that email undoes it for seven days."
NOT_TOLD = "Nobody is told at {old}, and no link that was sent before changes the address again."


class Command(BaseCommand):
    help = (
        "Change the address with which somebody signs in, for them. Be sure that it is them who asks: whoever reads"
        " the new address can do all that they can."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", type=read_address, help="the address with which they sign in")
        parser.add_argument("new", type=read_address, help="the address that it should be")
        parser.add_argument(
            "--mistyped",
            action="store_true",
            help="the old address was never theirs, or somebody took it over: write nothing to it, and let no link"
            " that was sent before undo this",
        )
        parser.epilog = (
            "Example: python manage.py change_address cora@exmaple.org cora@example.org --mistyped"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        old, new = options["old"], options["new"]
        user = User.objects.filter(email=old).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {old} here. Nothing was changed.")
        if old == new:
            raise CommandError("Both addresses are the same. Nothing was changed.")
        tells_old = not options["mistyped"]
        by = _("Whoever runs this Coproduce")
        try:
            put_address_right(user, email=new, tells_old=tells_old, asked_by=by, now=timezone.now())
        except AddressTaken:
            raise CommandError(TAKEN.format(new=new)) from None
        said = {"name": user.name or "This person", "old": old, "new": new}
        said["told"] = (TOLD if tells_old else NOT_TOLD).format(old=old)
        said["sign_in"] = settings.SITE_URL + reverse("accounts:sign_in")
        self.stdout.write(DONE.format(**said))
