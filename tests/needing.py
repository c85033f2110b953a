"""Members who have said what they need to take part, and facilitators who look at it."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participation import services
from participation.models import Consent, Need
from projects.models import Member


def need_nothing(member: Member) -> None:
    """Let a member have said that they need nothing for now, and want nothing in return."""
    said = {"answer": Consent.Answer.NOTHING, "said_at": timezone.now()}
    for purpose in ("needs", "returns"):
        Consent.objects.update_or_create(member=member, purpose=purpose, defaults=said)


def say_needs(
    member: Member, *readers: Member, by: Member | None = None, now: Any = None, **needs: str
) -> Need:
    """Let a member say what they need, by the kind; return the last of it."""
    named = [one.pk for one in readers]
    services.record_needs(member, needs=needs, readers=named, by=by, now=now or timezone.now())
    return member.needs.latest("pk")


def need_that_works(member: Member, *, at: Any) -> Need:
    """Let a member have said what they need, and that it works; nobody is asked for the words, so there are none."""
    said = {"answer": Consent.Answer.YES, "said_at": at}
    Consent.objects.update_or_create(member=member, purpose="needs", defaults=said)
    return Need.objects.create(
        project=member.project, member=member, said_locked=b"", said_at=at, met="yes", met_at=at
    )


def came(user, *, at) -> Client:
    """Return a browser of its own in which somebody typed a code at a moment."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["began_at"] = at.isoformat()
    session.save()
    return client


def opened(client, url, member, why="arrange", **more):
    return client.post(url("member_needs", member.pk), {"why": why, **more}, follow=True)


def home(project) -> str:
    return reverse("home:project_home", args=[project.slug])
