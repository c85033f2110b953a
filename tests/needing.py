"""Members who have said what they need to take part."""

from typing import Any

from django.utils import timezone

from participation import services
from participation.models import Consent, Need
from projects.models import Member


def need_nothing(member: Member) -> None:
    """Let a member have said that they need nothing for now."""
    said = {"answer": Consent.Answer.NOTHING, "said_at": timezone.now()}
    Consent.objects.update_or_create(member=member, purpose="needs", defaults=said)


def say_needs(
    member: Member, *readers: Member, by: Member | None = None, now: Any = None, **needs: str
) -> Need:
    """Let a member say what they need, by the kind; return the last of it."""
    named = [one.pk for one in readers]
    services.record_needs(member, needs=needs, readers=named, by=by, now=now or timezone.now())
    return member.needs.latest("pk")
