"""What the host of the demo says of itself; the organisation is made up, and so is what it says."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from home.first_texts import first_texts
from home.services import change_host

CONTACT = {
    "contact_name": "The involvement team",
    "contact_email": "involvement@example.org",
    "contact_phone": "020 7946 0111",
    "contact_address": "Riverside Hospitals\n1 Bridge Street\nRiverside",
}
PRIVACY = {
    "controller": "Riverside Hospitals, 1 Bridge Street, Riverside.",
    "data_officer": "Our data protection officer: privacy@example.org, phone 020 7946 0112.",
    "lawful_basis": "It is a task in the public interest. What you tell of your health, you tell only if you want to.",
    "kept_for": "A project is kept for six years after it has ended. Copies are kept for 30 days.",
    "kept_where": "On a computer of the hospital, in the United Kingdom. Nobody else handles it.",
}
ACCESSIBILITY = {"status": "partly", "answer_days": 10, "law": "gb"}


def say_as_host(user: User, *, now: datetime) -> None:
    """Say whom people turn to, and both texts."""
    change_host("contact", CONTACT, by=user, now=now)
    change_host("privacy", {**PRIVACY, **first_texts(["rights"])}, by=user, now=now)
    first = first_texts(["scope", "not_accessible", "tested"])
    said = {**first, **ACCESSIBILITY, "tested_on": timezone.localdate(now)}
    change_host("accessibility", said, by=user, now=now)
