"""
The kinds of message. The database keeps a key and data; here is what makes words of them, for one reader.

Each app declares its kinds in its own ``emails.py``, which :class:`outbox.apps.OutboxConfig` finds when the app starts.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.access import Verdict
from core.mail import each_apart, one_line, unlinked

if TYPE_CHECKING:
    from outbox.models import Delivery, Message
    from projects.models import Member

logger = logging.getLogger(__name__)
LONGEST_SUBJECT = 200
NOT_KNOWN = gettext_lazy("This version of Coproduce does not know how to say this any more.")
GONE = gettext_lazy("What this was about is not there any more.")


class CannotTell(Exception):  # noqa: N818 - it is an answer, not a fault
    """A message cannot be put into words any more, now or later; the text says why, for a person to read."""

    def __init__(self, reason: str | Promise) -> None:
        # Put into words by whoever shows it, in their language.
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class MailFile:
    """A file in an email; ``kind``: what it is, such as ``text/calendar``."""

    name: str
    content: str
    kind: str


@dataclass(frozen=True)
class ForPerson:
    """Where a facilitator writes down what somebody says to a message, in their name; or why nowhere, in a sentence."""

    address: str = ""
    why_not: str = ""

    @classmethod
    def where(cls, may: Verdict, address: str) -> "ForPerson":
        """Return the address, or why it may not be written down there."""
        return cls(address) if may else cls(why_not=may.reason)


class MessageKind:
    """
    How one kind of message reads, in the language in force.

    :meth:`subject` and :meth:`path` use ``data`` alone and ask nothing of the database: lists show many of them.
    """

    #: The name in ``data`` of the row that it is about. A message whose row is gone is not sent.
    about: ClassVar[str] = ""
    #: Its email is ``templates/emails/<template>.*``.
    template: ClassVar[str] = "outbox/standard"
    #: What differs from person to person in its email, beside the name and the link to stop the news.
    own: ClassVar[tuple[str, ...]] = ()
    #: Whether its readers are members already, who can answer to the project and choose how they hear.
    is_for_members: ClassVar[bool] = True
    #: Whether it goes to those who follow a project by email: what anybody may read.
    is_for_followers: ClassVar[bool] = False
    #: Whom it is for, as the list of what was sent says it, where another kind has the same headline.
    audience: "ClassVar[str | Promise]" = ""
    #: Whether it says the same to all members, and nothing of what one of them said or is asked: then it may also go to
    #: an address that somebody shares with another member.
    is_for_everybody: ClassVar[bool] = False
    #: Whether nobody else is to learn that it was sent. It goes by email to whoever hears by email, or not at all; it
    #: is no letter and no call, and in no list that others read.
    is_between_two: ClassVar[bool] = False

    #: Whether lists of what was sent show it to those who run the project.
    is_listed: ClassVar[bool] = True

    def __init__(self, message: "Message") -> None:
        self.message = message
        self.data: dict[str, Any] = message.data

    @property
    def slug(self) -> str:
        """The project's part of an address."""
        return self.message.project.slug if self.message.project else ""

    def rows(self) -> QuerySet[Any]:
        """Return the rows among which the one is that it is about."""
        raise NotImplementedError

    @cached_property
    def row(self) -> Any:
        """The row that it is about, as it is now."""
        return self.rows().get(pk=self.data[self.about])

    def subject(self) -> str:
        """Say in one line what it is: over an email, in a digest, on the list of letters and calls."""
        raise NotImplementedError

    def summary(self) -> str:
        """Say a little more: what a digest shows of it."""
        return ""

    def in_email(self) -> str:
        """
        Return the summary for an email: mail programs make no links of what is typed in it.

        A kind that is the words of somebody to those who get it says where they stay as they were typed.
        """
        return unlinked(self.summary())

    def path(self) -> str:
        """Return where its link leads, beginning with a slash; empty for no link."""
        return ""

    def because(self) -> str:
        """
        Say why it goes out at once, whatever somebody chose to hear; empty when something is asked of them.

        It stands at the foot of the email.
        """
        return ""

    @property
    def project_name(self) -> str:
        """The name of the project that it is of."""
        return self.message.project.name if self.message.project else ""

    def over(self, member: "Member") -> str:
        """Say in a sentence why a member need not hear it any more; empty while they do."""
        if member.left_at is None:
            return ""
        return _("%(name)s has left the project.") % each_apart(name=member.known_as)

    def on_paper(self) -> str:
        """Say how to answer without the site: what a letter adds; empty when it asks nothing."""
        return ""

    def before_answering(self) -> list[str]:
        """Return what somebody reads, or is read, before they answer without the site: a sentence or two each."""
        return []

    def names_to_print(self) -> list[str]:
        """Return names that belong to it, too many for a sentence: printed as a list, read aloud to who wants it."""
        return []

    def question(self) -> str:
        """Return what to ask somebody to whom it was read on the phone; empty when it asks nothing."""
        return ""

    def on_sheet(self) -> str:
        """Return what a sheet asks that somebody fills in and sends back; what is asked on the phone, as a rule."""
        return self.question()

    def by_day(self) -> date | None:
        """Return the day until which it can be answered, where there is one."""
        return None

    def for_person(self, member: "Member") -> ForPerson:
        """
        Say where a facilitator writes down what a member answers; its message has the project as they look at it.

        It uses ``data`` and the row, and asks nothing more of the database.
        """
        return ForPerson(
            why_not=_("There is no page for this. Write it down as something that they said.")
        )

    def files(self) -> "list[MailFile]":
        """Return what is attached to its email, the same for everybody."""
        return []

    def context(self) -> Mapping[str, Any]:
        """Return what the templates of its email need beside subject, summary and address."""
        return {}

    def own_words(self, delivery: "Delivery") -> Mapping[str, str]:
        """Return what ``own`` names, for one person."""
        return {}


@dataclass(frozen=True)
class Told:
    """A message in the words of one language."""

    kind: MessageKind
    subject: str
    summary: str
    path: str


KindClass = TypeVar("KindClass", bound=type[MessageKind])
_KINDS: dict[str, type[MessageKind]] = {}


def message_kind(key: str) -> Callable[[KindClass], KindClass]:
    """Declare a kind under a key. Keys stay in the database: one that was used is not given to another kind."""

    def declare(kind: KindClass) -> KindClass:
        if key in _KINDS:
            raise ValueError(f"There are two kinds of message under {key!r}.")
        _KINDS[key] = kind
        return kind

    return declare


def find_kind(key: str) -> type[MessageKind]:
    """
    Return the kind that is declared under a key.

    :raises CannotTell: when there is none.
    """
    try:
        return _KINDS[key]
    except KeyError:
        raise CannotTell(NOT_KNOWN) from None


def is_for_everybody(keys: Iterable[str]) -> bool:
    """Say whether messages of these kinds say the same to all members; what is not known any more may not."""
    return all(key in _KINDS and _KINDS[key].is_for_everybody for key in keys)


def kinds_between_two() -> list[str]:
    """Return the keys of the kinds of which nobody else is to learn that they were sent."""
    return sorted(key for key, kind in _KINDS.items() if kind.is_between_two)


def kinds_not_listed() -> list[str]:
    """Return the keys of the kinds that no list shows to those who run a project."""
    kept = (key for key, kind in _KINDS.items() if kind.is_between_two or not kind.is_listed)
    return sorted(kept)


def kinds_that_ask() -> list[str]:
    """Return the keys of the kinds that may ask something of a person to whom they are told by post or phone."""
    return sorted(key for key, kind in _KINDS.items() if kind.question is not MessageKind.question)


def is_between_two(key: str) -> bool:
    """Whether nobody else is to learn that a message of this kind was sent."""
    return key in _KINDS and _KINDS[key].is_between_two


def put_into_words(message: "Message") -> Told:
    """
    Put a message into words, in the language in force, to send it.

    :raises CannotTell: when its kind, or what it was about, is not there any more.
    """
    kind = find_kind(message.kind)(message)
    try:
        return _told(kind)
    except ObjectDoesNotExist as error:
        raise CannotTell(GONE) from error
    except (KeyError, NoReverseMatch) as error:
        # Its data are those of another version, which knew something else of it.
        logger.warning("Message %s cannot be told: %r", message.pk, error)
        raise CannotTell(NOT_KNOWN) from error


def put_all_into_words(messages: "Iterable[Message]") -> dict[int, Told]:
    """Put messages into words, by their numbers; leave out those that cannot be. One query or two a kind."""
    kinds = with_rows(messages)
    return {kind.message.pk: _told(kind) for kind in kinds if not kind.about or "row" in vars(kind)}


def with_rows(messages: "Iterable[Message]", *, only_if_over: bool = False) -> list[MessageKind]:
    """
    Return the kinds of these messages with the rows they are about, one query or two a kind of row.

    A kind whose row is gone has none in ``vars``; a kind that is not known any more is left out.

    :param only_if_over: load the rows of those kinds only that may be over.
    """
    found: dict[type[MessageKind], list[MessageKind]] = {}
    for message in messages:
        if kind_class := _KINDS.get(message.kind):
            found.setdefault(kind_class, []).append(kind_class(message))
    for kind_class, kinds in found.items():
        if not kind_class.about or (only_if_over and kind_class.over is MessageKind.over):
            continue
        rows = kinds[0].rows().in_bulk({kind.data.get(kind_class.about) for kind in kinds})
        for kind in kinds:
            if row := rows.get(kind.data.get(kind_class.about)):
                kind.row = row
    return [kind for kinds in found.values() for kind in kinds]


def subject_of(message: "Message") -> str:
    """Return the subject for a page; a list stands whatever one of its rows can no longer say."""
    try:
        return _subject(find_kind(message.kind)(message))
    except (CannotTell, KeyError):
        return _("A message that can no longer be shown")


def audience_of(message: "Message") -> str:
    """Return whom a message is for, where its headline does not tell; empty for most."""
    kind = _KINDS.get(message.kind)
    return str(kind.audience) if kind else ""


def path_of(message: "Message") -> str:
    """Return where the link of a message leads, for a page; empty when that is not known any more."""
    try:
        return find_kind(message.kind)(message).path()
    except (CannotTell, KeyError, NoReverseMatch):
        return ""


def _told(kind: MessageKind) -> Told:
    if kind.about:
        _row = kind.row
    return Told(kind, _subject(kind), kind.summary(), kind.path())


def _subject(kind: MessageKind) -> str:
    # A line break would begin a header of its own.
    return one_line(kind.subject())[:LONGEST_SUBJECT]
