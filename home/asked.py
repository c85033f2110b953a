"""What is asked of a person, as the apps offer it: one line each, with the place where it is done."""

from collections.abc import Iterable, Iterator

from core.offers import Ask, offered
from projects.known import Known
from projects.models import Project

# Where these stand among what is asked of a person in all projects at once, which carries an order of its own.
MEMBER, FACILITATOR, WAITED_FOR, MEMBER_AT_HOME = 40, 50, 70, 80


def of_person(known: Known) -> list[Ask]:
    """Return what is asked of a person in all of their projects, what is late first."""
    return _sorted(
        [
            *_of_all(known),
            *_of_each(MEMBER, "asked_of_member", known, known.projects),
            *_of_each(FACILITATOR, "asked_of_facilitator", known, known.led),
            *_of_each(WAITED_FOR, "waited_for", known, known.led),
        ]
    )


def in_project(known: Known) -> list[Ask]:
    """Return what is asked of a person in the project whose home it is, what is late first."""
    as_member = [project for project in known.projects if project.viewer.is_member]
    return _sorted(
        [
            *_of_all(known),
            *_of_each(FACILITATOR, "asked_of_facilitator", known, known.led),
            *_of_each(MEMBER_AT_HOME, "asked_of_member", known, as_member),
        ]
    )


def waited_for(known: Known) -> list[Ask]:
    """Return what people wait for from the user, in the projects that they facilitate."""
    return [ask for _order, ask in _of_each(WAITED_FOR, "waited_for", known, known.led)]


def _of_all(known: Known) -> Iterator[tuple[int, Ask]]:
    for asked in offered("asked_of_person"):
        yield from ((ask.order, ask) for ask in asked(known))


def _of_each(
    order: int, name: str, known: Known, projects: Iterable[Project]
) -> Iterator[tuple[int, Ask]]:
    for project in projects:
        asks = [ask for asked in offered(name) for ask in asked(known, project)]
        yield from ((order, ask) for ask in sorted(asks, key=lambda ask: ask.order))


def _sorted(asks: list[tuple[int, Ask]]) -> list[Ask]:
    return [ask for _order, ask in sorted(asks, key=lambda one: (not one[1].is_late, one[0]))]
