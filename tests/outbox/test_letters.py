"""Letters and calls: a card a person, what to say, ticking off all of it at once, and what nobody needs any more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from elements.services import close_review
from outbox import letters
from outbox.kinds import find_kind
from outbox.models import Channel, Delivery, Preference
from tests.factories import (
    NOW,
    ActionFactory,
    DeliveryFactory,
    MemberFactory,
    MessageFactory,
    ReviewFactory,
    UpdateFactory,
)
from tests.pages import lacks, tight
from updates.services import send_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(project):
    """Return a function that gives the address of a page of this project."""

    def address(name, *args):
        return reverse(f"outbox:{name}", args=[project.slug, *args])

    return address


@pytest.fixture
def client(signed_in, facilitator):
    return signed_in(facilitator)


@pytest.fixture
def gil(project):
    """Somebody who gets letters."""
    gil = MemberFactory(project=project, user=None, known_as="Gil")
    Preference.objects.create(member=gil, channel=Channel.POST, postal_address="1 Lamp Street")
    return gil


@pytest.fixture
def rita(project):
    """Somebody who is rung."""
    rita = MemberFactory(project=project, user=None, known_as="Rita")
    Preference.objects.create(member=rita, channel=Channel.PHONE, phone="01632 960 127")
    return rita


def to_do(member, channel="post", **fields):
    message = MessageFactory(project=member.project, **fields)
    return DeliveryFactory(message=message, member=member, channel=channel)


def test_all_that_goes_to_a_person_is_on_one_card(client, at, gil, rita):
    to_do(gil, subject="Chairs")
    to_do(gil, subject="Please rate us", asks=True)
    to_do(rita, "phone", subject="Chairs")
    page = tight(client.get(at("delivery_by_hand_list")).text)
    assert page.count("<h2>Gil</h2>") == page.count("<h2>Rita</h2>") == 1
    assert "1 letter to post, 1 person to ring." in page
    assert page.index("Please rate us") < page.index("Chairs")
    assert "1 Lamp Street" in page
    assert 'href="tel:01632 960 127"' in page


def test_all_of_a_person_is_ticked_off_at_once_and_can_be_put_back(client, at, gil, jo):
    rows = [to_do(gil), to_do(gil)]
    numbers = {"delivery": [row.pk for row in rows]}
    later = to_do(gil)
    client.get(at("delivery_done"))
    assert Delivery.objects.to_do_by_hand().count() == 3
    client.post(at("delivery_done"), numbers)
    assert list(Delivery.objects.to_do_by_hand()) == [later]
    done = Delivery.objects.get(pk=rows[0].pk)
    assert (done.done_by, done.state.value) == (jo, "ticked")
    client.post(at("delivery_done"), numbers)
    assert Delivery.objects.get(pk=done.pk).done_at == done.done_at
    page = tight(client.get(at("delivery_by_hand_list")).text)
    assert "Put it back on the list" in page
    client.post(at("delivery_done"), {**numbers, "undo": "1"})
    assert Delivery.objects.to_do_by_hand().count() == 3


@pytest.mark.parametrize("typed", [{}, {"delivery": ["x", "", "9" * 40]}])
def test_a_form_without_numbers_ticks_off_nothing(client, at, gil, typed):
    to_do(gil)
    client.post(at("delivery_done"), typed)
    assert Delivery.objects.to_do_by_hand().count() == 1


def test_what_to_say_in_a_call_names_who_rings_and_reads_all(client, at, rita, project, jo):
    ReviewFactory(project=project, now=timezone.now())
    to_do(rita, "phone", subject="Chairs")
    page = tight(client.get(at("delivery_by_hand_detail", rita.pk)).text)
    assert "Hello Rita, this is Jo from “Waiting at night”, and we would like to ask you" in page
    assert '<h3>Chairs</h3><p dir="auto">Twelve chairs with arms are on their way.</p>' in page
    assert "“Is there anything you want us to know, or want to ask?”" in page


def test_a_letter_has_the_news_in_full_and_whom_to_ring(client, at, gil, project, jo):
    project.help_name, project.help_phone = "Nora", "01632 960 001"
    project.save()
    send_update(UpdateFactory(project=project, settled="They have arms."), by=jo, now=NOW)
    page = tight(client.get(at("delivery_by_hand_detail", gil.pk)).text)
    assert "Dear Gil," in page
    assert "They have arms." in page
    assert "ring Nora on 01632 960 001." in page


def test_somebody_to_whom_nothing_goes_has_no_page(client, at, gil):
    assert client.get(at("delivery_by_hand_detail", gil.pk)).status_code == 404


def review_closes(project, member):
    review = ReviewFactory(project=project, now=timezone.now())
    close_review(review, now=timezone.now())
    # What tells that it closed is another message.
    Delivery.objects.all().delete()
    data = {"review": review.pk, "minutes": 4, "closes_on": "2026-11-20"}
    to_do(member, kind="review_opened", data=data, asks=True)
    return "The review closed on"


def action_is_done(project, member):
    action = ActionFactory(project=project, owner=member, done_at=NOW, outcome="Rang them.")
    data = {"action": action.pk, "what": action.what, "group": 1}
    to_do(member, kind="action_asked", data=data, asks=True)
    return "It was done on"


def invitation_is_withdrawn(project, member):
    to_do(member, kind="invited", data={"by": "Jo", "words": ""})
    type(member).objects.filter(pk=member.pk).update(joined_at=None, left_at=NOW)
    return "The invitation was withdrawn."


def they_left(project, member):
    to_do(member)
    type(member).objects.filter(pk=member.pk).update(left_at=NOW)
    return "Gil has left the project."


ENDINGS = [review_closes, action_is_done, invitation_is_withdrawn, they_left]


@pytest.mark.parametrize("ends", ENDINGS)
def test_what_is_over_is_not_to_be_posted_and_the_page_says_why(client, at, project, gil, ends):
    reason = ends(project, gil)
    page = client.get(at("delivery_by_hand_list"))
    assert lacks(page, "I posted it", but_has=reason)
    assert letters.let_go(now=timezone.now()) == 1
    assert Delivery.objects.in_state("over").count() == 1
    page = client.get(at("delivery_by_hand_list"))
    assert lacks(page, "<h2>Gil</h2>", but_has=reason)
    assert letters.let_go(now=timezone.now()) == 0


def test_what_still_counts_is_not_let_go(project, gil, jo):
    to_do(gil)
    ReviewFactory(project=project, now=timezone.now())
    before = Delivery.objects.to_do_by_hand().count()
    assert (letters.let_go(now=timezone.now()), before > 0) == (0, True)


def test_one_that_cannot_say_whether_it_is_over_keeps_no_other(gil, monkeypatch):
    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr(find_kind("review_opened"), "over", fail)
    to_do(gil, kind="review_opened", data={"review": 404, "minutes": 4, "closes_on": "2026-11-20"})
    to_do(gil, kind="from another version", data={})
    type(gil).objects.filter(pk=gil.pk).update(left_at=NOW)
    to_do(gil)
    assert letters.let_go(now=timezone.now()) == 1


def test_what_was_about_something_that_is_gone_is_let_go(gil):
    to_do(gil, kind="review_opened", data={"review": 404, "minutes": 4, "closes_on": "2026-11-20"})
    assert letters.let_go(now=timezone.now()) == 1


def test_an_empty_list_says_what_it_is_for(client, at):
    page = tight(client.get(at("delivery_by_hand_list")).text)
    assert "Nothing to post, nobody to ring" in page
    assert "Print all letters" not in page
