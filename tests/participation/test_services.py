"""The verbs of participation, where no page shows them."""

from datetime import timedelta

import pytest

from core.ended import EndedBefore
from core.standing import how_it_stands
from outbox.models import Delivery
from participation import services
from participation.models import Invitation, MemberImport, ParticipationReview, ReviewRhythm
from projects.models import Role
from tests import factories
from tests.factories import DAY, NOW

SECOND = timedelta(seconds=1)


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

    services.accept_invitation(invitation, now=NOW + timedelta(days=15))

    ben.refresh_from_db()
    assert not ben.is_taking_part


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False)])
def test_a_link_counts_for_fourteen_days(project, jo, seconds, counts):
    ben = invite(project, jo)
    late = NOW + timedelta(days=14, seconds=seconds)
    services.accept_invitation(ben.invitations.get(), now=late)
    ben.refresh_from_db()
    assert ben.is_taking_part == counts


def test_a_preview_that_nobody_confirmed_is_forgotten_after_a_week(project, twin, jo):
    def keep(where, **fields) -> MemberImport:
        return factories.MemberImportFactory(project=where, **fields)

    week = NOW - timedelta(days=7)
    old = keep(project, created_at=week - SECOND)
    stay = [
        keep(project, created_at=week),
        keep(project, created_at=week - SECOND, confirmed_at=week),
        keep(twin, created_at=week - SECOND),
    ]
    services.check_import(project, by=jo, lines=[], role=Role.PARTICIPANT, now=NOW)
    left = set(MemberImport.objects.values_list("pk", flat=True))
    assert old.pk not in left
    assert {row.pk for row in stay} < left


def test_invited_again_somebody_has_the_role_of_today_and_one_link(project, jo):
    ben = invite(project, jo)
    services.withdraw_invitation(ben, now=NOW)
    again = invite(project, jo, role=Role.FACILITATOR, now=NOW + SECOND)
    ben.refresh_from_db()
    assert (again, ben.role, ben.left_at) == (ben, Role.FACILITATOR, None)
    assert ben.invitations.live(now=NOW + SECOND).count() == 1


def test_who_never_answered_keeps_their_role_and_gets_a_link_when_the_old_one_is_over(project, jo):
    ben = invite(project, jo)
    late = NOW + timedelta(days=61)
    invite(project, jo, role=Role.FACILITATOR, now=late)
    ben.refresh_from_db()
    assert ben.role == Role.PARTICIPANT
    assert ben.invitations.live(now=late).count() == 1
    assert ben.invitations.filter(revoked_at=late).count() == 1


@pytest.mark.parametrize(("due_in", "days"), [(0, 14), (-5, 14), (3, 17)])
def test_a_review_that_opens_late_has_two_weeks_from_its_opening(project, jo, due_in, days):
    review = services.open_review(project, due_on=DAY + timedelta(days=due_in), now=NOW)
    assert review.finish_by == DAY + timedelta(days=days)


def test_a_review_has_as_many_days_as_the_rhythm_of_its_project_says(project, twin, jo):
    factories.ReviewRhythmFactory(project=project, days_to_finish=5)
    factories.ReviewRhythmFactory(project=twin, days_to_finish=9)
    days = [
        services.open_review(where, due_on=DAY, now=NOW).finish_by - DAY
        for where in (project, twin)
    ]
    assert [each.days for each in days] == [5, 9]


def test_the_last_of_the_facilitators_stays_whoever_facilitates_elsewhere(project, twin, jo):
    factories.MemberFactory(project=twin, role=Role.FACILITATOR)
    for left in ({"left_at": NOW}, {"role": Role.PARTICIPANT}):
        factories.MemberFactory(project=project, **{"role": Role.FACILITATOR, **left})
    for act in (
        lambda: services.end_membership(jo, now=NOW),
        lambda: services.change_role(jo, role=Role.PARTICIPANT, now=NOW),
    ):
        with pytest.raises(services.CannotDo):
            act()
    second = factories.MemberFactory(project=project, role=Role.FACILITATOR)
    for one in (jo, second):
        services.change_role(one, role=Role.PARTICIPANT, now=NOW)
        services.change_role(one, role=Role.FACILITATOR, now=NOW)


def test_an_address_of_another_project_can_be_given_and_one_of_this_project_cannot(
    project, twin, jo, amina
):
    olu = factories.MemberFactory(project=twin)
    ann = factories.MemberFactory(project=project, user=None)
    with pytest.raises(services.CannotDo):
        services.give_email(ann, email=amina.user.email, by=jo, now=NOW)
    services.give_email(ann, email=olu.user.email, by=jo, now=NOW)
    ann.refresh_from_db()
    assert ann.user == olu.user
    for email in (olu.user.email, "other@example.org"):
        with pytest.raises(services.CannotDo, match="This person has an email address already"):
            services.give_email(ann, email=email, by=jo, now=NOW)


def test_a_new_name_greets_whoever_had_the_old_one_and_nobody_else(project, jo, amina):
    other = factories.UserFactory(name="Amina")
    services.change_name(amina, known_as="Mina")
    other.refresh_from_db()
    amina.user.refresh_from_db()
    assert (amina.user.name, other.name) == ("Mina", "Amina")
    amina.user.name = "Dr Amina"
    amina.user.save()
    services.change_name(amina, known_as="Minna")
    amina.user.refresh_from_db()
    assert amina.user.name == "Dr Amina"


def test_what_did_not_change_keeps_its_day(project, amina):
    groups = factories.GroupFactory.create_batch(3, project=project)
    said = dict.fromkeys(groups, services.Speaking("some", "I sat there."))
    services.record_groups_spoken_for(amina, said, now=NOW)
    later = NOW + SECOND
    services.record_groups_spoken_for(
        amina,
        said
        | {groups[1]: services.Speaking("all", "I sat there."), groups[2]: services.Speaking("")},
        now=later,
    )
    rows = amina.speaks_for.order_by("group").values_list("group", "extent", "said_at")
    assert list(rows) == [(groups[0].pk, "some", NOW), (groups[1].pk, "all", later)]


def test_the_reason_that_was_given_first_stays(project):
    review = factories.ParticipationReviewFactory(project=project)
    gap = review.gaps.create(kind="nobody", what="A")
    services.accept_gap(gap, reason="They are ill.", now=NOW)
    with pytest.raises(EndedBefore):
        services.accept_gap(gap, reason="They moved.", now=NOW)
    assert review.gaps.get().reason == "They are ill."


def test_the_rhythm_of_another_project_is_no_conflict(project, twin):
    factories.ReviewRhythmFactory(project=twin, every_weeks=9)
    said = {"every_weeks": 4, "next_on": DAY, "days_to_finish": 14, "is_paused": False}
    stood = how_it_stands(ReviewRhythm(project=project), said)
    assert services.set_review_rhythm(project, **said, stood=stood).every_weeks == 4


def test_a_look_that_was_opened_on_its_day_by_hand_moves_the_rhythm_on(project, jo):
    rhythm = factories.ReviewRhythmFactory(project=project, next_on=DAY)
    by_hand = services.open_review(project, due_on=DAY, now=NOW)
    assert services.open_due_reviews([rhythm], on=DAY, now=NOW) == []
    assert ParticipationReview.objects.get() == by_hand
    rhythm.refresh_from_db()
    assert rhythm.next_on > DAY


def test_who_has_a_name_keeps_it_and_who_takes_part_says_no_to_nothing(project, jo, amina):
    amina.user.name = "Dr Amina"
    amina.user.save()
    first = factories.InvitationFactory(member=amina)
    services.accept_invitation(first, known_as="Mina", now=NOW)
    services.decline_invitation(factories.InvitationFactory(member=amina), now=NOW)
    amina.refresh_from_db()
    assert (amina.user.name, amina.known_as, amina.left_at) == ("Dr Amina", "Mina", None)


def test_who_was_given_the_address_since_the_preview_is_not_invited(project, jo):
    ben = services.add_member_without_email(project, by=jo, known_as="Ben", now=NOW)
    listed = factories.MemberImportFactory(project=project, by=jo)
    services.give_email(ben, email="ben@example.org", by=jo, now=NOW)
    assert services.confirm_import(listed, by=jo, now=NOW + SECOND).invited == 0
