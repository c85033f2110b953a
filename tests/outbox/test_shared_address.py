"""Two people with one address: one signs in with it, and what says the same to everybody comes there for both."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from outbox import digests
from outbox.audience import count_audience, reached_by_post
from outbox.emails import NewsStopped, address_of
from outbox.kinds import _KINDS, message_kind
from outbox.links import unsubscribe_url
from outbox.models import Channel, Delivery, Preference, State
from outbox.services import set_preference, tell_members
from projects.models import Member
from tests.factories import NOW, MemberFactory
from tests.kinds import SAID, SaidInATest
from tests.pages import lacks

pytestmark = pytest.mark.django_db


@message_kind("for_everybody_in_a_test")
class ForEverybody(SaidInATest):
    """Says the same to all."""

    is_for_everybody = True


@pytest.fixture
def rosa(project):
    return MemberFactory(project=project, known_as="Rosa", user__email="rosa@example.org")


@pytest.fixture
def tom(project, rosa):
    """Shares the address of Rosa; the rest comes by post."""
    tom = MemberFactory(project=project, known_as="Tom Lind", user=None)
    set_preference(
        tom, channel="post", rhythm="at-once", postal_address="4 Mill Lane", through=rosa
    )
    return Member.objects.get(pk=tom.pk)


def tell(project, recipients, *, kind="for_everybody_in_a_test", asks=False, event="a"):
    return tell_members(
        event=event,
        project=project,
        kind=kind,
        data={"subject": "What we decided"},
        recipients=recipients,
        asks=asks,
        now=NOW,
    )


def mails_of(mailoutbox):
    return sorted((mail.subject, mail.to[0]) for mail in mailoutbox)


def test_news_for_everybody_comes_to_one_address_for_both(project, rosa, tom, work, mailoutbox):
    tell(project, [rosa, tom])
    work()
    assert mails_of(mailoutbox) == [
        ("For Tom Lind: What we decided", "rosa@example.org"),
        ("What we decided", "rosa@example.org"),
    ]


def test_the_email_says_whom_it_is_for_and_leads_to_nothing_of_who_signs_in(
    project, rosa, tom, work, mailoutbox
):
    tell(project, [tom])
    work()
    (mail,) = mailoutbox
    html = mail.alternatives[0].content
    for text in (mail.body, html):
        assert "Hello Tom Lind, this is for you: you share this address with Rosa." in text
        assert unsubscribe_url(tom.pk) in text
        # The page "How I hear" is that of Rosa, who signs in with the address.
        assert lacks(
            text, reverse("outbox:preference", args=[project.slug]), but_has="Hello Tom Lind"
        )


@pytest.mark.parametrize("asks", [True, False])
def test_what_is_theirs_alone_stays_on_paper(project, tom, asks, work, mailoutbox):
    tell(project, [tom], kind=SAID, asks=asks)
    work()
    assert mailoutbox == []
    assert tom.deliveries.get().state == State.BY_HAND


def test_no_mail_program_stops_news_without_saying_whose(project, rosa, tom, work, mailoutbox):
    tell(project, [rosa, tom])
    work()
    stops = {mail.subject: "List-Unsubscribe" in mail.extra_headers for mail in mailoutbox}
    assert stops == {"What we decided": True, "For Tom Lind: What we decided": False}


@pytest.mark.parametrize("channel", ["post", "phone"])
def test_nothing_goes_to_a_mailbox_that_its_owner_does_not_read(
    project, rosa, tom, channel, work, mailoutbox
):
    set_preference(rosa, channel=channel, rhythm="at-once", phone="1", postal_address="1")
    tell(project, [Member.objects.get(pk=tom.pk)])
    assert tom.deliveries.get().state == State.BY_HAND
    assert count_audience(project.members.filter(pk=tom.pk), is_result=False).by_post == 1


@pytest.mark.parametrize("gone", ["left", "never came in", "has no account"])
def test_while_the_other_cannot_read_it_comes_by_post(project, rosa, tom, gone, work, mailoutbox):
    tell(project, [tom])
    changed = {
        "left": {"left_at": NOW},
        "never came in": {"joined_at": None},
        "has no account": {"user": None},
    }[gone]
    Member.objects.filter(pk=rosa.pk).update(**changed)
    work()
    assert mailoutbox == []
    row = tom.deliveries.get()
    assert (row.channel, row.state) == (Channel.POST, State.BY_HAND)


def test_whoever_has_an_address_of_their_own_hears_there(project, tom, work, mailoutbox):
    tell(project, [tom])
    tom.user = MemberFactory(user__email="tom@example.org").user
    tom.save()
    work()
    Preference.objects.filter(member=tom).update(channel="email")
    tell(project, [Member.objects.get(pk=tom.pk)], event="b")
    work()
    assert mails_of(mailoutbox) == [("What we decided", "tom@example.org")]


def test_an_address_that_changes_is_shared_as_it_is_then(project, rosa, tom):
    row = tell(project, [tom]).deliveries.select_related("member__preference__through__user").get()
    rosa.user.email = "rosa@example.net"
    rosa.user.save()
    assert address_of(Delivery.objects.get(pk=row.pk)) == "rosa@example.net"


def test_the_digest_of_who_shares_says_whom_it_is_for(project, rosa, tom, work, mailoutbox):
    set_preference(tom, channel="post", rhythm="weekly")
    tell(project, [Member.objects.get(pk=tom.pk)])
    assert tom.deliveries.get().state == State.HELD
    digests.gather(now=NOW + timedelta(days=8))
    work(NOW + timedelta(days=8))
    (mail,) = mailoutbox
    assert mail.to == ["rosa@example.org"]
    assert mail.subject.startswith("For Tom Lind: ")


def test_gathered_news_with_something_of_theirs_alone_comes_by_post(project, tom, work, mailoutbox):
    set_preference(tom, channel="post", rhythm="weekly")
    tell(project, [Member.objects.get(pk=tom.pk)])
    private = tell(project, [tom], kind=SAID, event="b").deliveries.get()
    # It was held while they had an account of their own.
    Delivery.objects.filter(pk=private.pk).update(channel=Channel.EMAIL, is_held=True)
    digests.gather(now=NOW + timedelta(days=8))
    work(NOW + timedelta(days=8))
    assert mailoutbox == []
    assert {row.state for row in tom.deliveries.all()} == {State.BY_HAND}


def test_few_kinds_of_message_are_for_everybody():
    kinds = {
        key for key, kind in _KINDS.items() if kind.is_for_everybody and "in_a_test" not in key
    }
    assert kinds == {
        *("update_sent", "review_closed", "project_ended", "project_reopened", "promise_changed"),
        *("proposal_closed", "proposal_put_down", "stepped_in"),
        *("meeting_asked_all", "meeting_moved_all", "meeting_called_off_all"),
        "meeting_notes_all",
    }


def test_the_audience_counts_them_by_email_and_sheets_go_by_post(project, rosa, tom):
    people = project.members.filter(pk__in=[rosa.pk, tom.pk])
    assert count_audience(people, is_result=False).by_email == {"at-once": 2}
    assert list(reached_by_post(people)) == [tom]
    Member.objects.filter(pk=rosa.pk).update(left_at=NOW)
    assert count_audience(people.filter(pk=tom.pk), is_result=False).by_post == 1


def test_stopping_stops_their_own_news(project, rosa, tom, client):
    page = client.get(stop_link(tom))
    assert b"This is about the news for Tom Lind." in page.content
    client.post(stop_link(tom))
    assert Preference.of(Member.objects.get(pk=tom.pk)).rhythm == "asked-only"
    assert Preference.of(Member.objects.get(pk=rosa.pk)).rhythm == "at-once"
    # How it comes again is told to them, not to who signs in with the address.
    told = tom.deliveries.get(message__kind="news_stopped")
    assert told.state == State.BY_HAND
    assert "Tell us" in NewsStopped(told.message).on_paper()


def stop_link(member):
    return unsubscribe_url(member.pk).partition("testserver")[2]


def test_nobody_shares_their_own_address(tom):
    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.objects.filter(member=tom).update(through=tom)


def test_leaving_how_one_hears_alone_keeps_whose_address_is_shared(rosa, tom):
    set_preference(tom, channel="phone", rhythm="at-once", phone="0117 496 0123")
    assert Preference.of(Member.objects.get(pk=tom.pk)).through == rosa
    set_preference(tom, channel="phone", rhythm="at-once", phone="0117 496 0123", through=None)
    assert Preference.of(Member.objects.get(pk=tom.pk)).through is None
