"""A hundred invitations of a project leave in an hour and five hundred in a day; nobody is refused."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from outbox import tasks
from outbox.models import Delivery, Message
from participation import services
from participation.models import Invitation
from participation.services.invitations import LIFE
from participation.spreading import leaving_times, on_their_way
from projects.models import Role
from tests import factories
from tests.pages import lacks

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT = datetime(2026, 11, 29, 12, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def few(monkeypatch):
    """Let two an hour and three a day be many, for speed."""
    monkeypatch.setattr("participation.spreading._LIMITS", ((2, HOUR), (3, DAY)))


def invite(project, jo, number: int, now):
    fields = {"known_as": f"P{number}", "role": Role.PARTICIPANT}
    return services.invite_member(project, by=jo, email=f"p{number}@example.org", **fields, now=now)


def leaves(member) -> datetime:
    return member.invitations.latest("pk").leaves_at


def a_list(project, jo, count: int):
    lines = [
        {"line": n, "email": f"l{n}@example.org", "known_as": f"L{n}", "verdict": "new"}
        for n in range(count)
    ]
    return factories.MemberImportFactory(project=project, by=jo, lines=lines)


def test_the_first_hundred_leave_at_once_and_the_others_by_the_hour():
    times = leaving_times([], count=300, now=AT)
    assert times == [AT] * 100 + [AT + HOUR] * 100 + [AT + 2 * HOUR] * 100


def test_after_five_hundred_the_next_leave_a_day_later():
    times = leaving_times([], count=1001, now=AT)
    assert [times[n] for n in (499, 500, 599, 600, 1000)] == [
        *(AT + 4 * HOUR, AT + DAY, AT + DAY, AT + DAY + HOUR, AT + 2 * DAY)
    ]


@pytest.mark.parametrize("step", [timedelta(0), timedelta(seconds=7), timedelta(minutes=1)])
def test_never_more_than_a_hundred_in_an_hour_and_five_hundred_in_a_day(step):
    times: list[datetime] = []
    for number in range(1500):
        times += leaving_times(times[-500:], count=1, now=AT + number * step)
    for most, span in ((100, HOUR), (500, DAY)):
        assert all(last - first >= span for first, last in zip(times, times[most:], strict=False))
    assert all(one <= other for one, other in pairwise(times))


def test_an_hour_later_the_next_leave_at_once(project, jo, now, few):
    for number in range(2):
        assert leaves(invite(project, jo, number, now)) == now
    assert leaves(invite(project, jo, 2, now + HOUR)) == now + HOUR
    assert leaves(invite(project, jo, 3, now + 2 * HOUR)) == now + DAY


def test_another_project_is_not_held_up(project, jo, now, few):
    for number in range(4):
        invite(project, jo, number, now)
    other = factories.MemberFactory(role=Role.FACILITATOR)
    assert leaves(invite(other.project, other, 9, now)) == now


def test_its_email_waits_and_its_life_begins_when_it_leaves(project, jo, now, few):
    for number in range(3):
        invite(project, jo, number, now)
    invitation = Invitation.objects.latest("pk")
    assert invitation.expires_at == now + HOUR + LIFE
    assert Delivery.objects.get(member=invitation.member).due_at == now + HOUR

    tasks.send_due()
    assert [email.to for email in mail.outbox] == [["p0@example.org"], ["p1@example.org"]]


def test_those_taken_back_and_those_sent_again_count(project, jo, now, few):
    ben = invite(project, jo, 0, now)
    services.withdraw_invitation(ben, now=now)
    amina = invite(project, jo, 1, now)
    again = services.resend_invitation(amina.invitations.get(), by=jo, now=now)

    assert again
    assert again.leaves_at == now + HOUR


def test_what_has_not_left_is_not_sent_again(project, jo, now, few):
    ben = [invite(project, jo, number, now) for number in range(3)][-1]
    assert services.resend_invitation(ben.invitations.get(), by=jo, now=now) is None
    assert ben.invitations.get().revoked_at is None


@pytest.mark.parametrize("end", ["withdraw", "accept", "decline", "leave"])
def test_what_has_not_left_never_leaves_once_it_is_over(project, jo, now, few, end):
    ben = [invite(project, jo, number, now) for number in range(3)][-1]
    if end == "withdraw":
        services.withdraw_invitation(ben, now=now)
    elif end == "accept":
        services.accept_invitation(ben.invitations.get(), now=now)
    elif end == "leave":
        services.end_membership(ben, now=now)
    else:
        services.decline_invitation(ben.invitations.get(), now=now)

    assert [*Delivery.objects.filter(member=ben, message__kind="invited")] == []
    assert Message.objects.filter(kind="invited").count() == 2


def test_who_is_invited_anew_gets_one_email(project, jo, now, few):
    ben = [invite(project, jo, number, now) for number in range(3)][-1]
    services.end_membership(ben, now=now)
    invite(project, jo, 2, now)

    assert Delivery.objects.get(member=ben).due_at == leaves(ben)


def test_a_list_of_two_thousand_is_one_message_and_few_queries(project, jo, now):
    with CaptureQueriesContext(connection) as queries:
        done = services.confirm_import(a_list(project, jo, 2000), by=jo, now=now)
    assert done.invited == 2000
    assert Message.objects.filter(kind="invited").count() == 1
    assert {row.due_at - now for row in Delivery.objects.all()} == {
        day * DAY + hour * HOUR for day in range(4) for hour in range(5)
    }
    assert len(queries) < 125


def test_the_page_says_how_many_leave_when(signed_in, facilitator, project, jo, few):
    url = reverse("participation:import_detail", args=[project.slug, a_list(project, jo, 3).pk])
    text = signed_in(facilitator).post(url, follow=True).text
    assert "2 invitations are on their way. The other one leaves by " in text
    assert "so that mail servers don&#x27;t take them for advertising." in text


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ([0, 0], "2 invitations are on their way."),
        ([0], "1 invitation is on its way."),
        ([], "0 invitations are on their way."),
        (
            [0, 0, 0.5, 4.5],
            "2 invitations are on their way. The other 2 leave by Sunday 29 November 2026 at 5pm."
            " At most 100 leave in an hour and 500 in a day, so that mail servers don't take them for advertising.",
        ),
        (
            [2, 5],
            "2 invitations leave by Sunday 29 November 2026 at 5pm. At most 100 leave in an hour and 500 in a day,"
            " so that mail servers don't take them for advertising.",
        ),
    ],
)
def test_the_words(hours, words):
    leaves = [AT + hour * HOUR for hour in hours]
    assert on_their_way(leaves, now=AT) == words


def test_the_pages_do_not_say_that_it_was_sent(signed_in, facilitator, project, jo, few):
    client, now = signed_in(facilitator), timezone.now()
    for number in range(2):
        invite(project, jo, number, now)
    url = reverse("participation:member_invite", args=[project.slug])
    form = {"email": "ben@example.org", "known_as": "Ben", "role": "participant"}
    said = client.post(url, form, follow=True).text
    assert "The invitation to Ben leaves by " in said
    assert lacks(said, "An invitation is on its way to Ben", but_has="Ben leaves by")

    ben = Invitation.objects.latest("pk").member
    page = client.get(reverse("participation:member_detail", args=[project.slug, ben.pk])).text
    assert "The invitation has not left yet. It leaves by " in page
    assert lacks(page, "Send the invitation again", but_has="Take the invitation back")
    resend = reverse("participation:invitation_resend", args=[project.slug, ben.pk])
    again = client.post(resend, {"invitation": ben.invitations.get().pk}, follow=True).text
    assert "This invitation has not left yet." in again

    sent = client.get(reverse("outbox:delivery_list", args=[project.slug])).text
    assert "1 still to go, the last one on " in sent
    message = Message.objects.latest("pk").pk
    one = client.get(reverse("outbox:message_detail", args=[project.slug, message])).text
    assert "1 still to go. They do not leave all at once: the last one leaves on " in one
    assert lacks(one, "hx-trigger", but_has="progress")
