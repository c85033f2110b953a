"""Make the demo's projects once, or say how to sign in to them."""

import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from coproduce.demo.build import SLUG, build_main
from coproduce.demo.others import build_elsewhere, build_new
from projects.models import Member, Project
from projects.services import create_organisation

WHO = """To sign in as one of the demo's people, open {site}/sign-in/ and type their address:
  Jo, facilitator          jo@example.org
  Amina, participant       amina@example.org
  Helen, coordinator       helen@example.org
  Oskar, somewhere else    oskar@example.org
The email with the code does not leave this machine. Read it at {site}/demo-mail/"""


class Command(BaseCommand):
    help = "Make the demo data if it is not there yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--who", action="store_true", help="only say how to sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["who"]:
            self.stdout.write(WHO.format(site=settings.SITE_URL))
        elif Project.objects.filter(slug=SLUG).exists():
            self.stdout.write("The demo data is here already; it is kept as it is.")
        else:
            begin = time.monotonic()
            make()
            self.stdout.write(f"The demo data is made ({time.monotonic() - begin:.0f} s).")


@transaction.atomic
def make() -> None:
    """Make two organisations with their three projects; all of it or, when the disk is full half-way, nothing."""
    now = timezone.now()
    helen = User.objects.for_email("helen@example.org", name="Helen")
    hospital = create_organisation(name="Riverside Hospitals", by=helen)
    council = create_organisation(
        name="Riverside Council", by=User.objects.for_email("oskar@example.org", name="Oskar")
    )
    build_main(hospital, now=now)
    build_new(hospital, now=now)
    build_elsewhere(council, now=now)
    # Whoever runs a project was here lately: else its page says that they left.
    runs = Member.objects.facilitators().values("user")
    User.objects.filter(pk__in=runs).update(seen_at=now - timedelta(days=29))
