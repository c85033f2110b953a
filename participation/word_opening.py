"""
Whether a private word is open in this browser (docs/adr/0170).

As in :mod:`participation.opening`, the session keeps which time of opening was its own. The person outside has none:
there the page itself carries it, signed.
"""

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils import timezone

from participation import services
from participation.models import OPEN_FOR, PrivateWord, WordReading
from participation.opening import OPENED
from projects.models import Member


def open_here(request: HttpRequest, word: PrivateWord, *, by: Member, why: str) -> None:
    """
    Open a private word in this browser for ten minutes; see :func:`participation.services.open_word`.

    :raises WordChanged, WordsAreLocked: as there; then nothing is open.
    """
    opened = services.open_word(word, by=by, why=why, now=timezone.now())
    request.session[OPENED] = {**request.session.get(OPENED, {}), _name(word): opened.pk}


def is_open_here(request: HttpRequest, word: PrivateWord, *, by: Member) -> bool:
    """Whether it was opened in this browser ten minutes ago at most."""
    pk = request.session.get(OPENED, {}).get(_name(word), 0)
    since = timezone.now() - OPEN_FOR
    return WordReading.objects.filter(pk=pk, word=word, by=by, at__gt=since).exists()


def open_outside(word: PrivateWord, *, why: str) -> str:
    """
    Open a private word for the person outside; return the mark by which their page shows that it was opened there.

    They have no session: without the mark, whoever has their link has to open it once more, and say why.

    :raises WordChanged, WordsAreLocked: as :func:`participation.services.open_word`; then nothing is open.
    """
    opened = services.open_word(word, by=None, why=why, now=timezone.now())
    return _signer().sign(str(opened.pk))


def is_open_outside(word: PrivateWord, mark: str) -> bool:
    """Whether it was opened on the page that sends this mark, ten minutes ago at most."""
    try:
        pk = int(_signer().unsign(mark))
    except (BadSignature, ValueError):
        return False
    since = timezone.now() - OPEN_FOR
    return WordReading.objects.filter(pk=pk, word=word, by=None, at__gt=since).exists()


def _signer() -> Signer:
    return Signer(salt="participation.word.opening")


def _name(word: PrivateWord) -> str:
    return f"private word:{word.pk}"
