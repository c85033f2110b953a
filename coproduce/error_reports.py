"""
Errors told to a service such as Sentry, where SENTRY_DSN names one: where in the code, and never what somebody wrote.

What leaves is put together from a list of what may (docs/adr/0158): the kind of the error, the lines of our code that
it came through, the view or task. Its words stay in the log here, for they can hold a name, an address or a sentence
of somebody. So do values of variables, addresses of pages, headers, cookies, forms and queries.
"""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

_KEPT = ("event_id", "timestamp", "level", "platform", "logger", "sdk")
_OF_A_LINE = ("filename", "function", "module", "lineno", "context_line", "in_app")


def begin(dsn: str) -> None:
    """Tell the errors of this process to ``dsn`` from now on, those that are only logged as well."""
    import sentry_sdk
    from sentry_sdk.integrations.celery import CeleryIntegration
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn,
        before_send=what_may_leave,
        # Nothing is added by itself, whatever else is installed.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(signals_spans=False, middleware_spans=False),
            CeleryIntegration(),
            LoggingIntegration(level=None, event_level=logging.ERROR),
            ExcepthookIntegration(),
            DedupeIntegration(),
        ],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
    )


def what_may_leave(event: "Event", _hint: "Hint") -> "Event | None":
    """Return what of an event is told: a new one, of what the lists above name. Without an error, nothing is."""
    errors = [_error(value) for value in event.get("exception", {}).get("values", [])]
    if not errors:
        return None
    told: dict[str, Any] = {name: value for name, value in event.items() if name in _KEPT}
    # The view or task, by its name in the code or the pattern of its address: never the address itself.
    if event.get("transaction_info", {}).get("source") in ("route", "component", "task"):
        told["transaction"] = event.get("transaction")
    return cast("Event", {**told, "exception": {"values": errors}})


def _error(value: Mapping[str, Any]) -> dict[str, Any]:
    lines = value.get("stacktrace", {}).get("frames", [])
    return {
        "type": value.get("type"),
        "module": value.get("module"),
        "stacktrace": {"frames": [_line(line) for line in lines]},
    }


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in _OF_A_LINE if name in line}
