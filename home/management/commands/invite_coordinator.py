"""Invite a coordinator of an organisation, also when nobody who coordinates it can come in any more."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.typed_words import read_address, read_name
from home.invited_words import invited_words, not_here
from home.services import (
    CannotCoordinate,
    invite_coordinator,
    withdraw_coordinator_invitation,
)
from projects.models import Organisation


class Command(BaseCommand):
    help = (
        "Invite a coordinator of an organisation by email: for when its coordinators have left, or cannot come in any"
        " more. They say yes on their first page, and can then remove who is gone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="as it stands in addresses, like northside")
        parser.add_argument("email", type=read_address, help="of whom you invite")
        parser.add_argument("--name", type=read_name, help="what they are called")
        parser.add_argument(
            "--take-back",
            action="store_true",
            help="take the open invitation to this address back; nobody is invited",
        )
        parser.epilog = (
            "Example: python manage.py invite_coordinator northside cora@example.org"
            ' --name "Cora Lee"'
        )

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(not_here(options["organisation"]))
        email, now = options["email"], timezone.now()
        if options["take_back"]:
            self.stdout.write(_take_back(organisation, email, now=now))
            return
        name = options["name"] or email.partition("@")[0][:100]
        try:
            invitation = invite_coordinator(organisation, email=email, name=name, by=None, now=now)
        except CannotCoordinate as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from None
        if invitation.created_at != now:
            self.stdout.write(f"{invitation.user.email} is invited already. No new email leaves.")
        self.stdout.write(invited_words(invitation))
        self.stdout.write("The invitation is open.")


def _take_back(organisation: Organisation, email: str, *, now: datetime) -> str:
    rows = organisation.coordinator_invitations.open().filter(user__email=email)
    invitation = rows.first()
    if invitation is None:
        raise CommandError(f"No invitation to {email} is open. Nothing was changed.")
    withdraw_coordinator_invitation(invitation, by=None, now=now)
    return f"The invitation to {email} is taken back. Its link no longer works."
