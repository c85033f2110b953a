"""Lets coordinators come and go, for tests of what they are told."""

from collections.abc import Callable
from typing import Any

from home import services as home
from projects.models import Coordinator
from tests import factories
from tests.coproduce.two_people import People
from tests.factories import NOW
from tests.home.invited import invited


def _invite(people: People) -> Any:
    by = factories.CoordinatorFactory(organisation=people.project.organisation).user
    said = {"email": "kate@example.org", "name": "Kate", "by": by, "takes_over": True}
    return home.invite_coordinator(people.project.organisation, **said, now=NOW)


def _come(people: People) -> Any:
    organisation = people.project.organisation
    factories.CoordinatorFactory(organisation=organisation)
    return home.accept_coordinator_invitation(invited(organisation), now=NOW)


def _remove(people: People) -> Any:
    one, two = (
        factories.CoordinatorFactory(organisation=people.project.organisation) for _each in "12"
    )
    return home.end_coordination(Coordinator.objects.get(pk=one.pk), by=two.user, now=NOW)


#: Each kind of message to coordinators -> what makes one.
MAKES: dict[str, Callable[[People], Any]] = {
    "coordinator_came": _come,
    "coordinator_gone": _remove,
    "coordinator_invited": _invite,
    "coordinator_removed": _remove,
}
#: What each says of why it comes.
WHY_AT_ONCE = {
    "coordinator_came": "because you are a coordinator",
    "coordinator_gone": "because you are a coordinator",
    "coordinator_invited": "because you are asked to be a coordinator",
    "coordinator_removed": "because you were a coordinator",
}
