"""Says beforehand who would hear of something, by which channel and how soon."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, CharField, Count, Q, QuerySet, Value, When

from outbox.models import Channel, Message, Preference, Rhythm
from projects.models import Member, Project
from projects.models.members import is_here_or_invited, takes_part


@dataclass
class Audience:
    """Numbers of members: ``by_email`` by rhythm, then the other channels, then those who do not want news."""

    by_email: dict[str, int] = field(default_factory=dict)
    by_post: int = 0
    by_phone: int = 0
    nobody: int = 0

    @property
    def total(self) -> int:
        """Everybody who hears of it, by whatever channel."""
        return sum(self.by_email.values()) + self.by_post + self.by_phone

    @property
    def rhythms(self) -> list[tuple[str, int]]:
        """The rhythms of those who hear by email, in words."""
        return [
            (str(Rhythm(rhythm).label), number)
            for rhythm in Rhythm
            if (number := self.by_email.get(rhythm))
        ]


def _reach() -> Case:
    """The rule of :attr:`outbox.models.Preference.reach`, for the database."""
    takes_email = Q(user__isnull=False, user__refused=None)
    has_phone_alone = Q(preference__postal_address="") & ~Q(preference__phone="")
    has_phone_alone &= Q(preference__isnull=False)
    return Case(
        When(preference__channel__in=[Channel.POST, Channel.PHONE], then="preference__channel"),
        When(takes_email, then=Value(Channel.EMAIL)),
        When(has_phone_alone, then=Value(Channel.PHONE)),
        default=Value(Channel.POST),
        output_field=CharField(),
    )


def reached_by_post(members: QuerySet[Member]) -> QuerySet[Member]:
    """Keep the members who get letters: they chose post, or email does not reach them and they chose nothing else."""
    return members.alias(reach=_reach()).filter(reach=Channel.POST)


def is_cut_off() -> Q:
    """Which members chose to hear by email, while the mail server takes no emails for their address."""
    by_hand = Q(preference__channel__in=[Channel.POST, Channel.PHONE])
    return is_here_or_invited() & Q(user__refused__isnull=False) & ~by_hand


def _shares_an_address() -> Case:
    """The rule of :attr:`outbox.models.Preference.shares_with`, for the database."""
    other = "preference__through"
    by_hand = Q(preference__through__preference__channel__in=[Channel.POST, Channel.PHONE])
    takes_email = Q(
        preference__through__user__isnull=False, preference__through__user__refused=None
    )
    shares = Q(takes_part(other), ~by_hand, takes_email, user=None)
    return Case(When(shares, then=True), default=False, output_field=BooleanField())


def count_audience(members: QuerySet[Member], *, is_result: bool) -> Audience:
    """Count who among the members would hear news, by the rules by which it is sent; in one query."""
    news = Message(asks=False, is_result=is_result)
    audience = Audience()
    rows = (
        members.order_by()
        .annotate(shares=_shares_an_address(), reach=_reach())
        .values_list("shares", "reach", "preference__rhythm")
        .annotate(number=Count("pk"))
    )
    for shares, reach, rhythm, number in rows:
        choice = Preference(rhythm=rhythm or Rhythm.AT_ONCE)
        if not choice.hears(news):
            audience.nobody += number
        elif shares or reach == Channel.EMAIL:
            before = audience.by_email.get(choice.rhythm, 0)
            audience.by_email[choice.rhythm] = before + number
        elif reach == Channel.POST:
            audience.by_post += number
        else:
            audience.by_phone += number
    return audience


def members_to_share_with(project: Project) -> QuerySet[Member]:
    """
    Return the members whose address somebody in the project may share, locked until the transaction ends.

    So nobody leaves (:func:`participation.services.end_membership`) between the look and what is kept of it.
    """
    rows = project.members.filter(is_here_or_invited(), user__isnull=False)
    return rows.select_for_update().order_by("pk")
