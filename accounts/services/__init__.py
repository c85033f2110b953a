"""Verbs of signing in, and of changing the address for it."""

from accounts.services.addresses import (
    AddressTaken,
    TooManyChanges,
    ask_for_address,
    confirm_address,
    find_change,
    put_address_right,
    undo_address,
)
from accounts.services.signing_in import (
    end_sessions,
    find_link,
    make_code,
    may_guess_code,
    may_request_code,
    request_code,
    safe_path,
    use_code,
    use_link,
)

__all__ = [
    "AddressTaken",
    "TooManyChanges",
    "ask_for_address",
    "confirm_address",
    "end_sessions",
    "find_change",
    "find_link",
    "make_code",
    "may_guess_code",
    "may_request_code",
    "put_address_right",
    "request_code",
    "safe_path",
    "undo_address",
    "use_code",
    "use_link",
]
