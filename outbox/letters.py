"""What goes to people by post and by phone: who is to be reached, what to tell each, and what nobody needs any more."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.dates import long_date
from outbox.kinds import GONE, MessageKind, Told, put_all_into_words, with_rows
from outbox.models import Channel, Delivery, Message, Preference
from outbox.models.messages import ENDED
from outbox.writing import language_of
from projects.models import Member, Project

logger = logging.getLogger(__name__)
#: At most so many messages are told to one person at once; the rest follow when these are ticked off.
MOST_AT_ONCE = 20
MOST_ROWS = 2000
#: So many days somebody can still see that a letter was posted, or why it is not needed.
LATELY = timedelta(days=14)
MOST_LATELY = 40


@dataclass
class ToReach:
    """One person, and all that goes to them now. ``over``: what they need not hear any more, each with its reason."""

    member: Member
    deliveries: list[Delivery] = field(default_factory=list)
    over: list[tuple[Delivery, str]] = field(default_factory=list)

    @property
    def choice(self) -> Preference:
        return Preference.of(self.member)

    @property
    def channel(self) -> str:
        """How they are reached by what they chose last, or by what goes to them still; by email when nothing does."""
        rows = self.deliveries or [delivery for delivery, _reason in self.over]
        if self.choice.reach != Channel.EMAIL or not rows:
            return self.choice.reach
        return rows[-1].channel

    @property
    def is_call(self) -> bool:
        return self.channel == Channel.PHONE

    @property
    def is_letter(self) -> bool:
        return self.channel == Channel.POST

    @property
    def asks(self) -> bool:
        return any(delivery.asks for delivery in self.deliveries)


@dataclass(frozen=True)
class Done:
    """What was posted or told to one person at one time."""

    member: Member | None
    deliveries: list[Delivery]

    @property
    def words(self) -> str:
        """How, when, by whom, and what."""
        first = self.deliveries[0]
        how = _("rung") if first.channel == Channel.PHONE else _("posted")
        when = long_date(timezone.localdate(first.done_at))
        by = _("by %(name)s") % {"name": first.done_by} if first.done_by else ""
        what = "; ".join(row.message.subject for row in self.deliveries)
        return f"{' '.join(filter(None, [how, when, by]))}: {what}"


def people_to_reach(project: Project) -> QuerySet[Member]:
    """Return the members to whom something is to be posted or told by phone."""
    to_do = Delivery.objects.of(project).to_do_by_hand().filter(member=OuterRef("pk"))
    return project.members.filter(Exists(to_do)).select_related("user__refused", "preference")


def count_people(project: Project) -> dict[str, int]:
    """Count the people to write to (``post``) and to ring (``phone``), in one query."""
    to_do = Delivery.objects.of(project).to_do_by_hand()
    return to_do.aggregate(
        post=Count("member", filter=Q(channel=Channel.POST), distinct=True),
        phone=Count("member", filter=Q(channel=Channel.PHONE), distinct=True),
    )


def gather(project: Project, members: Iterable[Member]) -> list[ToReach]:
    """Return what goes to each of these members now, in their order: what asks something first, then the oldest."""
    cards = {member.pk: ToReach(member) for member in members}
    rows = (
        Delivery.objects.of(project)
        .to_do_by_hand()
        .filter(member__in=cards)
        .select_related("message")
        .order_by("-message__asks", "pk")[:MOST_ROWS]
    )
    deliveries = list(rows)
    for delivery in deliveries:
        delivery.message.project = project
        delivery.member = cards[delivery.member_id].member
    reasons = {delivery.pk: reason for delivery, reason in reasons_over(deliveries)}
    for delivery in deliveries:
        card = cards[delivery.member_id]
        if reason := reasons.get(delivery.pk):
            card.over.append((delivery, reason))
        elif len(card.deliveries) < MOST_AT_ONCE:
            card.deliveries.append(delivery)
    return list(cards.values())


def put_into_words(card: ToReach) -> list[Told]:
    """Return what a person is told, in their language; what cannot be told any more is left out."""
    with translation.override(language_of(card.member)):
        told = put_all_into_words([delivery.message for delivery in card.deliveries])
    return [told[row.message_id] for row in card.deliveries if row.message_id in told]


def reasons_over(deliveries: Sequence[Delivery]) -> list[tuple[Delivery, str]]:
    """Return those of the deliveries that nobody needs any more, each with the reason in a sentence."""
    messages: dict[int, Message] = {row.message_id: row.message for row in deliveries}
    kinds = {kind.message.pk: kind for kind in with_rows(messages.values(), only_if_over=True)}
    found = []
    for row in deliveries:
        kind = kinds.get(row.message_id)
        if reason := reason_over(kind, row.member) if kind and row.member else "":
            found.append((row, reason))
    return found


def reason_over(kind: MessageKind, member: Member) -> str:
    """Return why a member needs a message no more; empty while they do, also when it cannot say it."""
    try:
        return kind.over(member)
    except ObjectDoesNotExist:
        return str(GONE)
    except Exception:
        # One message that cannot say it keeps no other on the list.
        logger.exception("Message %s cannot say whether it is over.", kind.message.pk)
        return ""


def let_go(*, now: datetime) -> int:
    """Take the letters and calls off the list that nobody needs any more, each with its reason; return how many."""
    to_do = Delivery.objects.to_do_by_hand().select_related("message__project", "member")
    over = reasons_over(list(to_do.order_by("pk")))
    for delivery, reason in over:
        delivery.give_up(now=now, error=reason)
    return len(over)


def lately(project: Project, *, now: datetime) -> tuple[list[Done], list[Delivery]]:
    """Return what was posted and told lately, a person and time, and what was let go lately; newest first."""
    rows = (
        Delivery.objects.of(project)
        .by_hand()
        .annotate(ended_at=Coalesce("done_at", "gave_up_at"))
        # The first is in the second, but only the first is what the index is of.
        .filter(ENDED, ended_at__gt=now - LATELY)
        .select_related("message", "member", "done_by")
        .order_by("-ended_at", "member", "pk")[:MOST_LATELY]
    )
    done: dict[tuple[int | None, datetime], Done] = {}
    over = []
    for row in rows:
        row.message.project = project
        if row.done_at is None:
            over.append(row)
        else:
            key = (row.member_id, row.done_at)
            done.setdefault(key, Done(row.member, [])).deliveries.append(row)
    return list(done.values()), over
