"""What commands say of who coordinates, and of invitations; they print no link that lets somebody in."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from projects.models import CoordinatorInvitation, Organisation

WORDS = """{name} is invited to coordinate {organisation}: an email goes to {email}, and counts until {until}.
What they do next: open its link, type the code that we then email them, and say yes.
If no email leaves here, this gives them a link to sign in; the invitation waits on their first page:
  python manage.py sign_in_code {email}
If the address is wrong, take it back, and invite the right one:
  python manage.py invite_coordinator {slug} {email} --take-back
Who coordinates, they see and change at {page}"""
#: So many organisations are named to somebody who mistyped one.
MOST = 20


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


def not_here(slug: str) -> str:
    """Say that there is no such organisation, and which there are."""
    slugs = list(Organisation.objects.order_by("slug").values_list("slug", flat=True)[: MOST + 1])
    if not slugs:
        return "There is no organisation yet. Begin with: python manage.py first_link"
    more = ", and more" if len(slugs) > MOST else ""
    return f"There is no organisation “{slug}”. There is: {', '.join(slugs[:MOST])}{more}."
