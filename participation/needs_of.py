"""How far it is with what some people need, without a word of it: for whoever plans something to which they come."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core.locked_words import WordsAreLocked
from participation.models import Consent, NamedReader, Need, PrivateReading, would_rather_tell
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
    """How many of some people need something of each kind, by its name; of how many it could not be read."""

    kinds: list[tuple[str, int]]
    not_read: int


def count_needs(members: Collection[Member], *, by: Member, now: datetime) -> CountedNeeds:
    """
    Return how many of these people need something of each kind, without their names: what a venue has to know.

    Each of them sees that a facilitator looked, and that it was to plan something to which they come. Of those who did
    not name them it is not read.
    """
    with_needs = Need.objects.filter(member__in=members).values_list("member", flat=True)
    theirs = {member.pk: member for member in members if member.pk in set(with_needs)}
    named = NamedReader.objects.current(PURPOSE).filter(reader=by, member__in=theirs)
    may_read = set(named.values_list("member", flat=True))
    kinds: Counter[str] = Counter()
    not_read = len(theirs.keys() - may_read - {by.pk})
    for pk in sorted(may_read):
        try:
            open_private(theirs[pk], PURPOSE, by=by, why=PrivateReading.Why.PLAN, now=now)
            kinds.update({read.kind for read in read_needs(theirs[pk]) if not read.need.is_over})
        except (ReaderNotNamed, WordsAreLocked):
            not_read += 1
    if by.pk in theirs:
        kinds.update({read.kind for read in read_needs(by) if not read.need.is_over})
    labels = [(str(Need.Kind(kind).label), kinds[kind]) for kind in Need.Kind.values if kinds[kind]]
    return CountedNeeds(labels, not_read)
