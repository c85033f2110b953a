"""What the host of the installation says of itself, for templates that need no view, no request and no database."""

from typing import Any

from django import template

from home import hosting
from home.forms.host import LABELS
from home.models import Host, HostChange

register = template.Library()


@register.simple_tag
def the_host() -> Host:
    """Return what the host says: its name, its logo, its contact."""
    return hosting.the_host()


@register.simple_tag
def host_last_read() -> Host:
    """Return what this process read of it last, without a database."""
    return hosting.last_read()


@register.simple_tag
def host_before(change: HostChange) -> list[tuple[str, str]]:
    """Return what stood there before a change: each label, as on the form, with its words."""
    return [
        (str(LABELS.get(name, name)), _as_read(name, was)) for name, was in change.before.items()
    ]


def _as_read(name: str, was: str) -> str:
    choices: Any = Host._meta.get_field(name)
    return str(dict(choices.flatchoices).get(was, was))
