"""What is asked of a person, as the apps offer it: one line each, with the place where it is done."""

from dataclasses import dataclass

from core.offers import MOST_ANSWERED, Answered, Ask, offered
from projects.known import Known
from projects.models import Project

#: Where these stand among what is asked of a person, which carries an order of its own.
FACILITATOR, MEMBER = 50, 80


@dataclass(frozen=True)
class AskedOfPerson:
    """What is asked of a person in a project: what people wait for from the facilitators, and the rest."""

    waited_for: list[Ask]
    asks: list[Ask]

    @property
    def all(self) -> list[Ask]:
        return [*self.waited_for, *self.asks]


@dataclass(frozen=True)
class AnsweredToPerson:
    """What came of what a person said, for their home; ``is_more``: there is more than that."""

    rows: list[Answered]
    is_more: bool = False


def in_project(known: Known, project: Project) -> AskedOfPerson:
    """Return what is asked of a person in a project, what is late first; the same on both homes."""
    mine = [(ask.order, ask) for ask in _of_person(known) if ask.of == project.pk]
    if project.viewer.is_facilitator:
        mine += _of(FACILITATOR, "asked_of_facilitator", known, project)
    elif project.viewer.is_coordinator:
        mine += _of(FACILITATOR, "asked_of_coordinator", known, project)
    if project.viewer.is_member:
        mine += _of(MEMBER, "asked_of_member", known, project)
    asks = sorted(mine, key=lambda one: (not one[1].is_late, one[0]))
    waiting = _of(0, "waited_for", known, project) if project.viewer.is_facilitator else []
    return AskedOfPerson([ask for _order, ask in waiting], [ask for _order, ask in asks])


def of_no_project(known: Known) -> list[Ask]:
    """Return what is asked of a person that belongs to no project of theirs: their invitations."""
    return [ask for ask in _of_person(known) if ask.of is None]


def answered(known: Known, project: Project) -> AnsweredToPerson:
    """Return what came of what a person said in a project, the latest first."""
    if not project.viewer.is_member:
        return AnsweredToPerson([])
    found = [one for became in offered("became") for one in became(known, project)]
    found.sort(key=lambda one: one.moved_at or one.at, reverse=True)
    return AnsweredToPerson(found[:MOST_ANSWERED], is_more=len(found) > MOST_ANSWERED)


def _of_person(known: Known) -> list[Ask]:
    """Ask each app once, however many projects there are."""
    asks: list[Ask] = known.once(
        "asked of person",
        lambda: [ask for asked in offered("asked_of_person") for ask in asked(known)],
    )
    return asks


def _of(order: int, name: str, known: Known, project: Project) -> list[tuple[int, Ask]]:
    asks = [ask for asked in offered(name) for ask in asked(known, project)]
    return [(order, ask) for ask in sorted(asks, key=lambda ask: ask.order)]
