"""How one hears, one-click unsubscribe, and the list of what was sent: for the person and for facilitators."""

import pytest
from django.test import Client
from django.urls import reverse

from outbox.kinds import put_into_words
from outbox.links import unsubscribe_url
from outbox.models import Delivery, Preference
from outbox.services import set_preference
from tests.factories import NOW, DeliveryFactory, MemberFactory, MessageFactory
from tests.filled_forms import carried
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(project):
    """Return a function that gives the address of a page of this project."""

    def address(name, *args):
        return reverse(f"outbox:{name}", args=[project.slug, *args])

    return address


@pytest.fixture
def message(project):
    return MessageFactory(project=project)


def choice(member):
    found = Preference.objects.filter(member=member)
    return list(found.values_list("channel", "rhythm", "phone", "postal_address", "set_by"))


def test_a_member_chooses_how_they_hear(signed_in, participant, at, amina):
    client = signed_in(participant)
    words = {"channel": "phone", "rhythm": "monthly", "phone": "01632 960 001"}
    words |= carried(client, at("preference"))
    assert client.post(at("preference"), words).status_code == 302
    assert choice(amina) == [("phone", "monthly", "01632 960 001", "", None)]


def test_a_channel_asks_for_what_it_needs_and_keeps_what_was_typed(
    signed_in, participant, at, amina
):
    words = {"channel": "post", "rhythm": "weekly", "phone": "01632 960 001"}
    page = signed_in(participant).post(at("preference"), words).text
    assert "Write the address for letters." in page
    assert 'value="01632 960 001"' in page
    assert choice(amina) == []


def test_a_facilitator_sets_it_for_somebody_without_email(signed_in, facilitator, jo, at, project):
    member = MemberFactory(project=project, user=None, known_as="Gil")
    client = signed_in(facilitator)
    address = at("member_preference", member.pk)
    assert "By email" not in client.get(address).text
    refused = client.post(address, {"channel": "email", "rhythm": "at-once"})
    assert "Choose one of the answers in the list." in refused.text
    words = {"channel": "post", "rhythm": "at-once", "postal_address": "1 Lamp Street"}
    client.post(address, words | carried(client, address))
    assert choice(member) == [("post", "at-once", "", "1 Lamp Street", jo.pk)]
    assert "Jo chose this on" in client.get(address).text


def test_one_click_stops_the_news_without_session_cookie_or_token(amina):
    set_preference(amina, channel="email", rhythm="weekly", phone="01632 960 001")
    program = Client(enforce_csrf_checks=True)
    address = unsubscribe_url(amina.pk)
    for _ in range(2):
        answer = program.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert choice(amina) == [("email", "asked-only", "01632 960 001", "", None)]
    assert "We only write when we ask you to do something" in answer.text


def test_who_may_have_passed_an_email_on_is_told_once_that_the_news_stopped(client, amina):
    for _ in range(2):
        client.post(unsubscribe_url(amina.pk))
    delivery = Delivery.objects.get()
    assert (delivery.member, delivery.is_held) == (amina, False)
    told = put_into_words(delivery.message)
    assert told.subject == "The news is stopped"
    assert "If you passed an email on, perhaps they did." in told.summary
    assert told.path == reverse("outbox:preference", args=[amina.project.slug])


def test_looking_at_the_link_stops_nothing(client, amina):
    page = client.get(unsubscribe_url(amina.pk))
    assert (page.status_code, choice(amina)) == (200, [])
    assert "Stop the news" in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_changed_link_stops_nobody(client, amina, jo, method):
    address = unsubscribe_url(amina.pk).replace(f"/{amina.pk}~", f"/{jo.pk}~")
    assert getattr(client, method)(address).status_code == 410
    assert Preference.objects.count() == 0


def test_the_list_says_what_became_of_each_message(signed_in, facilitator, at, message):
    DeliveryFactory(message=message, done_at=NOW)
    DeliveryFactory(message=message, gave_up_at=NOW)
    DeliveryFactory(message=message, is_held=True)
    DeliveryFactory(message=message)
    DeliveryFactory(message=message, last_error="451 Come back later")
    DeliveryFactory(message=message, channel="post")
    DeliveryFactory(message=message, channel="phone", done_at=NOW)
    page = signed_in(facilitator).get(at("delivery_list")).text
    for words in (
        "1 did not arrive",
        "1 to post or ring",
        "1 on the way",
        "1 late",
        "1 in the next weekly or monthly email",
        "1 sent",
        "1 posted or rung",
    ):
        assert words in page


def test_the_states_of_rows_are_the_states_that_are_counted(message):
    for fields in (
        {},
        {"is_held": True},
        {"last_error": "451 Come back later"},
        {"is_held": True, "last_error": "451 Come back later"},
        {"done_at": NOW},
        {"done_at": NOW, "is_held": True, "last_error": "451 Come back later"},
        {"gave_up_at": NOW},
        {"gave_up_at": NOW, "is_held": True},
        {"channel": "post"},
        {"channel": "phone", "done_at": NOW},
        {"channel": "post", "gave_up_at": NOW},
    ):
        row = DeliveryFactory(message=message, **fields)
        assert Delivery.objects.in_state(row.state).filter(pk=row.pk).exists()
    ((_message, counts),) = Delivery.objects.counts_of([message])
    total, _last_due = counts.pop("total"), counts.pop("last_due")
    assert sum(counts.values()) == total == 11


def test_a_failed_email_can_be_tried_again(signed_in, facilitator, at, message):
    row = DeliveryFactory(message=message, gave_up_at=NOW, last_error="550 No such person", tries=1)
    client = signed_in(facilitator)
    assert "550 No such person" in client.get(at("message_detail", message.pk)).text
    client.post(at("delivery_retry", message.pk, row.pk))
    again = Delivery.objects.get()
    assert (again.state.value, again.tries, again.mail_id) == ("waiting", 0, row.mail_id)


def test_names_are_shown_only_where_somebody_has_to_do_something(
    signed_in, facilitator, at, message
):
    for name, fields in {
        "Sent Sam": {"done_at": NOW},
        "Waiting Will": {},
        "Posted Pat": {"channel": "post", "done_at": NOW},
        "Failed Fay": {"gave_up_at": NOW, "last_error": "550 No such person"},
        "Ring Rita": {"channel": "phone"},
    }.items():
        DeliveryFactory(message=message, member__known_as=name, **fields)
    page = signed_in(facilitator).get(at("message_detail", message.pk))
    assert lacks(page, "Sent Sam", "Waiting Will", "Posted Pat", but_has="Failed Fay")
    assert "Ask Failed Fay whether the address is right." in tight(page.text)
    assert "See what goes to Ring Rita" in page.text


def test_an_email_cannot_be_ticked_off_nor_a_sent_one_tried_again(
    signed_in, facilitator, at, message
):
    waiting, sent = DeliveryFactory(message=message), DeliveryFactory(message=message, done_at=NOW)
    client = signed_in(facilitator)
    client.post(at("delivery_done"), {"delivery": [waiting.pk]})
    client.post(at("delivery_retry", message.pk, sent.pk))
    assert {row.pk: row.state.value for row in Delivery.objects.all()} == {
        waiting.pk: "waiting",
        sent.pk: "sent",
    }


def test_rows_of_another_project_are_not_there(signed_in, facilitator, at, twin, message):
    theirs = DeliveryFactory(message__project=twin, channel="post")
    client = signed_in(facilitator)
    for address in (
        at("message_detail", theirs.message_id),
        at("delivery_by_hand_detail", theirs.member_id),
        at("delivery_retry", message.pk, theirs.pk),
        at("member_preference", theirs.member_id),
    ):
        assert client.post(address).status_code == 404
    client.post(at("delivery_done"), {"delivery": [theirs.pk]})
    assert Delivery.objects.get(pk=theirs.pk).done_at is None


def test_progress_is_a_fragment_that_stops_asking_when_all_is_sent(
    signed_in, facilitator, at, message
):
    row = DeliveryFactory(message=message)
    DeliveryFactory(message=message, done_at=NOW)
    client = signed_in(facilitator)
    address = at("message_progress", message.pk)
    assert client.get(address).headers["Location"] == at("message_detail", message.pk)
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert f'hx-get="{address}"' in part
    assert 'value="50"' in part
    assert "<html" not in part
    Delivery.objects.filter(pk=row.pk).update(done_at=NOW)
    part = client.get(address, headers={"HX-Request": "true"})
    assert lacks(part, "hx-get", but_has="2 sent")


@pytest.mark.parametrize("name", ["delivery_list", "delivery_by_hand_list", "message_detail"])
def test_a_list_asks_the_same_of_the_database_with_3_and_with_30(
    name, signed_in, facilitator, at, project, message, django_assert_max_num_queries
):
    def add(number):
        for _ in range(number):
            DeliveryFactory(message=message, channel="post")
            DeliveryFactory(message__project=project)

    client = signed_in(facilitator)
    address = at(name, *([message.pk] if name == "message_detail" else []))
    add(3)
    client.get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    add(27)
    with django_assert_max_num_queries(12) as many:
        client.get(address)
    assert len(few) == len(many)


def test_whoever_stops_the_news_of_somebody_else_is_not_spoken_to_as_them(signed_in, jo, amina):
    client, link = signed_in(jo.user), unsubscribe_url(amina.pk)
    for page in (client.get(link), client.post(link)):
        assert lacks(
            tight(page.text), "You get", "You won't get", "ask you", but_has=amina.known_as
        )
