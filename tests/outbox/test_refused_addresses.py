"""An address that the mail server refuses for good is tried once; people tell what was to go there, until it works."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInCode
from accounts.services import confirm_address, request_code, undo_address, use_code
from outbox import digests
from outbox.audience import count_audience
from outbox.kinds import message_kind
from outbox.models import Channel, Delivery, Digest, Preference, RefusedAddress, State
from outbox.refusals import forget_old
from outbox.services import set_preference, tell_members, use_address_again
from projects.models import Member
from tests.factories import NOW, DeliveryFactory, MemberFactory, MessageFactory
from tests.kinds import SaidInATest
from tests.outbox.test_shared_address import tell
from tests.pages import lacks

pytestmark = pytest.mark.django_db
GONE = "550 5.1.1 No such person"
MONTH = timedelta(days=31)


@message_kind("over_in_a_test")
class Over(SaidInATest):
    """Nobody needs to hear it any more."""

    def over(self, _member):
        return "It is over."


@pytest.fixture
def bea(project, mail_server):
    """A member whose address the mail server refuses."""
    mail_server.refuses["bea@example.org"] = GONE
    return MemberFactory(project=project, known_as="Bea", user__email="bea@example.org")


@pytest.fixture
def news(project):
    """Return a function that tells members something new each time."""

    def say(*members, event="a", asks=False):
        return tell_members(
            event=event,
            project=project,
            kind="said_in_a_test",
            data={"subject": f"News {event}"},
            recipients=list(members),
            asks=asks,
            now=NOW,
        )

    return say


def states(member):
    return [row.state.value for row in member.deliveries.order_by("pk")]


def test_twenty_refused_addresses_with_three_emails_each_cost_twenty_tries(
    project, mail_server, work, news
):
    people = [MemberFactory(project=project, user__email=f"p{n}@example.org") for n in range(20)]
    mail_server.refuses = {member.user.email: GONE for member in people}
    for event in "abc":
        news(*people, event=event)
    work()
    news(*people, event="d")
    work(NOW + timedelta(days=5))
    assert sorted(mail_server.tried) == sorted(mail_server.refuses)
    assert {row.state for row in Delivery.objects.all()} == {State.BY_HAND}
    assert Delivery.objects.count() == 80


def test_it_says_since_when_and_what_the_server_said(bea, work, news):
    news(bea)
    work()
    refused = RefusedAddress.objects.get()
    assert (refused.address_id, refused.since, refused.words) == ("bea@example.org", NOW, GONE)


#: What servers say to an address, and what becomes of the email.
ANSWERS = {
    "550 No such person": "by-hand",
    "551 User unknown; try <forward@elsewhere.example>": "by-hand",
    "553 That is not a valid mailbox": "by-hand",
    "550 <bea@blackburn.example>: User unknown": "by-hand",
    "550 5.1.1 No such person in our policy": "by-hand",
    "550 5.4.1 Recipient address rejected": "by-hand",
    "550 5.2.1 Disabled": "by-hand",
    "552 Mailbox full": "late",
    "550 Mailbox is full": "late",
    "550 5.2.2 Mailbox full": "late",
    "550 5.7.1 You are on a block list": "late",
    "550 5.4.5 Daily user sending quota exceeded": "late",
    "550 5.4.6 mail rate exceeded limit": "late",
    "550 Domain x.example has exceeded the max emails per hour (201/200) allowed.": "late",
    "550 Administrative prohibition": "late",
    "550 Access denied": "late",
    "550 Blocked by a list: see spam.example": "late",
    "553 Sorry, that sender is not ours to relay for": "late",
    "550 5.1.8 We do not know the sender": "late",
    "451 Come back later": "late",
    "550 5.3.4 Too big": "failed",
    "552 Message size exceeds the limit": "failed",
    "550 mailbox unavailable": "failed",
    "554 No emails from you": "failed",
}


@pytest.mark.parametrize(("answer", "state"), ANSWERS.items())
def test_only_what_is_said_of_the_address_counts(mail_server, bea, work, news, answer, state):
    mail_server.refuses["bea@example.org"] = answer
    news(bea)
    work()
    assert states(bea) == [state]
    assert RefusedAddress.objects.exists() == (state == "by-hand")


def test_an_address_that_can_be_written_in_no_email_is_like_one_that_takes_none(
    mail_server, bea, work, news
):
    bea.user.email = f"bea@{'ü' * 64}.example"
    bea.user.save()
    other = MemberFactory(project=bea.project, known_as="Cy", user__email="cy@example.org")
    news(bea, other)
    work()
    assert mail_server.addresses == ["cy@example.org"]
    assert states(bea) == ["by-hand"]
    assert RefusedAddress.objects.get().address_id == bea.user.email


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("550 5.1.1 No such person", "failed"),
        ("554 Like an advertisement", "failed"),
        ("552 5.3.4 Too big", "failed"),
        ("552 5.2.2 Mailbox full", "late"),
    ],
)
def test_what_is_said_of_the_email_is_not_of_the_address(
    mail_server, bea, work, news, answer, state
):
    mail_server.refuses.clear()
    mail_server.refuses_data["bea@example.org"] = answer
    news(bea)
    work()
    assert not RefusedAddress.objects.exists()
    assert states(bea) == [state]


@pytest.mark.parametrize(
    ("known", "channel"),
    [({}, "post"), ({"phone": "1"}, "phone"), ({"phone": "1", "postal_address": "1"}, "post")],
)
def test_they_are_rung_when_only_their_number_is_known(bea, work, news, known, channel):
    set_preference(bea, channel="email", rhythm="at-once", **known)
    news(bea)
    work()
    assert list(bea.deliveries.values_list("channel", flat=True)) == [channel]


def test_what_waits_for_its_next_try_or_its_week_goes_by_hand_too(mail_server, bea, work, news):
    set_preference(bea, channel="email", rhythm="weekly")
    mail_server.refuses["bea@example.org"] = "451 Come back later"
    news(bea, event="held")
    news(bea, event="late", asks=True)
    work()
    assert states(bea) == ["held", "late"]
    mail_server.refuses["bea@example.org"] = GONE
    news(bea, event="asked", asks=True)
    work()
    assert states(bea) == ["by-hand"] * 3


def test_a_refused_digest_leaves_what_it_gathered_to_people(mail_server, bea, work, news):
    set_preference(bea, channel="email", rhythm="weekly")
    news(bea, event="a"), news(bea, event="b")
    week = NOW + timedelta(days=8)
    digests.gather(now=week)
    work(week)
    assert mail_server.tried == ["bea@example.org"]
    assert states(bea) == ["by-hand"] * 2
    assert not Digest.objects.waiting().exists()


def test_what_is_left_to_people_while_another_worker_has_read_it_is_not_sent(bea, work, news):
    read_earlier = news(bea, event="a").deliveries.get()
    news(bea, event="b")
    Delivery.objects.filter(pk=read_earlier.pk).update(due_at=NOW + timedelta(minutes=1))
    work()
    assert read_earlier.take(now=NOW + timedelta(minutes=2)) is False


def test_who_shares_the_address_is_told_by_hand_as_well(project, bea, work, mail_server):
    tom = MemberFactory(project=project, known_as="Tom", user=None)
    set_preference(tom, channel="post", rhythm="at-once", postal_address="1", through=bea)
    tell(project, [bea, tom])
    work()
    assert mail_server.tried == ["bea@example.org"]
    assert states(tom) == ["by-hand"]
    tell(project, [tom], event="b")
    assert states(tom) == ["by-hand"] * 2
    assert count_audience(project.members.filter(pk=tom.pk), is_result=False).by_post == 1


def test_who_is_refused_in_one_project_is_in_the_other(project, twin, bea, work, news):
    there = MemberFactory(project=twin, user=bea.user)
    waits = DeliveryFactory(message=MessageFactory(project=twin), member=there)
    news(bea)
    Delivery.objects.filter(pk=waits.pk).update(due_at=NOW + timedelta(hours=1))
    work()
    assert states(there) == ["by-hand"]


def test_an_address_of_no_member_is_tried_for_each_email_and_facilitators_read_it(
    mail_server, work, project, signed_in, facilitator
):
    mail_server.refuses["nobody@example.org"] = GONE
    message = MessageFactory(project=project)
    row = DeliveryFactory(message=message, member=None, recipient="nobody@example.org")
    work()
    assert Delivery.objects.get(pk=row.pk).state == State.FAILED
    assert not RefusedAddress.objects.exists()
    shown = signed_in(facilitator).get(
        reverse("outbox:message_detail", args=[project.slug, message.pk])
    )
    assert lacks(shown, "Ask None", "Change how", but_has="Is this address right?")
    assert "No such person" in shown.text


def test_a_new_address_is_free_of_it_and_the_old_one_stays_known(bea, work, news):
    news(bea)
    work()
    change = bea.user.address_changes.create(
        old_email="bea@example.org", new_email="bea@example.net", created_at=NOW, due_at=NOW
    )
    assert confirm_address(change, now=NOW)
    assert reach(bea) == Channel.EMAIL
    assert undo_address(change, now=NOW)
    assert reach(bea) == Channel.POST


def test_an_address_that_changed_while_the_old_one_was_refused_is_tried(
    bea, work, news, mail_server, monkeypatch
):
    news(bea)
    monkeypatch.setattr("outbox.sending.remember", changed_meanwhile(bea.user))
    work()
    assert states(bea) == ["late"]
    work(NOW + timedelta(minutes=1))
    assert mail_server.addresses == ["bea@example.net"]


def changed_meanwhile(user):
    """Return what remembers an address just after its user has changed it."""

    def remember(address, *, words, now):
        user.email = "bea@example.net"
        user.save()

    return remember


def reach(member):
    return Preference.of(Member.objects.get(pk=member.pk)).reach


def test_an_address_with_which_nobody_signs_in_is_forgotten(project, bea, work, news, mail_server):
    carl, dora = (
        MemberFactory(project=project, user__email=f"{name}@example.org")
        for name in ("carl", "dora")
    )
    mail_server.refuses |= {"carl@example.org": GONE, "dora@example.org": GONE}
    news(bea, dora)
    work()
    bea.user.email = "bea@example.net"
    bea.user.save()
    news(carl, event="b")
    work(NOW + MONTH)
    forget_old(now=NOW + MONTH)
    known = set(RefusedAddress.objects.values_list("address", flat=True))
    assert known == {"carl@example.org", "dora@example.org"}


def test_it_goes_with_the_person(bea, work, news):
    news(bea)
    work()
    bea.user.delete()
    assert not RefusedAddress.objects.exists()


def test_used_again_it_gets_what_nobody_has_posted_yet(bea, work, news, mail_server):
    posted = news(bea, event="posted").deliveries.get()
    news(bea, event="open")
    work()
    Delivery.objects.filter(pk=posted.pk).update(done_at=NOW)
    mail_server.refuses.clear()
    assert use_address_again(bea.user, now=NOW) is True
    assert states(bea) == ["ticked", "waiting"]
    work()
    assert [mail["Subject"] for mail in mail_server.messages] == ["News open"]
    assert use_address_again(bea.user, now=NOW) is False


def test_used_again_it_does_not_get_what_is_over(bea, project, mail_server):
    RefusedAddress.objects.create(address=bea.user, since=NOW, words=GONE)
    message = MessageFactory(project=project, kind="over_in_a_test")
    DeliveryFactory(message=message, member=bea, channel="post")
    use_address_again(bea.user, now=NOW)
    assert states(bea) == ["by-hand"]


def test_used_again_and_refused_again_it_comes_back_after_one_try(bea, work, news, mail_server):
    news(bea, event="a"), news(bea, event="b")
    work()
    use_address_again(bea.user, now=NOW)
    work()
    assert mail_server.tried == ["bea@example.org"] * 2
    assert states(bea) == ["by-hand"] * 2


def test_used_again_it_follows_what_they_chose(bea, work, news):
    news(bea)
    work()
    set_preference(bea, channel="phone", rhythm="at-once", phone="1")
    use_address_again(bea.user, now=NOW)
    assert states(bea) == ["by-hand"]
    assert reach(bea) == Channel.PHONE


def test_used_again_a_weekly_reader_gets_news_with_the_week_and_what_is_asked_now(bea, work, news):
    set_preference(bea, channel="email", rhythm="weekly")
    news(bea, event="asked", asks=True)
    work()
    news(bea, event="news")
    use_address_again(bea.user, now=NOW)
    assert states(bea) == ["waiting", "held"]


@pytest.mark.parametrize("emailed", [True, False])
def test_whoever_reads_a_code_in_the_mailbox_is_emailed_again(bea, client, emailed):
    since = timezone.now() - timedelta(hours=1)
    RefusedAddress.objects.create(address=bea.user, since=since, words=GONE)
    client.post("/sign-in/", {"email": "bea@example.org"})
    code = SignInCode.objects.get()
    SignInCode.objects.update(tries=1 if emailed else 0)
    client.post("/sign-in/code/", {"code": code.code})
    assert client.session["_auth_user_id"] == str(bea.user_id)
    assert RefusedAddress.objects.exists() != emailed


def test_a_code_from_before_the_refusal_says_nothing(bea, client):
    code = request_code(email=bea.user.email, now=timezone.now())
    SignInCode.objects.filter(pk=code.pk).update(tries=1)
    assert use_code(code, code.code, connection="x", now=timezone.now())
    RefusedAddress.objects.create(address=bea.user, since=timezone.now(), words=GONE)
    client.force_login(bea.user)
    assert RefusedAddress.objects.exists()


def test_the_button_of_one_project_takes_no_letters_from_another(bea, twin, work, news):
    elsewhere = MemberFactory(project=twin, user=bea.user)
    for member in (bea, elsewhere):
        DeliveryFactory(message__project=member.project, member=member, channel="post")
    RefusedAddress.objects.create(address=bea.user, since=NOW, words=GONE)
    use_address_again(bea.user, project=bea.project, now=NOW)
    assert (states(bea), states(elsewhere)) == (["waiting"], ["by-hand"])


def test_whoever_signs_in_comes_in_whatever_becomes_of_their_letters(bea, client, monkeypatch):
    def fail(*_args, **_named):
        raise RuntimeError

    monkeypatch.setattr("outbox.services.use_address_again", fail)
    RefusedAddress.objects.create(address=bea.user, since=NOW, words=GONE)
    client.post("/sign-in/", {"email": "bea@example.org"})
    code = SignInCode.objects.get()
    SignInCode.objects.update(tries=1)
    client.post("/sign-in/code/", {"code": code.code})
    assert client.session["_auth_user_id"] == str(bea.user_id)


def test_what_goes_wrong_in_leaving_it_to_people_holds_up_nobody(bea, work, news, monkeypatch):
    other = MemberFactory(project=bea.project, user__email="cy@example.org")

    def fail(*_args, **_named):
        raise RuntimeError

    monkeypatch.setattr("outbox.sending.remember", fail)
    news(bea, other)
    work()
    assert (states(bea), states(other)) == (["late"], ["sent"])
