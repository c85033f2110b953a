"""The sentence below the name: how much is asked, and how long the first takes."""

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.asked import AskedOfPerson


def greeting(asked: AskedOfPerson) -> str:
    """Say in a sentence or two what is asked; nothing when nothing is."""
    if asked.waited_for:
        return _waiting(len(asked.waited_for), len(asked.asks))
    if not asked.asks:
        return ""
    count = len(asked.asks)
    words = ngettext(
        "%(number)s thing is asked of you.", "%(number)s things are asked of you.", count
    ) % {"number": capfirst(str(apnumber(count)))}
    return f"{words} {_takes(asked.asks[0].minutes, count)}".strip()


def _waiting(waiting: int, asks: int) -> str:
    words = ngettext(
        "People are waiting for %(number)s thing from us.",
        "People are waiting for %(number)s things from us.",
        waiting,
    ) % {"number": apnumber(waiting)}
    if not asks:
        return words
    more = ngettext(
        "%(number)s more is asked of you.", "%(number)s more are asked of you.", asks
    ) % {"number": capfirst(str(apnumber(asks)))}
    return f"{words} {more}"


def _takes(minutes: int, count: int) -> str:
    if not minutes:
        return ""
    words = (
        ngettext("It takes %(number)s minute.", "It takes %(number)s minutes.", minutes)
        if count == 1
        else ngettext(
            "The first takes %(number)s minute.", "The first takes %(number)s minutes.", minutes
        )
    )
    return words % {"number": _("a") if minutes == 1 else apnumber(minutes)}
