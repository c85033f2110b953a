"""The verbs of participation, where no page shows them."""

from datetime import timedelta

import pytest

from outbox.models import Delivery
from participation import services
from participation.models import Invitation
from projects.models import Role
from tests.factories import NOW


def invite(project, jo, **changes):
    fields = {"email": "Ben@Example.org", "known_as": "Ben", "role": Role.PARTICIPANT, "now": NOW}
    return services.invite_member(project, by=jo, **(fields | changes))


def test_invite_member_twice_invites_once(project, jo):
    ben = invite(project, jo)
    again = invite(project, jo, now=NOW + timedelta(seconds=1))

    assert again == ben
    assert Invitation.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_accept_invitation_lets_in_once_and_keeps_the_name_chosen(project, jo):
    invitation = invite(project, jo).invitations.get()

    services.accept_invitation(invitation, known_as="Benny", now=NOW)
    services.accept_invitation(invitation, known_as="Other", now=NOW + timedelta(days=1))

    ben = project.members.get(known_as="Benny")
    assert (ben.joined_at, ben.left_at) == (NOW, None)


@pytest.mark.parametrize("state", ["withdrawn", "out of time"])
def test_accept_invitation_lets_nobody_in_by_one_that_does_not_count(project, jo, state):
    ben = invite(project, jo)
    invitation = ben.invitations.get()
    if state == "withdrawn":
        services.withdraw_invitation(ben, now=NOW)

    services.accept_invitation(invitation, now=NOW + timedelta(days=61))

    ben.refresh_from_db()
    assert not ben.is_taking_part
