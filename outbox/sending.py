"""
Hands what is due to the mail server, in batches over one connection.

Each email of one message to a member is claimed and marked on its own; digests and news to those who follow, which come
due by the thousand, in sets (:mod:`outbox.held`).
"""

import logging
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused
from time import monotonic
from typing import Any, Self

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from core.leases import LeasedQuerySet
from core.mail import one_line
from core.refusals import Refusal, meaning_of
from outbox.held import Held, HeldDigests, HeldNews, is_looked_at, look_at
from outbox.kinds import CannotTell
from outbox.leaving import let_follower_go
from outbox.models import (
    REACH,
    Channel,
    Delivery,
    DeliveryQuerySet,
    Digest,
    Preference,
)
from outbox.refusals import remember
from outbox.switched_off import let_go_unless_public, let_go_unless_told
from outbox.writing import Writer
from projects.models import Project

logger = logging.getLogger(__name__)
BATCH = 100
#: Seconds after which a worker lets others have their turn: a sign-in code must not wait for a thousand updates.
TURN = 10
#: Who reads what is sent to a member: they, or whoever shares their address.
_READERS = tuple(f"member__{path}" for path in REACH)
Clock = Callable[[], datetime]


class DeliveryRefused(Exception):  # noqa: N818 - the server's answer, not a fault of ours
    """The mail server will not take this email, now or later."""


class RecipientRefused(DeliveryRefused):
    """It will not take any email for this address."""

    def __init__(self, said: str, *, address: str, words: str) -> None:
        super().__init__(said)
        self.address, self.words = address, words


class TryLater(Exception):  # noqa: N818
    """It may take it another time."""


class PostOffice:
    """One connection to the mail server, opened again when it is lost."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._backend.close()

    def is_open(self) -> bool:
        """Open the connection if need be; say whether it stands."""
        try:
            self._backend.open()
        except OSError as error:  # SMTPException is one
            logger.warning("The mail server is away (%s); emails wait.", type(error).__name__)
            _say_that_it_is_away()
            return False
        return True

    def hand_in(self, email: EmailMultiAlternatives) -> None:
        """
        Give one email to the server.

        :raises RecipientRefused: when the server will never take an email for its address.
        :raises DeliveryRefused: when it refuses this email for good.
        :raises TryLater: when it refuses it for now, or the connection is lost.
        """
        try:
            self._backend.send_messages([email])
        except SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _refusal(code, words, address=email.to[0]) from error
        except SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except UnicodeError as error:
            self._backend.close()
            said = _("This address cannot be written in an email.")
            raise RecipientRefused(said, address=email.to[0], words=said) from error
        except OSError as error:
            self._backend.close()
            raise TryLater(f"{type(error).__name__}: {error}") from error


def _refusal(
    code: int, words: bytes | str, *, address: str = ""
) -> RecipientRefused | DeliveryRefused | TryLater:
    """Return what an answer means; ``address``: it was the answer to this address, and not to what is in the email."""
    text = one_line(words.decode(errors="replace") if isinstance(words, bytes) else words)
    text = text.replace("\x00", "")
    said = _("The mail server said: %(code)s %(text)s") % {"code": code, "text": text}
    meaning = meaning_of(code, text, is_of_address=bool(address))
    if meaning is Refusal.OF_ADDRESS:
        return RecipientRefused(said, address=address, words=f"{code} {text}")
    return TryLater(said) if meaning is Refusal.FOR_NOW else DeliveryRefused(said)


def _say_that_it_is_away() -> None:
    """Let what waits say why it is late. No try is lost by it, and what failed before keeps its own words."""
    why = _("We could not hand it to the mail server.")
    digests = Digest.objects.waiting().filter(last_error="")
    gathered = Delivery.objects.waiting().filter(digest__in=digests.values("pk"), last_error="")
    gathered.update(last_error=why)
    digests.update(last_error=why)
    Delivery.objects.waiting().by_email().filter(last_error="").update(last_error=why)


def send_due(
    *, clock: Clock, turn: float = TURN, hold_on: Callable[..., bool] = lambda now: True
) -> bool:
    """
    Send what is due until nothing is, or until the turn (in seconds) is over; say whether more may be due.

    When the mail server is away no row loses a try; the next tick asks again. Before each row, ``hold_on`` is told the
    time; when it says that another worker sends now, this one stops.
    """
    with PostOffice() as office:
        mine = HeldTurn(office, clock, hold_on, until=monotonic() + turn)
        try:
            while mine.send_deliveries() | mine.send_news() | mine.send_digests():
                pass
        except TurnIsOver as over:
            return over.is_more
    return False


class TurnIsOver(Exception):  # noqa: N818
    """A worker stops sending; whether more may be due, and another turn of use."""

    def __init__(self, *, is_more: bool) -> None:
        super().__init__(is_more)
        self.is_more = is_more


class HeldTurn:
    """What a worker sends until its turn is over. Each way to send raises :class:`TurnIsOver` when it is."""

    def __init__(
        self, office: PostOffice, clock: Clock, hold_on: Callable[..., bool], *, until: float
    ) -> None:
        self._office, self._clock, self._hold_on, self._until = office, clock, hold_on, until
        self._writer = Writer()

    def send_deliveries(self) -> bool:
        """Send the next emails to members, claimed and marked one by one; return whether any was due."""
        batch = _next_deliveries(self._clock())
        for row in batch:
            self._begin_one()
            if row.take(now=self._clock()) and _send(row, self._office, self._writer, self._clock):
                row.mark_done(now=self._clock())
            self._end_one()
        return bool(batch)

    def send_news(self) -> bool:
        """Send the next emails to those who follow, claimed and marked in sets; return whether any was due."""
        return self._send_set(_to_followers(), HeldNews)

    def send_digests(self) -> bool:
        """Send the next digests, claimed and marked in sets; return whether any was due."""
        return self._send_set(_digests(), HeldDigests)

    def _send_set(self, rows: LeasedQuerySet, hold: type[Held[Any]]) -> bool:
        if not rows.due(now=self._clock()).exists():
            return False
        self._begin_one()
        with hold(rows, self._clock, limit=BATCH) as held:
            for row in held:
                self._begin_one()
                held.finish(row, is_sent=_send(row, self._office, self._writer, self._clock))
                self._end_one()
        return True

    def _begin_one(self) -> None:
        if not (self._hold_on(now=self._clock()) and self._office.is_open()):
            raise TurnIsOver(is_more=False)

    def _end_one(self) -> None:
        if monotonic() > self._until:
            raise TurnIsOver(is_more=True)


def _next_deliveries(now: datetime) -> list[Delivery]:
    """Return the next emails to everybody but those who follow: theirs wait by the thousand, and hold up nobody."""
    due = Delivery.objects.due(now=now).filter(follower=None)
    rows = _with_messages(due).select_related("member__user", *_READERS)
    return list(rows.order_by("due_at", "pk")[:BATCH])


def _to_followers() -> LeasedQuerySet:
    """Return emails of one message to those who follow, with all that it takes to send them."""
    rows = Delivery.objects.filter(follower__isnull=False)
    return _with_messages(rows).select_related("follower__project")


def _with_messages(rows: DeliveryQuerySet) -> DeliveryQuerySet:
    projects = Project.objects.select_related("organisation")
    return rows.prefetch_related("message", Prefetch("message__project", projects))


def _digests() -> LeasedQuerySet:
    """Return digests with all that it takes to send them."""
    gathered = Delivery.objects.waiting().select_related("message__project").order_by("pk")
    projects = ("member__project__organisation", "follower__project__organisation")
    rows = Digest.objects.select_related("member__user", *_READERS, *projects)
    # A kept property may be filled like this; the checker does not know it.
    return rows.prefetch_related(Prefetch("deliveries", gathered, to_attr="gathered"))  # type: ignore[no-redef]


def _send(row: Delivery | Digest, office: PostOffice, writer: Writer, clock: Clock) -> bool:
    """Send one row that is held, and return whether it is done; whatever goes wrong with it stays with it."""
    try:
        return _hand_in(row, office, writer, clock)
    except Exception as error:
        logger.exception("%s %s could not be sent.", type(row).__name__, row.pk)
        row.mark_failed(now=clock(), error=f"{type(error).__name__}: {error}")
        return False


def _hand_in(row: Delivery | Digest, office: PostOffice, writer: Writer, clock: Clock) -> bool:
    try:
        if _is_to_be_sent(row, now=clock()):
            if email := writer.write(row, now=clock()):
                office.hand_in(email)
            return True
    except CannotTell as error:
        if row.is_to_follower:
            let_go_unless_told(row, why=str(error.reason), now=clock())
        else:
            row.give_up(now=clock(), error=str(error.reason))
    except RecipientRefused as error:
        _leave_to_people(row, error, now=clock())
    except DeliveryRefused as error:
        row.give_up(now=clock(), error=str(error))
    except TryLater as error:
        row.mark_failed(now=clock(), error=str(error))
    return False


def _leave_to_people(row: Delivery | Digest, refusal: RecipientRefused, *, now: datetime) -> None:
    """Remember that an address takes no emails, and let people tell what was to go there."""
    if row.member is None:
        row.give_up(now=now, error=str(refusal))
        if row.follower:
            let_follower_go(row.follower, now=now)
        return
    remember(refusal.address, words=refusal.words, now=now)
    today = type(row).objects.select_related(*_READERS).get(pk=row.pk)
    channel = Preference.of(today.member).reach_for(today)  # type: ignore[arg-type]
    if channel == Channel.EMAIL:  # they have another address since it was written
        row.mark_failed(now=now, error=str(refusal))
    else:
        row.leave_to_people(channel)


def _is_to_be_sent(row: Delivery | Digest, *, now: datetime) -> bool:
    """Ask the recipient's choice again, which may have changed since; when it has, the row follows it."""
    if row.is_to_follower:
        return _is_still_followed(row, now=now)
    if row.member is None:
        return True
    choice = Preference.of(row.member)
    if row.member.left_at is not None:
        row.let_go(now=now, why=_("They left the project before this was sent."))
    elif not choice.hears(row):
        row.let_go(now=now, why=_("They chose not to hear news like this."))
    elif (channel := choice.reach_for(row)) != Channel.EMAIL:
        row.leave_to_people(channel)
    else:
        return True
    return False


def _is_still_followed(row: Delivery | Digest, *, now: datetime) -> bool:
    """Whether somebody follows still what everybody may read still."""
    if not is_looked_at(row):
        look_at([row])
    if row.followed is None:
        return False
    follower, is_public = row.followed
    if row.follower is None or follower is None:
        row.let_go(now=now, why=_("They do not follow any more."))
        return False
    return bool(is_public) or not let_go_unless_public(row, now=now)
