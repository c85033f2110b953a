"""The signed link by which whoever asks to take part says that the address is theirs."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from core.numbers import read_number
from participation.models import JoinRequest


def _signer() -> Signer:
    # Part of the address: its parts must stay apart in one piece of a path.
    return Signer(salt="participation.join", sep="~")


def join_url(pk: int) -> str:
    """Return the whole address of the link for a request."""
    return (
        f"{settings.SITE_URL}{reverse('participation:join_link', args=[_signer().sign(str(pk))])}"
    )


def find_join_request(token: str) -> JoinRequest | None:
    """Return the request of a link; None when it was not made here, or the request is gone."""
    try:
        pk = read_number(_signer().unsign(token))
    except BadSignature:
        return None
    return JoinRequest.objects.select_related("project__organisation").filter(pk=pk or 0).first()
