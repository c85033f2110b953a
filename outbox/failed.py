"""Emails that were given up: why, in words without addresses, and for which of them another try makes sense."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.refusals import Refusal, meaning_of
from outbox.kinds import GONE, NOT_KNOWN, kinds_between_two
from outbox.models import Delivery, State

#: Somebody may have it already (:mod:`outbox.holding_back`): people look at each, and nothing sends them all again.
HELD_BACK = gettext_lazy("A copy of the data was put back. This may have gone out before that.")
#: What was to be told longer ago is no news.
LOOKED_BACK = timedelta(days=30)
#: So many are looked at, the newest: a page that says "more than 1,000" says enough.
MOST = 1000
_SAID = re.compile(r".*?: ([2-5]\d\d)\b\s*(.*)", re.DOTALL)
_FAULT = re.compile(r"[A-Za-z]\w*(?:Error|Exception|Refused|Disconnected)\b")


@dataclass(frozen=True)
class Failed:
    """An email that was given up. ``reason`` never holds an address or what a person wrote."""

    pk: int
    #: "" where it is of no organisation.
    organisation: str
    project: str
    address: str
    kind: str
    asks: bool
    reason: str
    is_worth_a_try: bool
    gave_up_at: datetime


def failed_emails(*, now: datetime, organisation: str = "") -> list[Failed]:
    """
    Return the emails that were given up in the last 30 days, the newest first; MOST of them at most. One query.

    Those to who left meanwhile, and those of which nobody else is to learn, are not among them. ``organisation``: the
    word in its address; empty for all.
    """
    rows = Delivery.objects.in_state(State.FAILED).filter(gave_up_at__gt=now - LOOKED_BACK)
    rows = rows.filter(member__left_at=None).exclude(message__kind__in=kinds_between_two())
    if organisation:
        rows = rows.filter(message__project__organisation__slug=organisation)
    found = rows.order_by("-gave_up_at").values(
        *("pk", "gave_up_at", "last_error", "message__kind", "message__asks"),
        *("message__project__name", "message__project__organisation__name", "member__user__email"),
    )
    return [_read(row) for row in found[:MOST]]


def _read(row: dict[str, Any]) -> Failed:
    reason, is_worth_a_try = _why(row["last_error"])
    return Failed(
        pk=row["pk"],
        organisation=row["message__project__organisation__name"] or "",
        project=row["message__project__name"] or "",
        address=masked(row["member__user__email"] or ""),
        kind=row["message__kind"],
        asks=row["message__asks"],
        reason=reason,
        is_worth_a_try=is_worth_a_try,
        gave_up_at=row["gave_up_at"],
    )


def masked(address: str) -> str:
    """Return what of an address shows which it is to whoever knows it, and tells nobody else: "a…@example.org"."""
    name, _at, where = address.rpartition("@")
    return f"{name[:1]}…@{where}" if name else ""


def _why(error: str) -> tuple[str, bool]:
    """Say why an email was given up, and whether another try makes sense."""
    if error in (str(GONE), str(NOT_KNOWN), str(HELD_BACK)):
        return error, False
    if said := _SAID.fullmatch(error):
        code, text = int(said[1]), said[2]
        if meaning_of(code, text, is_of_address=True) is Refusal.OF_ADDRESS:
            return _("The mail server says that there is no such address (%s).") % code, False
        return _("The mail server refused it (%s).") % code, True
    if fault := _FAULT.match(error):
        return _("We could not hand it to the mail server (%s).") % fault[0], True
    return _("We could not hand it to the mail server."), True
