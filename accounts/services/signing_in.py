"""Verbs of signing in: ask for a code, use it or its link, keep sessions as long as they should last."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import tasks
from accounts.models import CODE_LIFE, AttemptTally, SignInCode, User, WrongCodes, new_salt
from accounts.tokens import find_by_token
from core.background import wake
from core.names import clean_address

PERIOD = timedelta(minutes=15)
CODES_AN_ADDRESS = 5
# A hall shares one connection: 500 people in ten minutes, some of whom ask twice or mistype. These two count last.
CODES_A_CONNECTION = 1500
WRONG_GUESSES_A_CONNECTION = 200
#: Of those to addresses that nobody signs in with: what leaves is no use to anybody in the hall.
CODES_TO_STRANGERS_A_CONNECTION = 60
#: Wrong codes for one address, over all its codes and all connections.
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WRONG_GUESSES_AN_HOUR, WRONG_GUESSES_A_DAY = 10, 20


def safe_path(path: str) -> str:
    """Return the path if it leads to a page of ours; else nothing."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours and len(path) <= 500 else ""


@transaction.atomic
def request_code(
    *, email: str, now: datetime, next_path: str = "", connection: str = ""
) -> SignInCode:
    """
    Make a request to sign in and wake the worker that sends its email.

    The same for an address that nobody signs in with: its email says so. When an address asked too often, no
    email leaves: the newest request of the period is returned. Nor does one when a connection (an IP address) asked
    for too many addresses that nobody signs in with; the request is made all the same, so that nobody can tell.
    """
    email = clean_address(email)
    user = User.objects.filter(email=email, is_active=True).first()
    if not AttemptTally.objects.add(
        what="codes", who=email, at_most=CODES_AN_ADDRESS, within=PERIOD, now=now
    ):
        newest = SignInCode.objects.filter(email=email).order_by("-pk").first()
        if newest:
            return newest
    leaves = _may_write(user, connection, now=now)
    code = SignInCode.objects.create(
        user=user,
        email=email,
        created_at=now,
        due_at=now,
        done_at=None if leaves else now,
        expires_at=now + CODE_LIFE,
        next_path=safe_path(next_path),
    )
    # Also when nothing leaves: nobody may tell by how long it takes.
    wake(tasks.send_code, code_id=code.pk)
    return code


def _may_write(user: User | None, connection: str, *, now: datetime) -> bool:
    """
    Count an email to an address that nobody signs in with; return whether there were not too many.

    For a user the same queries are made, and count nothing.
    """
    is_few = AttemptTally.objects.add(
        what="strangers",
        who=connection,
        at_most=CODES_TO_STRANGERS_A_CONNECTION if user is None else 0,
        within=PERIOD,
        now=now,
    )
    return user is not None or not connection or is_few


def make_code(*, email: str, now: datetime) -> SignInCode | None:
    """Make a request to sign in of which no email is sent, for whoever runs the installation; None for a stranger."""
    user = User.objects.filter(email=clean_address(email), is_active=True).first()
    if user is None:
        return None
    return SignInCode.objects.create(
        user=user,
        email=user.email,
        created_at=now,
        due_at=now,
        done_at=now,
        expires_at=now + CODE_LIFE,
    )


def may_request_code(connection: str, *, now: datetime) -> bool:
    """Count a request from a connection (an IP address); return whether there were not too many."""
    return AttemptTally.objects.add(
        what="connection", who=connection, at_most=CODES_A_CONNECTION, within=PERIOD, now=now
    )


def may_guess_code(
    code: SignInCode, *, connection: str, is_known: bool = False, now: datetime
) -> bool:
    """
    Return whether few enough wrong codes came from a connection, and for the address of a code.

    :param is_known: whether its user signed in in this browser before; what others guess does not keep them out then.
    """
    full = AttemptTally.objects.is_full
    if full(
        what="guesses", who=connection, at_most=WRONG_GUESSES_A_CONNECTION, within=PERIOD, now=now
    ):
        return False
    return is_known or not any(full(**limit, now=now) for limit in _limits_of(code))


def _limits_of(code: SignInCode) -> list[dict[str, Any]]:
    """What counts wrong codes for an address; also for one that nobody signs in with, so that nobody can tell."""
    each = {"what": "guesses at", "who": code.email}
    return [
        {**each, "at_most": WRONG_GUESSES_AN_HOUR, "within": HOUR},
        {**each, "at_most": WRONG_GUESSES_A_DAY, "within": DAY},
    ]


@transaction.atomic
def use_code(
    code: SignInCode, guess: str, *, connection: str, is_known: bool = False, now: datetime
) -> User | None:
    """
    Return the user when the guess is right and the code can still be used; it is used up then.

    A wrong guess is counted by one conditional UPDATE, so that of many that arrive at once three count.

    :param is_known: whether its user signed in in this browser before (:mod:`accounts.known_browsers`).
    """
    if not may_guess_code(code, connection=connection, is_known=is_known, now=now):
        return None
    row = SignInCode.objects.open_to_guesses(now=now).filter(pk=code.pk)
    if code.user_id and code.is_code(guess):
        return _used_by(code, row.update(used_at=now))
    row.update(wrong_guesses=F("wrong_guesses") + 1)
    AttemptTally.objects.add(
        what="guesses", who=connection, at_most=WRONG_GUESSES_A_CONNECTION, within=PERIOD, now=now
    )
    if not is_known:
        _count_for_address(code, now=now)
    return None


def _count_for_address(code: SignInCode, *, now: datetime) -> None:
    """Count a wrong code for an address; when it was the last that may be, tell whose it is, once a day."""
    limits = _limits_of(code)
    for limit in limits:
        AttemptTally.objects.add(**limit, now=now)
    if code.user_id is None or not any(
        AttemptTally.objects.is_full(**each, now=now) for each in limits
    ):
        return
    if AttemptTally.objects.add(
        what="told of guesses", who=code.email, at_most=1, within=DAY, now=now
    ):
        told = WrongCodes.objects.create(user_id=code.user_id, created_at=now, due_at=now)
        wake(tasks.send_wrong_codes, wrong_codes_id=told.pk)


def find_link(token: str, *, now: datetime) -> SignInCode | None:
    """Return the request of a link that can still be used; None for every other."""
    rows = SignInCode.objects.live(now=now).filter(user__is_active=True).select_related("user")
    return find_by_token("sign-in link", rows, token)


def use_link(code: SignInCode, *, now: datetime) -> User | None:
    """Return the user of a link and use it up; None when somebody else was quicker."""
    return _used_by(code, SignInCode.objects.live(now=now).filter(pk=code.pk).update(used_at=now))


def _used_by(code: SignInCode, is_first: int) -> User | None:
    if not is_first or code.user_id is None:
        return None
    # The address may have changed since the code was sent to it.
    return User.objects.filter(pk=code.user_id, email=code.email, is_active=True).first()


def end_sessions(user: User) -> None:
    """End every session of a user, this one too."""
    user.session_salt = new_salt()
    user.save(update_fields=["session_salt"])
