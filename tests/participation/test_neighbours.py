"""What is done to one person, invitation, group or review leaves those beside it as they are."""

from datetime import timedelta

import pytest

from accounts.models import User
from outbox.models import Preference
from outbox.services import set_preference
from participation import services
from participation.models import Group, Invitation, ParticipationReview, SpeaksFor
from projects.models import Member
from tests import factories
from tests.factories import DAY, NOW
from tests.neighbours import changed_by

LATER = NOW + timedelta(days=1)


@pytest.fixture
def invitations(project, jo) -> list[Invitation]:
    return factories.InvitationFactory.create_batch(3, member__project=project, by=jo)


@pytest.mark.parametrize(
    ("act", "people"),
    [
        (lambda one, by: services.accept_invitation(one, known_as="Ben", now=NOW), 1),
        (lambda one, by: services.decline_invitation(one, now=NOW), 1),
        (lambda one, by: services.withdraw_invitation(one.member, now=NOW), 1),
        (lambda one, by: services.end_membership(one.member, now=NOW), 1),
        (lambda one, by: services.change_name(one.member, known_as="Ben"), 1),
        (lambda one, by: services.resend_invitation(one, by=by, now=NOW), 0),
    ],
)
def test_one_invitation_or_person_alone(invitations, jo, twin, act, people):
    one = invitations[1]
    invited = {row.pk for row in invitations}
    changed: set = set()

    def note() -> None:
        changed.update(changed_by(lambda: act(one, jo), Invitation))

    assert changed_by(note, Member) == ({one.member_id} if people else set())
    assert changed & invited <= {one.pk}


@pytest.mark.parametrize("end", [services.withdraw_invitation, services.end_membership])
def test_an_invitation_that_was_answered_or_withdrawn_before_keeps_its_day(project, end):
    member = factories.MemberFactory(project=project, joined_at=None, invited_at=NOW)
    before = NOW.replace(year=2025)
    ended = [
        factories.InvitationFactory(member=member, **{state: before})
        for state in ("accepted_at", "revoked_at")
    ]
    still_open = factories.InvitationFactory(member=member)
    assert changed_by(lambda: end(member, now=NOW), Invitation) == {still_open.pk}
    assert len(ended) == 2


def test_whoever_comes_in_names_nobody_else(invitations):
    User.objects.update(name="")
    one = invitations[1]
    accept = changed_by(lambda: services.accept_invitation(one, known_as="B", now=NOW), User)
    assert accept == {one.member.user_id}


def test_one_group_alone(project, amina):
    one, other = factories.GroupFactory.create_batch(2, project=project)
    said = factories.SpeaksForFactory(group=one, member=amina)
    factories.SpeaksForFactory(group=other, member=amina)
    factories.SpeaksForFactory(group=one)
    assert changed_by(lambda: services.remove_group_spoken_for(amina, one), SpeaksFor) == {said.pk}
    assert changed_by(lambda: services.retire_group(one, now=NOW), Group) == {one.pk}
    assert changed_by(lambda: services.retire_group(one, now=LATER), Group) == set()
    same = {"revision": other.revision, "now": LATER, "name": other.name}
    assert changed_by(lambda: services.change_group(other, **same), Group) == set()


def test_an_address_is_given_to_one_person_alone_with_how_they_are_reached(project, jo):
    other, one = factories.MemberFactory.create_batch(2, project=project, user=None)
    for member, phone in ((other, "01632 960 001"), (one, "01632 960 002")):
        set_preference(member, channel="phone", rhythm="weekly", phone=phone)
    give = changed_by(
        lambda: services.give_email(one, email="bo@example.org", by=jo, now=NOW), Member
    )
    assert give == {one.pk}
    assert Preference.objects.get(member=one).phone == "01632 960 002"


def test_one_gap_and_one_review_alone(project, jo):
    reviews = [
        factories.ParticipationReviewFactory(project=project, due_on=DAY.replace(day=day))
        for day in (1, 2)
    ]
    gaps = [
        review.gaps.create(kind="nobody", what=what) for review in reviews for what in ("A", "B")
    ]
    table = type(gaps[0])
    accept = changed_by(lambda: services.accept_gap(gaps[0], reason="Later", now=NOW), table)
    promised = {"what": "Ask", "owner": jo, "due_on": DAY, "now": NOW}
    answer = changed_by(lambda: services.answer_gap_with_action(gaps[1], **promised), table)
    assert (accept, answer) == ({gaps[0].pk}, {gaps[1].pk})

    def finish() -> None:
        services.finish_review(reviews[0], by=jo, reflection="Done", now=NOW)

    assert changed_by(finish, ParticipationReview) == {reviews[0].pk}
