"""What changed on the people map between two days: of each day what a look at who is missing kept (``snapshots``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.models import Group

#: What is known of a day (``ParticipationReview.snapshot``).
Day = Mapping[str, Any]


@dataclass(frozen=True)
class ChangedGroup:
    """One line of the table: what it is about, how it was, how it is."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What changed: in sentences, and the same as rows of a table. Both are empty when nothing did."""

    sentences: list[str]
    rows: list[ChangedGroup]


def compare(before: Day, after: Day, *, sees_invited: bool) -> Changes:
    """
    Compare the map and the number of people of two days.

    What was not kept yet on one of them is no change.

    :param sees_invited: whether how many were invited and had not come may be told: facilitators alone know it.
    """
    old = {group["id"]: group for group in before.get("groups", [])}
    new = {group["id"]: group for group in after.get("groups", [])}
    came = [group for pk, group in new.items() if pk not in old]
    went = [group for pk, group in old.items() if pk not in new]
    stayed = [(old[pk], group) for pk, group in new.items() if pk in old]
    found = [
        *_people(before.get("members", {}), after.get("members", {}), sees_invited=sees_invited),
        *(_came(group) for group in came),
        *(_went(group) for group in went),
        *(change for pair in stayed for change in _changes_of(*pair)),
    ]
    return Changes([sentence for sentence, _row in found], [row for _sentence, row in found])


Change = tuple[str, ChangedGroup]


def _people(before: Day, after: Day, *, sees_invited: bool) -> list[Change]:
    """Say how many more or fewer people take part, and for facilitators how many are invited."""
    found = []
    kinds = {
        "taking_part": (_("People who take part"), _more_here, _fewer_here),
        "invited": (_("Invited, and not come yet"), _more_invited, _fewer_invited),
    }
    for key, (what, more, fewer) in kinds.items():
        if key == "invited" and not sees_invited:
            continue
        if key not in before or key not in after or before[key] == after[key]:
            continue
        by = after[key] - before[key]
        words = more(by) if by > 0 else fewer(-by)
        found.append((words, ChangedGroup(what, str(before[key]), str(after[key]))))
    return found


def _more_here(by: int) -> str:
    return ngettext("%(n)d more person takes part.", "%(n)d more people take part.", by) % {"n": by}


def _fewer_here(by: int) -> str:
    words = ngettext("%(n)d person fewer takes part.", "%(n)d people fewer take part.", by)
    return words % {"n": by}


def _more_invited(by: int) -> str:
    words = ngettext(
        "%(n)d more person is invited and has not come yet.",
        "%(n)d more people are invited and have not come yet.",
        by,
    )
    return words % {"n": by}


def _fewer_invited(by: int) -> str:
    words = ngettext(
        "%(n)d person fewer is invited and has not come yet.",
        "%(n)d people fewer are invited and have not come yet.",
        by,
    )
    return words % {"n": by}


def _came(group: Day) -> Change:
    sentence = _("“%(group)s” is new on the map.") % {"group": group["name"]}
    return sentence, ChangedGroup(group["name"], _("not on the map"), _("on the map"))


def _went(group: Day) -> Change:
    sentence = _("“%(group)s” is no longer on the map.") % {"group": group["name"]}
    return sentence, ChangedGroup(group["name"], _("on the map"), _("not on the map"))


def _changes_of(old: Day, new: Day) -> list[Change]:
    """Say what changed of a group that was on the map on both days."""
    name = new["name"]
    found = []
    for what, tell in _OF_A_GROUP.items():
        if what == "speakers" and "no" in (old.get("involve"), new.get("involve")):
            continue
        was, now = tell(old), tell(new)
        if was is not None and now is not None and was != now:
            found.append(
                (_sentence(what, name, was, now), ChangedGroup(_row(what, name), was, now))
            )
    if old["name"] != name:
        words = _("“%(before)s” is now called “%(group)s”.") % {
            "before": old["name"],
            "group": name,
        }
        found.append((words, ChangedGroup(_("What a group is called"), old["name"], name)))
    return found


def _speakers(group: Day) -> str:
    """Say how many people can speak for a group."""
    count = group["speakers"]
    return ngettext("%(n)d person", "%(n)d people", count) % {"n": count} if count else _("nobody")


def _involve(group: Day) -> str:
    return str(dict(Group.Involve.choices).get(group["involve"], group["involve"]))


def _say(key: str, group: Day) -> str | None:
    """Say how much say a group has; None when it was not kept yet."""
    if key not in group:
        return None
    return str(dict(Group.Say.choices).get(group[key]) or _("not said yet"))


def _should_be(group: Day) -> str | None:
    """Say how many should be here; None when it was not kept yet."""
    if "should_be_here" not in group:
        return None
    if group["should_be_a_few"]:
        return _("a few")
    return str(group["should_be_here"] or _("not said yet"))


_OF_A_GROUP = {
    "speakers": _speakers,
    "involve": _involve,
    "say_today": lambda group: _say("say_today", group),
    "say_wanted": lambda group: _say("say_wanted", group),
    "should_be": _should_be,
}


def _sentence(what: str, name: str, was: str, now: str) -> str:
    """Say in a sentence what changed of a group."""
    words = {
        "speakers": _("Who can speak for “%(group)s”: %(now)s. It was %(was)s."),
        "involve": _("Whether “%(group)s” should take part: %(now)s. It was %(was)s."),
        "say_today": _("How much say “%(group)s” has: %(now)s. It was %(was)s."),
        "say_wanted": _("How much say “%(group)s” should have: %(now)s. It was %(was)s."),
        "should_be": _("How many of “%(group)s” should be here: %(now)s. It was %(was)s."),
    }
    return words[what] % {"group": name, "now": now, "was": was}


def _row(what: str, name: str) -> str:
    """Name the line of the table for what changed of a group."""
    words = {
        "speakers": _("%(group)s: who can speak for them"),
        "involve": _("%(group)s: should they take part"),
        "say_today": _("%(group)s: say today"),
        "say_wanted": _("%(group)s: say they should have"),
        "should_be": _("%(group)s: how many should be here"),
    }
    return words[what] % {"group": name}
