"""The signed links with which a member stops the news, and whoever follows chooses how often they hear."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from outbox.models import Follower
from projects.models import Member


def _signer() -> Signer:
    """Return what signs with the key of today, and takes what an older one signed that still counts."""
    # Part of the address: its parts must stay apart in one piece of a path.
    return Signer(salt="outbox.unsubscribe", sep="~")


def unsubscribe_url(member_pk: int) -> str:
    """Return the whole address; it works for as long as the secret key, or an older one that counts, does."""
    token = _signer().sign(str(member_pk))
    return f"{settings.SITE_URL}{reverse('outbox:unsubscribe', args=[token])}"


def get_member_of_link(token: str) -> Member | None:
    """Return whose link it is; None when it was not made here, or the member is not there any more."""
    try:
        pk = int(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    members = Member.objects.here_or_invited().select_related("project", "preference")
    return members.filter(pk=pk).first()


def follower_links(follower: Follower) -> dict[str, str]:
    """Return the whole addresses of the page where they choose how often they hear, and of the one that stops it."""
    pages = {"preference_url": "outbox:follower", "unsubscribe_url": "outbox:follower_stop"}
    token = follower.token
    return {
        name: f"{settings.SITE_URL}{reverse(page, args=[token])}" for name, page in pages.items()
    }
