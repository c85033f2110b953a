"""Says beforehand who would hear of something, by which channel and how soon."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, Q, QuerySet, When

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


def reached_by_post(members: QuerySet[Member]) -> QuerySet[Member]:
    """Keep the members who get letters: they chose post, or have no email and chose nothing else."""
    no_email = Q(preference=None) | Q(preference__channel=Channel.EMAIL)
    return members.filter(Q(preference__channel=Channel.POST) | Q(user=None) & no_email)


def _shares_an_address() -> Case:
    """The rule of :attr:`outbox.models.Preference.shares_with`, for the database."""
    other = "preference__through"
    by_hand = Q(preference__through__preference__channel__in=[Channel.POST, Channel.PHONE])
    shares = Q(takes_part(other), ~by_hand, user=None, preference__through__user__isnull=False)
    return Case(When(shares, then=True), default=False, output_field=BooleanField())


def count_audience(members: QuerySet[Member], *, is_result: bool) -> Audience:
    """Count who among the members would hear news, by the rules by which it is sent; in one query."""
    news = Message(asks=False, is_result=is_result)
    audience = Audience()
    rows = (
        members.order_by()
        .annotate(
            has_no_email=ExpressionWrapper(Q(user=None), BooleanField()),
            shares=_shares_an_address(),
        )
        .values_list("shares", "has_no_email", "preference__channel", "preference__rhythm")
        .annotate(number=Count("pk"))
    )
    for shares, has_no_email, channel, rhythm, number in rows:
        anybody = Member(user_id=None if has_no_email else 0)
        choice = (
            Preference(member=anybody, channel=channel, rhythm=rhythm)
            if channel
            else Preference.of(anybody)
        )
        if not choice.hears(news):
            audience.nobody += number
        elif shares or choice.reach == Channel.EMAIL:
            before = audience.by_email.get(choice.rhythm, 0)
            audience.by_email[choice.rhythm] = before + number
        elif choice.reach == Channel.POST:
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
