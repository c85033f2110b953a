"""Bring the ten elements and their indicators up to the data file."""

from typing import Any

from django.core.management.base import BaseCommand

from elements.models import Element, Indicator
from elements.services import seed_framework


class Command(BaseCommand):
    help = "Bring the ten elements and their indicators up to the data file. Nothing is deleted."

    def handle(self, *args: Any, **options: Any) -> None:
        seed_framework()
        elements, indicators = Element.objects.in_use(), Indicator.objects.in_use()
        self.stdout.write(f"{elements.count()} elements, {indicators.count()} indicators in use.")
