"""The questions of coming in, in words: what each is for, who sees the answer and until when; and what was answered."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.locked_words import WordsAreLocked
from core.prepared import count_of
from outbox.models import Preference
from participation.directory import shared_lines
from participation.models import (
    PRIVATE,
    AboutUsAnswer,
    AboutUsQuestion,
    Consent,
    Group,
    Need,
    Return,
    SpeaksFor,
)
from participation.people import experience_words
from participation.services import OwnKey, find_keys_of, open_wish, read_needs
from projects.models import Member

Purpose = Consent.Purpose
KEY_IS_AWAY = gettext_lazy(
    "The words cannot be opened now: their key is away. Whoever runs this installation can put it back."
)
#: What is saved of one answer is saved within it.
A_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True)
class ComingInQuestion:
    """One question: its heading, why we ask, who sees the answer, until when, and what taking it back deletes."""

    purpose: str
    title: Any
    why: Any
    seen_by: Any
    until: Any
    deletes: Any


QUESTIONS = {
    question.purpose: question
    for question in (
        ComingInQuestion(
            Purpose.BRING,
            gettext_lazy("Your name, and what you bring"),
            gettext_lazy(
                "So that everybody can see whose experience this group has, and whose is missing."
            ),
            gettext_lazy(
                "Everybody in the project, beside your name, and the coordinators of its organisation. Reports say how "
                "many bring what; they name you only beside words of yours that you let us show with your name."
            ),
            gettext_lazy(
                "Until you take it back, also when you leave. Reports that were made before keep what they say, and "
                "each decision keeps whether you had said that you bring lived experience when you helped to make it."
            ),
            gettext_lazy("We delete which kinds of experience you bring. Your name stays."),
        ),
        ComingInQuestion(
            Purpose.GROUPS,
            gettext_lazy("Groups you belong to"),
            gettext_lazy(
                "So that we notice who is here, and can ask you how far you can speak for them."
            ),
            gettext_lazy(
                "You and the people who run the project. Nobody else sees which groups you tick."
            ),
            gettext_lazy("Until you take it back. When you leave, we delete it."),
            gettext_lazy(
                "We delete which groups you belong to, and what you said about speaking for them."
            ),
        ),
        ComingInQuestion(
            Purpose.SPEAK,
            gettext_lazy("How far you can speak for them"),
            gettext_lazy(
                "Nobody speaks for a whole group. It helps to know who can speak for some, and who asks many."
            ),
            gettext_lazy(
                "The people who run the project. You choose for each group what the others and the coordinators of the "
                "organisation see: your name and your words, or only a number. Numbers say how many can speak for each "
                "group, and for how many of them it is more than for themselves. In a small project people may guess. "
                "Where you choose your name, a report can say the group beside words of yours that you let us show "
                "with your name."
            ),
            gettext_lazy(
                "Until you take it back. When you leave, we delete your words, and nobody but the people who run the "
                "project sees for which groups you could speak. Reports that were made before keep what they say."
            ),
            gettext_lazy(
                "We delete how far you can speak for each group, and your words about it."
            ),
        ),
        ComingInQuestion(
            Purpose.NEEDS,
            gettext_lazy("What you need to take part"),
            gettext_lazy(
                "So that you can come, stay, and say what you think. We ask you, and don’t guess."
            ),
            gettext_lazy(
                "Only the people who run the project and are named to you. Nobody else sees what it is. Where five "
                "people or more need something, reports say how many things that is, and how many of them work."
            ),
            gettext_lazy(
                "Until you take it back, or leave. Then we destroy the key that it is locked with, so that nobody can "
                "read it any more. Within 30 days, that is so for every copy as well."
            ),
            gettext_lazy(
                "We delete what you need, and the key that it is locked with. Nobody arranges it for you any more."
            ),
        ),
        ComingInQuestion(
            Purpose.RETURNS,
            gettext_lazy("What you would like in return"),
            gettext_lazy(
                "You give time and what you know. Everyone who gives something gets something back."
            ),
            gettext_lazy(
                "Only the people who run the project and are named to you. Nobody else sees what it is. Where five "
                "people or more are concerned, reports say how many were offered, promised and given something."
            ),
            gettext_lazy(
                "Until you take it back, or leave; with what you were promised and given. Then we destroy the key that "
                "it is locked with, so that nobody can read it any more. Within 30 days, that is so for every copy as "
                "well."
            ),
            gettext_lazy(
                "We delete what you would like in return, and what you were offered, promised and given, with the key "
                "that it is locked with. Whoever has not given it yet hears that you took it back."
            ),
        ),
        ComingInQuestion(
            Purpose.HEAR,
            gettext_lazy("How you hear from us"),
            gettext_lazy("So that everything reaches you in the way that suits you."),
            gettext_lazy("You and the people who run the project."),
            gettext_lazy(
                "Until you take it back. When you leave, we delete your number and your address."
            ),
            gettext_lazy(
                "We delete your phone number and your postal address. If you have an email address, we write there "
                "then, as often as before. If you have none, nothing reaches you until you give us a number or an "
                "address again."
            ),
        ),
        ComingInQuestion(
            Purpose.DIRECTORY,
            gettext_lazy("How others can reach you"),
            gettext_lazy(
                "So that people who met here can find each other, also when the project is over. We share only what "
                "you type here, and nothing that we knew before."
            ),
            gettext_lazy(
                "Everybody who is in this project; when it has ended, those who were in it at its end. They can also "
                "print it for somebody without a computer. Nobody else sees it: no coordinators, no public page. "
                "Reports say how many people share something, and nothing of what."
            ),
            gettext_lazy(
                "Until the day you choose, three years from now at most. Two weeks before, we ask you whether to keep "
                "it. You can take it back at any time. When you leave, we delete it."
            ),
            gettext_lazy(
                "We delete what you share here. What somebody wrote down or printed before, we cannot delete."
            ),
        ),
        ComingInQuestion(
            Purpose.ABOUT_US,
            gettext_lazy("A few things about you"),
            gettext_lazy("So that we notice who is missing. You can leave out any of them."),
            gettext_lazy(
                "Nobody reads what you choose, not even the people who run the project. It is locked, and only "
                "counted. The project and the coordinators of its organisation see how many chose each answer, from "
                "five people on. If somebody writes it down for you, they know it."
            ),
            gettext_lazy(
                "Until you take it back, or leave. Then we destroy the key that it is locked with, so that nobody can "
                "read it any more. Within 30 days, that is so for every copy as well. Numbers that are shown stay as "
                "they are until the next count."
            ),
            gettext_lazy(
                "We delete what you chose, and the key that it is locked with. Numbers that are shown now stay as they "
                "are until the next count."
            ),
        ),
    )
}


#: Who sees what is said in confidence, with the names of those who may open it, and what reports say of it.
_NAMED = gettext_lazy(
    "You, and these people who run the project: %(names)s. You see each time one of them looks, and why. Whoever runs "
    "it later sees only how many things it is, until you let them. Nobody else sees what it is."
)
_IN_REPORTS = {
    Purpose.NEEDS: gettext_lazy(
        "Where five people or more need something, reports say how many things that is, and how many of them work."
    ),
    Purpose.RETURNS: gettext_lazy(
        "Where five people or more are concerned, reports say how many were offered, promised and given something."
    ),
}


def question_of(purpose: str, names: Collection[str] | None = None) -> ComingInQuestion:
    """
    Return a question; of what is said in confidence it says who may read the answer.

    :param names: of these; None where nobody is named, as on a blank sheet for another day.
    """
    asked = QUESTIONS[purpose]
    if purpose not in PRIVATE or names is None:
        return asked
    if not names:
        return replace(asked, seen_by=_("You alone. Nobody else may read it now."))
    seen_by = _NAMED % {"names": get_text_list(list(names), _("and"))}
    return replace(asked, seen_by=f"{seen_by} {_IN_REPORTS[Purpose(purpose)]}")


@dataclass(frozen=True)
class ReceiptLine:
    """
    What a member answered to a question, as the receipt says it.

    ``lines``: what we keep, if anything; ``is_yes``: whether there is something to take back; ``consent``: what they
    said, unless it was changed elsewhere since.
    """

    question: ComingInQuestion
    consent: Consent | None
    lines: list[str]
    is_yes: bool


def with_answers(member: Member) -> Any:
    """Return a member again, with all that their receipt looks at and that stands in one row each; in one query."""
    asked = AboutUsQuestion.objects.open().filter(project=OuterRef("project"))
    rows: Any = Member.objects.annotate(
        asks_about_us=Exists(asked),
        has_about_me=Exists(AboutUsAnswer.objects.filter(member=OuterRef("pk"))),
        need_count=count_of(Need.objects.filter(member=OuterRef("pk")), "member"),
        return_count=count_of(Return.objects.filter(member=OuterRef("pk")), "member"),
    )
    return rows.select_related(
        "preference__through", "greeting__by", "wish", "directory_entry", "project"
    ).get(pk=member.pk)


def receipt_of(
    member: Any, *, readers: Mapping[str, Collection[str]], shows: Collection[str]
) -> list[ReceiptLine]:
    """
    Return each question with what we keep of the answer, in their order; in five queries.

    :param member: as :func:`with_answers` returns them.
    :param readers: of each question in confidence, the names of those who may read the answer.
    :param shows: those of these questions of which the viewer may read the answer; else it is only counted.
    """
    keys = {one: key for one, key in find_keys_of(member).items() if one in shows}
    consents = {row.purpose: row for row in member.consents.select_related("entered_by")}
    chosen = getattr(member, "preference", None)
    has_contact = bool(chosen and (chosen.phone or chosen.postal_address or chosen.through_id))
    told = consents.get(Purpose.HEAR)
    if told and chosen and chosen.changed_at - told.said_at > A_MOMENT:
        del consents[Purpose.HEAR]
    lines: dict[str, list[str]] = {
        Purpose.BRING: _brings(member),
        **_groups_of(member),
        Purpose.NEEDS: _needs(member, consents.get(Purpose.NEEDS), keys.get(Purpose.NEEDS)),
        Purpose.RETURNS: _returns(member, consents.get(Purpose.RETURNS), keys.get(Purpose.RETURNS)),
        Purpose.HEAR: _hears(chosen),
        Purpose.DIRECTORY: _shared(member, is_read=Purpose.DIRECTORY in shows),
        Purpose.ABOUT_US: _about_me(member, is_own=Purpose.ABOUT_US in shows),
    }
    back = consents.get(Purpose.HEAR)
    if back and back.answer == Consent.Answer.TAKEN_BACK and not has_contact:
        lines[Purpose.HEAR] = []
    return [
        ReceiptLine(
            question_of(purpose, readers.get(purpose)),
            consents.get(purpose),
            lines[purpose],
            is_yes=has_contact if purpose == Purpose.HEAR else bool(lines[purpose]),
        )
        for purpose in QUESTIONS
        if purpose != Purpose.ABOUT_US or member.asks_about_us or consents.get(purpose)
    ]


def _shared(member: Any, *, is_read: bool) -> list[str]:
    lines = shared_lines(getattr(member, "directory_entry", None))
    return lines if is_read or not lines else [_("Shared with the others in the project.")]


def _groups_of(member: Any) -> dict[str, list[str]]:
    """Return the groups to which a member belongs, and those for which they can speak."""
    spoken = member.speaks_for.select_related("group").order_by("group__name", "pk")
    ticked = member.belongings.select_related("group").order_by("group__name", "pk")
    return {
        Purpose.GROUPS: [_name(row.group) for row in ticked],
        Purpose.SPEAK: [line for row in spoken for line in _speaks(row)],
    }


def _needs(member: Any, said: Consent | None, key: OwnKey | None) -> list[str]:
    """Return what somebody needs, or (without the key) how much it is; and that it is nothing, or to be told."""
    lines = _told(said, nothing=_("Nothing for now"))
    if key:
        with suppress(WordsAreLocked):
            return [
                *lines,
                *(f"{capfirst(one.label)}: “{one.words}”" for one in read_needs(member, key)),
            ]
    count = member.need_count
    words = ngettext("%(n)d thing, locked", "%(n)d things, locked", count) % {"n": count}
    return [*lines, words] if count else lines


def _returns(member: Any, said: Consent | None, key: OwnKey | None) -> list[str]:
    """Return what somebody would like in return, and how much they were offered, promised and given."""
    lines, count = _told(said, nothing=_("Nothing in return")), member.return_count
    words = ngettext("%(n)d thing offered", "%(n)d things offered", count) % {"n": count}
    offered = [words] if count else []
    row = getattr(member, "wish", None)
    if key and row:
        with suppress(WordsAreLocked):
            wish = open_wish(row, key)
            kinds = [capfirst(label) for label in wish.labels]
            return [*lines, *kinds, *([f"“{wish.words}”"] if wish.words else []), *offered]
    return [*lines, *([_("What you would like, locked")] if row else []), *offered]


def _about_me(member: Any, *, is_own: bool) -> list[str]:
    """Return that somebody answered; what, they see on the page where they change it."""
    if not member.has_about_me:
        return []
    if is_own:
        return [_("Answered, and locked. Only you can see it, under “Change”.")]
    return [_("Answered, and locked. It is only counted.")]


def _told(said: Consent | None, *, nothing: str) -> list[str]:
    telling: dict[str, str] = {
        Consent.Answer.NOTHING: nothing,
        Consent.Answer.TELL: _("Would rather tell somebody"),
    }
    return [telling[said.answer]] if said and said.answer in telling else []


def _name(group: Group) -> str:
    return (
        _("%(group)s (not on the map now)") % {"group": group} if group.retired_at else group.name
    )


def _brings(member: Member) -> list[str]:
    return [capfirst(experience_words(member))] if member.experience_answered_at else []


def _speaks(row: SpeaksFor) -> list[str]:
    words = _("%(group)s: %(extent)s.") % {
        "group": _name(row.group),
        "extent": row.get_extent_display(),
    }
    seen = _("The others see your name.") if row.is_named else _("The others don’t see your name.")
    return [f"{words} {seen}", *([f"“{row.note}”"] if row.note else [])]


def _hears(chosen: Preference | None) -> list[str]:
    if chosen is None:
        return []
    words = [str(chosen.get_channel_display()), str(chosen.get_rhythm_display())]
    if chosen.through:
        shared = _("News for everybody goes to the email address of %(name)s")
        words.append(shared % {"name": chosen.through})
    return [capfirst(", ".join(words)), *filter(None, (chosen.phone, chosen.postal_address))]
