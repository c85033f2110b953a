"""Print the one-time link with which the first coordinator begins; afterwards, how to come in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from home.services import open_first_link
from projects.models import Coordinator, Organisation

NOBODY = """Nobody coordinates {organisation} yet. To invite somebody:
  python manage.py invite_coordinator {slug} EMAIL"""
ONCE = """{email} began, and was here once at most. If no code arrives there, is it mistyped? To put it right:
  python manage.py change_address {email} RIGHT-ADDRESS --mistyped
If it is right and no email leaves here, this gives them a link to sign in:
  python manage.py sign_in_code {email}"""


class Command(BaseCommand):
    help = "Print the one-time link with which the first coordinator names the organisation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = "Example: python manage.py first_link"

    def handle(self, *args: Any, **options: Any) -> None:
        link = open_first_link()
        if link is None:
            address = settings.SITE_URL + reverse("accounts:sign_in")
            self.stdout.write(f"Somebody has begun already. Sign in at {address}")
            if words := _how_to_come_in():
                self.stdout.write(words)
            return
        address = settings.SITE_URL + reverse("home:begin", args=[link.token])
        self.stdout.write(f"Open this link to begin. It works once:\n  {address}")


def _how_to_come_in() -> str:
    """Say what helps while nobody, or nobody more than once, came to the organisation that began; else nothing."""
    organisation = Organisation.objects.order_by("-is_host", "pk").first()
    if organisation is None:
        return ""
    rows = Coordinator.objects.filter(organisation=organisation).select_related("user")
    people = [row.user for row in rows.order_by("pk")[:2]]
    if not people:
        return NOBODY.format(organisation=organisation, slug=organisation.slug)
    only = people[0]
    is_new = len(people) == 1 and only.previous_visit_at is None
    return ONCE.format(email=only.email) if is_new else ""
