"""The signed link with which somebody says from an email whether they come, without signing in."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from meetings.models import Meeting
from projects.models import Member


def _signer() -> Signer:
    """Return what signs with the key of today, and takes what an older one signed that still counts."""
    # Part of the address: its parts must stay apart in one piece of a path.
    return Signer(salt="meetings.answer", sep="~")


def answer_url(meeting_pk: int, member_pk: int) -> str:
    """Return the whole address."""
    token = _signer().sign(f"{meeting_pk}-{member_pk}")
    return f"{settings.SITE_URL}{reverse('meetings:meeting_link', args=[token])}"


def find_asked(token: str) -> tuple[Meeting, Member] | None:
    """Return to what the link asks whom; None when it was not made here, or they do not take part any more."""
    try:
        meeting_pk, member_pk = (int(part) for part in _signer().unsign(token).split("-"))
    except (BadSignature, ValueError):
        return None
    member = Member.objects.taking_part().select_related("project", "user").filter(pk=member_pk)
    meeting = Meeting.objects.select_related("project").filter(pk=meeting_pk)
    if (one := member.first()) is None or (of := meeting.first()) is None:
        return None
    return (of, one) if of.project_id == one.project_id else None
