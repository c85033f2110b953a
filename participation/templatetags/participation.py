"""The template tags of participation: rows of names, promises and groups, the map's dots, a list's verdicts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.addresses import of_row
from core.dates import long_date
from core.templatetags.components import state_tag
from core.templatetags.own_words import apart
from participation.directory import for_words, until_words
from participation.models import Group, Need, Return
from participation.people import ListedPerson, Show
from participation.people_map import CommunityPart, dot_of

register = template.Library()
# The look of a tag and its words, by how many people can speak for a group; two stands for two or more.
SPEAKERS = {
    0: ("mind", _("Nobody")),
    1: ("none", _("One person")),
    2: ("full", _("Two or more")),
}
VERDICTS = {
    "new": ("full", _("New: would be invited")),
    "without": ("full", _("Would be added by name")),
    "shares": ("full", _("Would be added by name")),
    "asked": ("none", _("Held back: may we write?")),
    "wrong": ("mind", _("Cannot be invited")),
    "twice": ("none", _("Twice in the list")),
    "here": ("past", _("Is here already")),
    "invited": ("past", _("Is invited already")),
    "left": ("past", _("Left or said no: invite them one by one")),
    "hidden": ("none", _("Hidden in the file: left out")),
    "passed": ("past", _("No person: a title, a heading or a total")),
}
SHORT = {
    "new": _("New"),
    "without": _("Without email"),
    "shares": _("Shares an address"),
    "asked": _("Held back"),
    "wrong": _("Wrong"),
    "twice": _("Twice"),
    "here": _("Here already"),
    "invited": _("Invited already"),
    "left": _("Left or said no"),
    "hidden": _("Hidden in the file"),
    "passed": _("No person"),
}
#: The map's dots, told apart by shape (static/css/people.css); at most so many of a kind are drawn.
DOTS = ("nobody", "one", "more", "not_involved")
MOST_DOTS = 40


register.filter(for_words)
register.filter(until_words)


def _speakers_tag(speakers: int) -> SafeString:
    """Show whether nobody, one person, or more can speak for a group."""
    look, words = SPEAKERS[min(speakers, 2)]
    return format_html('<span class="tag {}">{}</span>', look, words)


@register.simple_tag
def promise_lines(
    rows: Iterable[Need | Return], address: str, *, today: date, asks: bool = False
) -> SafeString:
    """
    Write what somebody promised, a line each: to whom, who by when, and how far it is; never what it is.

    :param asks: whether the person is asked something, which whoever is not online does not see.
    """
    not_online = format_html("<p>{}</p>", gettext("Not online: ask them.")) if asks else ""
    return format_html_join(
        "\n",
        '<li><h3><a href="{}">{}</a></h3><p class="when">{} {} {}</p>{}</li>',
        (
            (
                of_row(address, row.member_id),
                apart(row.member.known_as),
                state_tag("overdue") if row.is_late(today) else "",
                _who_by_when(row),
                gettext("They say: not yet.") if row.says_not_yet else "",
                "" if row.member.user_id else not_online,
            )
            for row in rows
        ),
    )


def _who_by_when(row: Need | Return) -> SafeString:
    name = row.by.known_as if row.by else gettext("Nobody")
    words = conditional_escape(gettext("%(name)s, by %(day)s"))
    said = words % {
        "name": conditional_escape(apart(name)),
        "day": conditional_escape(long_date(row.due_on)),
    }
    return mark_safe(said)  # noqa: S308 - each part is escaped


@register.simple_tag
def group_lines(groups: Iterable[Mapping[str, Any]]) -> SafeString:
    """Write the groups of the day of a look, a row of a table each; a map can have hundreds."""
    should, who = gettext("Should take part"), gettext("Who could speak for them")
    involved = {key: capfirst(str(words)) for key, words in Group.Involve.choices}
    tags = [_speakers_tag(number) for number in SPEAKERS]
    line = '<tr><th scope="row">{}</th><td data-label="{}">{}</td><td data-label="{}">{}</td></tr>'
    return format_html_join(
        "\n",
        line,
        (
            (
                apart(group["name"]),
                should,
                involved.get(group["involve"], group["involve"]),
                who,
                "–" if group["involve"] == Group.Involve.NO else tags[min(group["speakers"], 2)],
            )
            for group in groups
        ),
    )


@register.simple_tag
def map_dots(part: CommunityPart) -> SafeString:
    """Draw a dot for each group of a part of the community. Screen readers get the words beside it instead."""
    kinds = (kind for kind in DOTS for _one in range(min(getattr(part, kind), MOST_DOTS)))
    dots = format_html_join("", '<i class="{}"></i>', ((kind,) for kind in kinds))
    return format_html('<p class="dots" aria-hidden="true">{}</p>', dots)


@register.simple_tag
def name_lines(
    people: Iterable[ListedPerson], address: str, *, show: str, can_manage: bool
) -> SafeString:
    """
    Write one page of people, a line each.

    Written here and not in a template: there are as many as on no other page, on a page that everybody opens.
    """
    facilitator = format_html(' <span class="tag plain">{}</span>', _("facilitator"))
    return format_html_join(
        "\n",
        '<li><a href="{}">{}</a>{} {}</li>',
        (
            (
                of_row(address, person.pk),
                apart(person.known_as),
                facilitator if person.is_facilitator else "",
                _invited(person) if show == Show.INVITED else _says(person, can_manage=can_manage),
            )
            for person in people
        ),
    )


def _invited(person: ListedPerson) -> SafeString:
    words = gettext("Invited on %(day)s") % {"day": long_date(person.invited_at)}
    return format_html("<small>{}</small>", words)


def _says(person: ListedPerson, *, can_manage: bool) -> SafeString:
    says = format_html("<small>{}</small>", person.experience)
    if not (can_manage and person.hears_by):
        return says
    return format_html(
        "{} <small>{}</small>",
        says,
        gettext("(hears by %(channel)s)") % {"channel": person.hears_by},
    )


@register.filter
def dot(group: Group) -> str:
    """Name the dot that stands for a group."""
    return dot_of(group)


@register.filter
def first_name(names: Mapping[int, list[str]], group_pk: int) -> str:
    """Name the first of those who can speak for a group."""
    return next(iter(names.get(group_pk, [])), str(_("one person")))


@register.filter
def all_names(names: Mapping[int, list[str]], group: Any) -> str:
    """Name those who can speak for a group: the first by name, the others as how many."""
    known = ", ".join(names.get(group.pk, []))
    others = group.speakers - len(names.get(group.pk, []))
    if others <= 0:
        return known
    if not known:
        return ngettext("%(n)d person", "%(n)d people", others) % {"n": others}
    return ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", others) % {
        "names": known,
        "n": others,
    }


@register.filter
def how_many_words(group: Any) -> str:
    """Say how many of a group are here beside how many should be; empty while nobody has said it, or none are asked."""
    wanted = group.should_be_in_words
    if not wanted or group.involve == Group.Involve.NO:
        return ""
    if group.speakers >= group.should_be_at_least:
        return gettext("As many of them are here as should be.")
    if not group.speakers:
        return gettext("There should be %(wanted)s of them.") % {"wanted": wanted}
    return gettext("%(here)d so far. There should be %(wanted)s of them.") % {
        "here": group.speakers,
        "wanted": wanted,
    }


@register.filter
def part_words(part: CommunityPart) -> str:
    """Say how many groups a part of the community has, and for how many of them nobody, one or more can speak."""
    if not part.groups:
        return str(_("No group yet. Is nobody here affected?"))
    words = [ngettext("%(n)d group", "%(n)d groups", part.groups) % {"n": part.groups}]
    for number, text in (
        (part.nobody, _("%(n)d with nobody")),
        (part.one, _("%(n)d with one")),
        (part.more, _("%(n)d with two or more")),
        (part.not_involved, _("%(n)d not asked to take part")),
    ):
        if number:
            words.append(text % {"n": number})
    return ", ".join(words)


@register.filter
def verdict_tag(verdict: str) -> SafeString:
    """Show what would happen to a line of a list."""
    look, words = VERDICTS.get(verdict, ("plain", verdict))
    return format_html('<span class="tag {}">{}</span>', look, words)


@register.filter
def verdict_words(verdict: str) -> str:
    """Name a verdict in short, for a filter."""
    return str(SHORT.get(verdict, verdict))


@register.filter
def sector_words(sector: str) -> str:
    """Name a part of the community."""
    return capfirst(str(dict(Group.Sector.choices).get(sector, sector)))
