"""How far it is with what some people need, without a word of it: for whoever plans something to which they come."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core.locked_words import WordsAreLocked
from participation.models import (
    OPEN_FOR,
    Consent,
    NamedReader,
    Need,
    PrivateReading,
    would_rather_tell,
)
from participation.services import ReaderNotNamed, open_private, read_needs
from projects.models import Member

PURPOSE = Consent.Purpose.NEEDS


@dataclass(frozen=True)
class NeedsOf:
    """
    Somebody with what they need: how many things nobody arranges, somebody promised to, and are arranged.

    ``tells``: whether they would rather tell somebody.
    """

    member: Member
    to_arrange: int
    promised: int
    arranged: int
    tells: bool

    @property
    def is_any(self) -> bool:
        """Whether they need something, whoever arranges it."""
        return bool(self.to_arrange or self.promised or self.arranged)

    @property
    def is_open(self) -> bool:
        return bool(self.to_arrange or self.promised or self.tells)


def needs_of(members: Collection[Member]) -> list[NeedsOf]:
    """Return those of these members who need something or would rather tell it, by name."""
    rows = Need.objects.filter(member__in=members).exclude(met=Need.Met.YES, is_once=True)
    to_arrange = Counter(rows.to_arrange().values_list("member", flat=True))
    others = rows.exclude(pk__in=rows.to_arrange().values("pk"))
    promised = Counter(others.promised().values_list("member", flat=True))
    every = Counter(rows.values_list("member", flat=True))
    here = Member.objects.filter(pk__in=[member.pk for member in members])
    tells = set(here.filter(would_rather_tell(PURPOSE)).values_list("pk", flat=True))
    found = []
    for member in sorted(members, key=lambda one: (one.known_as, one.pk)):
        pk = member.pk
        # What was changed since somebody promised it is what nobody arranges.
        arranged = every[pk] - to_arrange[pk] - promised[pk]
        if every[pk] or pk in tells:
            found.append(NeedsOf(member, to_arrange[pk], promised[pk], arranged, pk in tells))
    return found


@dataclass(frozen=True)
class CountedNeeds:
    """
    How many of some people need something of each kind, by its name; of how many it could not be read; and how many
    would rather tell somebody.
    """

    kinds: list[tuple[str, int]]
    not_read: int
    tell: int


def count_needs(members: Collection[Member], *, by: Member, now: datetime) -> CountedNeeds:
    """
    Return how many of these people need something of each kind, without their names: what a venue has to know.

    Each of them sees that a facilitator looked, and that it was to plan something to which they come; once, when it is
    counted again within ten minutes. Of those who did not name them it is not read.
    """
    needing = needs_of(members)
    theirs = {one.member.pk: one.member for one in needing if one.is_any}
    named = NamedReader.objects.current(PURPOSE).filter(reader=by, member__in=theirs)
    may_read = set(named.values_list("member", flat=True)) | ({by.pk} & theirs.keys())
    lately = PrivateReading.objects.filter(
        by=by, purpose=PURPOSE, why=PrivateReading.Why.PLAN, at__gt=now - OPEN_FOR
    )
    looked = set(lately.filter(member__in=theirs).values_list("member", flat=True)) | {by.pk}
    kinds: Counter[str] = Counter()
    not_read = len(theirs.keys() - may_read)
    for pk in sorted(may_read):
        try:
            if pk not in looked:
                open_private(theirs[pk], PURPOSE, by=by, why=PrivateReading.Why.PLAN, now=now)
            kinds.update({read.kind for read in read_needs(theirs[pk]) if not read.need.is_over})
        except (ReaderNotNamed, WordsAreLocked):
            not_read += 1
    labels = [(str(Need.Kind(kind).label), kinds[kind]) for kind in Need.Kind.values if kinds[kind]]
    return CountedNeeds(labels, not_read, sum(one.tells for one in needing))
