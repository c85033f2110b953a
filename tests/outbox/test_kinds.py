"""Messages keep a key and data: they become words for each reader, and one that cannot any more stops nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from core.mail import each_apart
from outbox import digests
from outbox.kinds import CannotTell, message_kind
from outbox.models import Delivery, Message, State
from outbox.services import set_preference, tell_members
from participation.services import open_review
from tests.factories import DAY, NOW, DeliveryFactory, MemberFactory, MessageFactory
from tests.kinds import SaidInATest

pytestmark = pytest.mark.django_db
NOT_KNOWN = "This version of Coproduce does not know how to say this any more."
GONE = "What this was about is not there any more."


@message_kind("monday_in_a_test")
class Monday(SaidInATest):
    """Says a word that Django has in many languages."""

    def subject(self):
        return gettext("Monday")


@pytest.fixture
def bea(project, monkeypatch):
    """A member who reads German; all others read English."""

    def language(user):
        return "de" if user.email == "bea@example.org" else "en-gb"

    monkeypatch.setattr(User, "language", property(language))
    return MemberFactory(project=project, known_as="Bea", user__email="bea@example.org")


def outcome(message):
    return [(row.state, row.last_error) for row in message.deliveries.order_by("pk")]


def test_each_reads_it_in_their_own_language(mail_server, work, project, bea):
    message = MessageFactory(project=project, kind="monday_in_a_test")
    for member in (bea, MemberFactory(project=project, user__email="carl@example.org")):
        DeliveryFactory(message=message, member=member)
    work()
    assert {mail["To"]: mail["Subject"] for mail in mail_server.messages} == {
        "bea@example.org": "Montag",
        "carl@example.org": "Monday",
    }
    html = {mail["To"]: mail.get_body(("html",)).get_content() for mail in mail_server.messages}
    assert '<html lang="de">' in html["bea@example.org"]
    assert "<h1>Montag</h1>" in html["bea@example.org"]
    assert '<html lang="en-gb">' in html["carl@example.org"]


def test_a_digest_is_in_the_language_of_its_reader(mail_server, work, project, bea):
    set_preference(bea, channel="email", rhythm="weekly")
    DeliveryFactory(
        message=MessageFactory(project=project, kind="monday_in_a_test"), member=bea, is_held=True
    )
    digests.gather(now=NOW + timedelta(weeks=1))
    work(NOW + timedelta(weeks=1))
    (mail,) = mail_server.messages
    assert "* Montag *" in mail.get_body(("plain",)).get_content()


def test_a_page_shows_it_in_the_language_of_whoever_looks(project):
    message = MessageFactory(project=project, kind="monday_in_a_test")
    with translation.override("de"):
        assert message.subject == "Montag"
    assert message.subject == "Monday"


def test_a_key_that_nobody_declares_is_not_told(project, jo):
    with pytest.raises(CannotTell):
        tell_members(
            event="chairs:1:ordered",
            project=project,
            kind="nobody_declared_this",
            data={},
            recipients=[jo],
            asks=False,
            now=NOW,
        )
    assert (Message.objects.count(), Delivery.objects.count()) == (0, 0)


def test_a_key_has_one_meaning():
    with pytest.raises(ValueError, match="two kinds"):
        message_kind("said_in_a_test")(SaidInATest)


@pytest.mark.parametrize(
    "of_another_version",
    [
        {"kind": "known_to_an_older_version"},
        {"kind": "review_opened", "data": {}},
        {"kind": "said_in_a_test", "data": {}},
    ],
)
def test_what_another_version_told_is_kept_as_failed_and_stops_nobody(
    mail_server, work, project, of_another_version
):
    lost = MessageFactory(project=project, **of_another_version)
    DeliveryFactory(message=lost)
    DeliveryFactory(message=MessageFactory(project=project))
    work()
    assert outcome(lost) == [(State.FAILED, NOT_KNOWN)]
    assert len(mail_server.messages) == 1


def test_the_lists_stand_with_what_another_version_told(signed_in, facilitator, project):
    lost = MessageFactory(project=project, kind="known_to_an_older_version")
    DeliveryFactory(message=lost, channel="post")
    client = signed_in(facilitator)
    for name, args in (
        ("delivery_list", []),
        ("delivery_by_hand_list", []),
        ("message_detail", [lost.pk]),
    ):
        page = client.get(reverse(f"outbox:{name}", args=[project.slug, *args]))
        assert "A message that can no longer be shown" in page.text


def test_what_was_deleted_meanwhile_is_not_told_and_the_page_says_why(
    mail_server, work, project, jo, signed_in, facilitator
):
    review = open_review(project, due_on=DAY, now=NOW)
    message = Message.objects.get()
    review.delete()
    work()
    assert mail_server.messages == []
    assert outcome(message) == [(State.FAILED, GONE)]
    page = signed_in(facilitator).get(
        reverse("outbox:message_detail", args=[project.slug, message.pk])
    )
    assert "Who is here, and who is missing?" in page.text
    assert GONE in page.text


@pytest.mark.parametrize("also", [True, False])
def test_a_digest_leaves_out_what_cannot_be_told_any_more(mail_server, work, project, also):
    member = MemberFactory(project=project)
    set_preference(member, channel="email", rhythm="weekly")
    lost = MessageFactory(project=project, kind="update_sent", data={"update": 0, "title": "Lamps"})
    DeliveryFactory(message=lost, member=member, is_held=True)
    if also:
        DeliveryFactory(
            message=MessageFactory(project=project, subject="Chairs"), member=member, is_held=True
        )
    digests.gather(now=NOW + timedelta(weeks=1))
    work(NOW + timedelta(weeks=1))
    assert outcome(lost) == [(State.FAILED, GONE)]
    assert [mail["Subject"] for mail in mail_server.messages] == (
        ["Waiting at night: Chairs"] if also else []
    )
    for mail in mail_server.messages:
        text = mail.get_body(("plain",)).get_content()
        assert "* Chairs *" in text
        assert "Lamps" not in text


def test_no_row_holds_where_the_code_is_nor_what_it_says(project, jo):
    open_review(project, due_on=DAY, now=NOW)
    message = Message.objects.get()
    assert message.kind == "participation_review_opened"
    assert set(message.data) == {"review"}


def test_words_in_a_sentence_stand_apart_where_they_meet_ours():
    lines = "שלום\nJo\nשלום"
    apart = {"by": "\u2068عائشة\u2069", "what": "\u2068שלום\u2069\nJo\n\u2068שלום\u2069"}
    assert each_apart(by="عائشة", what=lines) == apart
    assert each_apart(by="Jo", n=3) == {"by": "Jo", "n": "3"}
