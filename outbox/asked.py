"""What somebody is asked by post or by phone, where it is written down for them, and what to say when ringing them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date
from core.mail import each_apart
from core.offers import offered
from outbox.cards import from_card
from outbox.kinds import MessageKind, Told, kinds_that_ask, with_rows
from outbox.letters import reason_over
from outbox.models import Delivery
from projects.models import Member, Project

#: So long an answer can come back by post, from the day on which it was asked.
COMES_BACK_WITHIN = timedelta(days=60)
MOST_ASKED = 30


@dataclass(frozen=True)
class AskedByHand:
    """
    One thing that somebody is asked. ``address``: where it is written down for them; else ``why_not`` says why nowhere.

    ``noted``: that they answered, or why nobody needs an answer any more.
    """

    delivery: Delivery
    subject: str
    question: str = ""
    by_day: date | None = None
    address: str = ""
    why_not: str = ""
    noted: str = ""


@dataclass(frozen=True)
class WriteDown:
    """Something that a person may say in passing, and where it is written down in their name."""

    words: str
    address: str


def reached_lately(project: Project, *, now: datetime) -> QuerySet[Member]:
    """Return the members to whom something is to be told by post or phone, or was: their answers may still come."""
    by_hand = Delivery.objects.of(project).by_hand().filter(member=OuterRef("pk"))
    since = Q(message__created_at__gt=now - COMES_BACK_WITHIN)
    open_or_new = by_hand.filter(Q(done_at=None, gave_up_at=None) | since)
    rows = project.members.filter(Exists(open_or_new))
    return rows.select_related("user__refused", "preference")


def asked_of(
    project: Project, member: Member, *, now: datetime, told: Iterable[Told] = ()
) -> list[AskedByHand]:
    """
    Return what a member is asked by post or phone, or was lately, each once; what waits for an answer first.

    :param told: what was put into words already, so that it is not read again.
    """
    since = Q(message__created_at__gt=now - COMES_BACK_WITHIN) | Q(done_at=None, gave_up_at=None)
    rows = (
        Delivery.objects.of(project)
        .by_hand()
        .filter(since, member=member, message__asks=True, message__kind__in=kinds_that_ask())
        .select_related("message")
        .order_by("-pk")[:MOST_ASKED]
    )
    deliveries = list(rows)
    for row in deliveries:
        row.message.project, row.member = project, member
    known = {one.kind.message.pk: one.kind for one in told}
    left = {row.message for row in deliveries if not row.gave_up_at} - {
        kind.message for kind in known.values()
    }
    known |= {kind.message.pk: kind for kind in with_rows(left)}
    return _each_once(deliveries, known, member)


def _each_once(
    deliveries: Sequence[Delivery], kinds: Mapping[int, MessageKind], member: Member
) -> list[AskedByHand]:
    found: dict[tuple[str, str], AskedByHand] = {}
    for row in deliveries:
        if row.gave_up_at:
            one: AskedByHand | None = AskedByHand(row, row.message.subject, noted=row.last_error)
        else:
            kind = kinds.get(row.message_id)
            one = _asked(row, kind, member) if kind else None
        if one:
            # Of a question and its reminders, one answer is written down.
            found.setdefault((one.question, one.address or one.subject), one)
    return sorted(found.values(), key=lambda one: bool(one.noted))


def _asked(row: Delivery, kind: MessageKind, member: Member) -> AskedByHand | None:
    if kind.about and "row" not in vars(kind):
        return None
    try:
        question = kind.question()
        where, by_day = kind.for_person(member), kind.by_day()
    except ObjectDoesNotExist:
        return None
    if not question:
        return None
    address = from_card(where.address, member) if where.address and member.left_at is None else ""
    noted = reason_over(kind, member)
    told = (row, row.message.subject, question, by_day, address, where.why_not, noted)
    return AskedByHand(*told)


def write_down_for(project: Project, member: Member) -> list[WriteDown]:
    """Return where all else that somebody says is written down for them, as the apps offer it."""
    offers = (found for find in offered("write_down") for found in find(project, member))
    return [WriteDown(str(words), from_card(address, member)) for words, address in offers]


def say_in_three(
    project: Project,
    member: Member,
    *,
    me: Member | None,
    subjects: Iterable[str],
    asked: Sequence[AskedByHand],
) -> list[str]:
    """
    Return what to say when ringing somebody: who rings and why; what it is about; by when, and what follows.

    What they were told before is asked again only when there is nothing else.
    """
    open_ones = [one for one in asked if not one.noted]
    waiting = [one for one in open_ones if not one.delivery.done_at] or open_ones
    names = each_apart(name=member.known_as, project=project.name, me=me.known_as if me else "")
    hello = (
        _("Hello %(name)s, this is %(me)s from “%(project)s”,") % names
        if me
        else _("Hello %(name)s, I am ringing from “%(project)s”,") % names
    )
    why = _("and I would like to tell you what is new.")
    if waiting:
        why = ngettext(
            "and we would like to ask you something.",
            "and we would like to ask you %(n)s things.",
            len(waiting),
        ) % {"n": len(waiting)}
    topics = [one.subject for one in waiting] or list(subjects)
    about = _("It is about this: %(what)s.") % {"what": "; ".join(f"“{one}”" for one in topics)}
    return [f"{hello} {why}", about, _what_follows(waiting)]


def _what_follows(waiting: Sequence[AskedByHand]) -> str:
    if not waiting:
        return _("You need not do anything; if you want to say something, I write it down for you.")
    today = timezone.localdate()
    days = sorted(one.by_day for one in waiting if one.by_day and one.by_day >= today)
    if days:
        return _(
            "You can answer now, or until %(day)s; I write it down as what you said, and you can change it until then."
        ) % {"day": long_date(days[0])}
    return _(
        "You can answer now, or another day; I write it down as what you said, and you can tell us if it changes."
    )
