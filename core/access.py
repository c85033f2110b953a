"""Says who may use a view, and carries a refusal with its reason from a permission to the person."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Visitor(StrEnum):
    """Whom every installation knows; an app that knows more kinds of people has a StrEnum of its own."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"


def access(*who: StrEnum, because: str = "") -> Callable[[View], View]:
    """
    Declare who may use a view.

    The declaration opens a view to people who are not signed in (``Visitor.ANYBODY``, which needs its
    reason in ``because``); everything else it only states: the view itself asks the permission, and the
    test that walks every URL as every role compares the two. A view without it fails that test.

    :raises ValueError: when a public view gives no reason, or nobody is named.
    """
    if not who:
        raise ValueError("Name who may use the view.")
    if Visitor.ANYBODY in who and not because:
        raise ValueError("A public view says why it is public.")

    def declare(view: View) -> View:
        view.access = frozenset(who)  # type: ignore[attr-defined]
        view.access_because = because  # type: ignore[attr-defined]
        return login_not_required(view) if Visitor.ANYBODY in who else view

    return declare


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with a reason in plain words. Truthy when it is yes, so templates and views ask it the same way."""

    is_allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.is_allowed


YES = Verdict(True)


def no(reason: str) -> Verdict:
    """Return a refusal that can be read aloud."""
    return Verdict(False, str(reason))


def require(verdict: Verdict) -> None:
    """
    Go on only when the verdict is yes.

    :raises PermissionDenied: with the verdict's reason, which the 403 page shows.
    """
    if not verdict:
        raise PermissionDenied(verdict.reason)
