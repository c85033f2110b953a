"""What commands say of an invitation to coordinate; they print no link that lets somebody in."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from projects.models import CoordinatorInvitation

WORDS = """{name} is invited to coordinate {organisation}: an email goes to {email}, and counts until {until}.
What they do next: open its link, type the code that we then email them, and say yes.
If no email leaves here, this gives them a link to sign in; the invitation waits on their first page:
  python manage.py sign_in_code {email}
If the address is wrong, take it back, and invite the right one:
  python manage.py invite_coordinator {slug} {email} --take-back
Who coordinates, they see and change at {page}"""


def invited_words(invitation: CoordinatorInvitation) -> str:
    """Say who is invited, until when, and what happens next."""
    organisation = invitation.organisation
    return WORDS.format(
        name=invitation.name,
        organisation=organisation,
        slug=organisation.slug,
        email=invitation.user.email,
        until=long_date(timezone.localdate(invitation.expires_at)),
        page=settings.SITE_URL + reverse("home:coordinator_list", args=[organisation.slug]),
    )
