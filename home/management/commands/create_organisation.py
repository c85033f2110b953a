"""Make a further organisation, and invite its first coordinator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.typed_words import read_address, read_long_name, read_name
from home.invited_words import invited_words
from home.services import invite_coordinator
from projects.models import Organisation
from projects.services import create_organisation

TWICE = """There is an organisation “{name}” already. Nothing was made. To invite a coordinator of it:
  python manage.py invite_coordinator {slug} {email}"""


class Command(BaseCommand):
    help = "Make an organisation, and invite its first coordinator by email."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", type=read_long_name, help="what the organisation is called")
        parser.add_argument(
            "--email", type=read_address, required=True, help="of the first coordinator"
        )
        parser.add_argument(
            "--name",
            dest="person",
            type=read_name,
            required=True,
            help="what the first coordinator is called",
        )
        parser.epilog = (
            'Example: python manage.py create_organisation "Northside Hospital"'
            ' --email cora@example.org --name "Cora Lee"'
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name, email, now = options["name"], options["email"], timezone.now()
        if known := Organisation.objects.filter(name__iexact=name).first():
            raise CommandError(TWICE.format(name=known, slug=known.slug, email=email))
        with transaction.atomic():
            organisation = create_organisation(name=name, by=None)
            invitation = invite_coordinator(
                organisation, email=email, name=options["person"], by=None, now=now
            )
        self.stdout.write(f"“{organisation}” is here. Commands know it as {organisation.slug}.")
        self.stdout.write(invited_words(invitation))
        self.stdout.write("The organisation is made.")
