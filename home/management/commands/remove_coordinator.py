"""Remove a coordinator of an organisation, also one who removed all others."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.typed_words import read_address
from home import coordinators
from home.invited_words import not_here
from home.services import CannotCoordinate, end_coordination
from projects.models import Coordinator, Organisation

LAST = """{email} is the only coordinator of {organisation}. Nothing was changed.
Invite somebody first, and remove {email} when they have said yes:
  python manage.py invite_coordinator {slug} new@example.org
Or remove them at once with --last, and invite somebody then. Until they say yes, nobody coordinates."""
DONE = """{name} is no longer a coordinator of {organisation}, and sees its projects only where they take part.
We email them, and all coordinators, that you did this. Invitations that they sent are taken back.
{left}
The coordinator is removed."""
NOBODY = """Nobody coordinates {organisation} now. Invite somebody:
  python manage.py invite_coordinator {slug} new@example.org"""


class Command(BaseCommand):
    help = (
        "Remove a coordinator of an organisation: for when the other coordinators cannot do it on their page, as when"
        " this one removed them all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", type=read_address, help="the address with which they sign in")
        parser.add_argument(
            "--organisation",
            help="as it stands in addresses, like northside; needed for who coordinates several",
        )
        parser.add_argument(
            "--last", action="store_true", help="also when nobody is left to coordinate"
        )
        parser.epilog = (
            "Example: python manage.py remove_coordinator cora@example.org --organisation northside"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        coordinator = _found(options["email"], options["organisation"])
        organisation, now = coordinator.organisation, timezone.now()
        said = {
            "email": coordinator.user.email,
            "name": str(coordinator.user),
            "organisation": str(organisation),
            "slug": organisation.slug,
        }
        try:
            did = end_coordination(coordinator, by=None, even_last=options["last"], now=now)
        except CannotCoordinate:
            raise CommandError(LAST.format(**said)) from None
        if not did:
            raise CommandError("They were removed a moment ago. Nothing was changed.")
        here = [f"{row.user} ({row.user.email})" for row in coordinators.here(organisation)]
        left = f"Who coordinates it now: {', '.join(here)}." if here else NOBODY.format(**said)
        self.stdout.write(DONE.format(**said, left=left))


def _found(email: str, slug: str | None) -> Coordinator:
    """Return who is meant; else say whom there is."""
    if slug and not Organisation.objects.filter(slug=slug).exists():
        raise CommandError(not_here(slug))
    rows = Coordinator.objects.filter(user__email=email).select_related("user", "organisation")
    theirs = {row.organisation.slug: row for row in rows.order_by("organisation__slug")}
    if not theirs:
        raise CommandError(f"{email} coordinates nothing here. Nothing was changed.")
    if slug and slug not in theirs:
        raise CommandError(
            f"{email} coordinates {', '.join(theirs)}, and not {slug}. Nothing was changed."
        )
    if not slug and len(theirs) > 1:
        raise CommandError(
            f"{email} coordinates {', '.join(theirs)}. Say which by --organisation. Nothing was changed."
        )
    return theirs[slug] if slug else next(iter(theirs.values()))
