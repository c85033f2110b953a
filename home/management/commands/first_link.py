"""Print the one-time link with which the first coordinator begins."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from home.services import open_first_link


class Command(BaseCommand):
    help = "Print the one-time link with which the first coordinator names the organisation."

    def handle(self, *args: Any, **options: Any) -> None:
        link = open_first_link()
        if link is None:
            address = settings.SITE_URL + reverse("accounts:sign_in")
            self.stdout.write(f"Somebody has begun already. Sign in at {address}")
            return
        address = settings.SITE_URL + reverse("home:begin", args=[link.token])
        self.stdout.write(f"Open this link to begin. It works once:\n  {address}")
