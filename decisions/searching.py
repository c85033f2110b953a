"""
Where few decisions can be meant, the log's search looks at these alone (docs/adr/0153).

What is asked for is found anywhere in a text, or in the name of a maker. Where many have it, a page is full before
much was read. Where few have it, or none, all of the log would be read: of 100,000 decisions, each time. So PostgreSQL
is asked first which versions have a word at all: in their text, for which it has an index, then by their makers. In
one question, with "or" between them, it would use no index.
"""

from itertools import chain
from typing import Any

from django.db import connection

from core.folding import fold
from decisions.models import DecisionMaker, DecisionVersion
from projects.models import Member, Project

#: Of so many versions each is looked at; a word that stands in more is no help.
FEW = 1000
#: So many words are asked about, the longest first: they are the rarest, more often than not.
WORDS = 2
#: The index knows groups of three letters.
SHORTEST = 3


def few_with(project: Project, asked: dict[str, Any]) -> set[int] | None:
    """
    Return the keys of at most 2,000 versions, among which is each that is asked for; None where they may be more.

    :param asked: what a filter of the log asks for; see :meth:`decisions.models.log.DecisionQuerySet.asked`.
    """
    if connection.vendor != "postgresql":
        return None
    words = {fold(word) for word in [*asked.get("q", "").split()[:6], asked.get("made_by", "")]}
    long_ones = sorted((word for word in words if len(word) >= SHORTEST), key=len, reverse=True)
    for word in long_ones[:WORDS]:
        mine = DecisionVersion.objects.filter(decision__project=project)
        said = mine.filter(search_text__contains=word).order_by()
        found = list(said.values_list("pk", flat=True)[: FEW + 1])
        if len(found) > FEW:
            continue
        named = Member.objects.filter(project=project, search_name__contains=word)
        made = DecisionMaker.objects.filter(member__in=named.values("pk")).order_by()
        of_named = list(made.values_list("version", flat=True)[: FEW + 1])
        if len(of_named) <= FEW:
            return set(chain(found, of_named))
    return None
