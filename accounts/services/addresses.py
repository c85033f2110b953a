"""Verbs of changing the address with which somebody signs in: ask, confirm at the new one, undo from the old one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts import tasks
from accounts.models import AddressChange, AttemptTally, User, new_salt
from accounts.tokens import find_by_token
from core.background import wake
from core.names import clean_address
from core.once import lock_row

#: So many emails an address gets in 15 minutes, and so many changes somebody may ask for in a day.
MOST_AN_ADDRESS, MOST_A_DAY = 5, 10
PERIOD, DAY = timedelta(minutes=15), timedelta(days=1)


class AddressTaken(Exception):  # noqa: N818 - it is an answer, not a fault
    """Somebody else signs in with this address."""


class TooManyChanges(Exception):  # noqa: N818
    """Too many changes were asked for; the text says so, for the person to read."""


@transaction.atomic
def ask_for_address(
    user: User, *, email: str, asker: User | None = None, asked_by: str = "", now: datetime
) -> AddressChange:
    """
    Ask at a new address whether a user signs in with it from now on; nothing changes until it is confirmed there.

    An earlier one that was not confirmed does not count any more. The same for an address with which somebody else
    signs in: its email says so.

    :param asker: the facilitator who asks for them, by the name ``asked_by``; none when they ask themselves.
    :raises PermissionDenied: when their sessions ended meanwhile.
    :raises TooManyChanges: when too many were asked for, or too many emails went to this address.
    """
    email = clean_address(email)
    lock_row(user)
    today = User.objects.get(pk=user.pk)
    if today.session_salt != user.session_salt:
        raise PermissionDenied
    _require_few(asker or user, email, now)
    user.address_changes.filter(confirmed_at=None).delete()
    change = AddressChange.objects.create(
        user=user,
        old_email=today.email,
        new_email=email,
        asker=asker,
        asked_by=asked_by,
        created_at=now,
        due_at=now,
    )
    wake(tasks.send_address_mail, change_id=change.pk)
    return change


def _require_few(by: User, email: str, now: datetime) -> None:
    """Count one more that somebody asks for, and one more email to this address."""
    tally = AttemptTally.objects
    if not (
        tally.add(what="changes", who=str(by.pk), at_most=MOST_A_DAY, within=DAY, now=now)
        and tally.add(what="addresses", who=email, at_most=MOST_AN_ADDRESS, within=PERIOD, now=now)
    ):
        raise TooManyChanges(
            _(
                "We wrote about this several times already. "
                "Look for the newest email, or try again later."
            )
        )


def find_change(token: str, *, now: datetime) -> tuple[AddressChange | None, bool]:
    """Return the change that a link confirms or undoes, and whether it undoes it; None when it does neither."""
    rows = AddressChange.objects.filter(user__is_active=True).select_related("user")
    if change := find_by_token("address", rows.open(now=now), token):
        return change, False
    return find_by_token("address back", rows.undoable(now=now), token), True


@transaction.atomic
def confirm_address(change: AddressChange, *, now: datetime) -> bool:
    """
    Let a user sign in with the new address from now on, and tell the old one; return whether this call did it.

    Every session of theirs ends, and codes that were sent to the old address do not work any more.

    A facilitator who asked must still be one who may (``MAY_ASK_FOR_ADDRESS``).

    :raises AddressTaken: when somebody else signs in with it by now.
    """
    lock_row(change.user)
    user = User.objects.get(pk=change.user_id)
    if not AddressChange.objects.open(now=now).filter(pk=change.pk).exists():
        return False
    may_still = import_string(settings.MAY_ASK_FOR_ADDRESS)
    if change.asked_by and not (change.asker and may_still(change.asker, user)):
        return False
    _move(user, change.new_email)
    _keep(change, AddressChange.Mail.CHANGED, now, confirmed_at=now)
    return True


@transaction.atomic
def put_address_right(
    user: User, *, email: str, tells_old: bool, asked_by: str, now: datetime
) -> None:
    """
    Let a user sign in with another address at once, for whoever runs the installation and knows them.

    Every session of theirs ends, as when they change it themselves. With ``tells_old`` the old address is told by whom
    (``asked_by``), with a link that undoes it. Without, nobody there can, nor by a link of an earlier change: it may be
    a stranger's.

    :raises AddressTaken: when somebody else signs in with it, or can still go back to it.
    """
    email = clean_address(email)
    lock_row(user)
    today = User.objects.get(pk=user.pk)
    if User.objects.who_may_go_back_to([email]).get(email, today) != today:
        raise AddressTaken
    old = today.email
    _move(today, email)
    user.address_changes.filter(confirmed_at=None).delete()
    if not tells_old:
        user.address_changes.filter(undone_at=None).update(undone_at=now, done_at=now)
    else:
        words = {"old_email": old, "new_email": email, "asked_by": asked_by}
        change = AddressChange.objects.create(user=user, created_at=now, due_at=now, **words)
        _keep(change, AddressChange.Mail.CHANGED, now, confirmed_at=now)


@transaction.atomic
def undo_address(change: AddressChange, *, now: datetime) -> bool:
    """
    Give a user the address back that they had before a change, and tell the new one; return whether this call did it.

    Changes after it count no longer, and cannot be undone: their links may be in wrong hands.

    :raises AddressTaken: when somebody else signs in with the old one by now.
    """
    lock_row(change.user)
    user = User.objects.get(pk=change.user_id)
    if not AddressChange.objects.undoable(now=now).filter(pk=change.pk).exists():
        return False
    told = user.email
    _move(user, change.old_email)
    user.address_changes.filter(pk__gt=change.pk).update(undone_at=now, done_at=now)
    _keep(change, AddressChange.Mail.UNDONE, now, undone_at=now, new_email=told)
    return True


def _move(user: User, email: str) -> None:
    """Change the address of a user who is locked, and end what was begun with the old one."""
    user.email, user.session_salt = email, new_salt()
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "session_salt"])
    except IntegrityError as error:
        raise AddressTaken from error
    user.sign_in_codes.filter(used_at=None).delete()


def _keep(
    change: AddressChange, mail: AddressChange.Mail, now: datetime, **more: datetime | str
) -> None:
    """Keep what became of a change, with the email that is due for it."""
    due = {"mail": mail, "due_at": now, "done_at": None, "gave_up_at": None, "tries": 0}
    AddressChange.objects.filter(pk=change.pk).update(lease_until=None, **due, **more)
    wake(tasks.send_address_mail, change_id=change.pk)
