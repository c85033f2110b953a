"""Where it is said that an address does not work, or that an email is late, and to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery, Preference, RefusedAddress
from outbox.services import set_preference
from projects.models import Member
from tests.factories import NOW, DeliveryFactory, MemberFactory, MessageFactory
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
GONE = "550 5.1.1 No such person"
SAID = "Emails don't reach Bea"


@pytest.fixture
def bea(project):
    """A member whose address takes no emails."""
    bea = MemberFactory(project=project, known_as="Bea", user__email="bea@example.org")
    RefusedAddress.objects.create(address=bea.user, since=NOW, words=GONE)
    return bea


@pytest.fixture
def lead(signed_in, facilitator):
    return signed_in(facilitator)


@pytest.fixture
def page_of(project):
    """Return a function that gives the address of the page of a member."""

    def address(member, name="participation:member_detail"):
        return reverse(name, args=[project.slug, member.pk])

    return address


def text(client, address):
    """Return the words of a page, with apostrophes as they are typed."""
    return tight(client.get(address).text).replace("&#x27;", "'")


def test_the_persons_page_says_since_when_why_and_what_to_do(lead, bea, page_of):
    page = text(lead, page_of(bea))
    assert SAID in page
    assert "since Thursday 19 November 2026" in page
    assert GONE in page
    for name in ("participation:member_email", "outbox:member_preference", "outbox:address_again"):
        assert f'"{page_of(bea, name)}"' in page
    assert "For now by post" in page


def test_who_is_invited_is_invited_at_another_address(lead, bea, page_of):
    Member.objects.filter(pk=bea.pk).update(joined_at=None, invited_at=NOW)
    assert "If the address is wrong, take the invitation back" in text(lead, page_of(bea))


def test_others_in_the_project_read_nothing_of_it(signed_in, participant, bea, page_of, project):
    client = signed_in(participant)
    people = reverse("participation:people", args=[project.slug])
    for address, has in ((page_of(bea), "Bea"), (f"{people}?show=cut-off", "Everybody by name")):
        words = ("reach Bea", "reach them", GONE, "For now by", "(hears by", "(1)")
        assert lacks(client.get(address), *words, but_has=has)
    for address in (page_of(bea, "outbox:address_again"), page_of(bea, "outbox:member_preference")):
        assert client.post(address).status_code == 403
    assert RefusedAddress.objects.exists()


def test_the_page_of_who_left_says_nothing_of_it(lead, bea, page_of):
    Member.objects.filter(pk=bea.pk).update(left_at=NOW)
    assert lacks(text(lead, page_of(bea)), SAID, but_has="has left")


def test_who_shares_the_address_reads_why_nothing_goes_there(lead, project, bea, page_of):
    tom = MemberFactory(project=project, known_as="Tom", user=None)
    set_preference(tom, channel="post", rhythm="at-once", postal_address="1", through=bea)
    assert "where emails don't arrive at the moment" in text(lead, page_of(tom))


def test_a_facilitator_tries_the_address_again(lead, bea, page_of):
    DeliveryFactory(message__project=bea.project, member=bea, channel="post")
    again = page_of(bea, "outbox:address_again")
    lead.get(again)
    assert RefusedAddress.objects.exists()
    page = lead.post(again, follow=True)
    assert "We use the address of Bea again." in page.text
    assert lacks(page, "Try this address again", but_has="Bea")
    assert Delivery.objects.get().channel == "email"
    assert "We use the address of Bea already." in lead.post(again, follow=True).text


def test_facilitators_are_asked_about_it_and_find_who_it_is(lead, bea, project):
    home = lead.get(reverse("home:project_home", args=[project.slug]))
    ask = next(ask for ask in home.context["asked"].waited_for if "reach" in ask.title)
    assert ask.title == "Emails don't reach 1 person"
    page = lead.get(ask.url)
    assert [person.known_as for person in page.context["page"].rows] == ["Bea"]
    assert "1 address doesn't work" in text(lead, reverse("home:project_home", args=[project.slug]))
    sent = text(lead, reverse("outbox:delivery_list", args=[project.slug]))
    assert "Emails don't reach 1 person: the mail server doesn't take them." in sent
    assert ask.url in sent


def test_who_is_reached_another_way_by_choice_is_not_asked_about(lead, bea, project):
    set_preference(bea, channel="phone", rhythm="at-once", phone="1")
    home = lead.get(reverse("home:project_home", args=[project.slug]))
    assert home.context["asked"].waited_for == []
    page = lead.get(reverse("participation:people", args=[project.slug]), {"show": "cut-off"})
    assert "We know of no address here that does not work." in page.text


def test_the_card_with_their_letter_says_why_it_is_one(lead, bea, project, page_of):
    DeliveryFactory(message__project=project, member=bea, channel="post")
    page = text(lead, reverse("outbox:delivery_by_hand_list", args=[project.slug]))
    assert "Emails don't reach them." in page
    assert f'"{page_of(bea)}"' in page


def test_they_read_it_themselves_where_they_choose_how_they_hear(signed_in, bea, project):
    own = text(signed_in(bea.user), reverse("outbox:preference", args=[project.slug]))
    assert "Emails don't reach you" in own
    assert GONE in own


def test_a_number_is_written_down_and_email_stays_their_choice(lead, bea, page_of):
    address = page_of(bea, "outbox:member_preference")
    page = lead.get(address)
    assert "leave “By email” as it is" in tight(page.text)
    stood = page.context["form"]
    typed = {"channel": "email", "rhythm": "at-once", "phone": "01632 960 001"}
    typed |= {field.html_name: field.value() for field in stood.hidden_fields()}
    assert lead.post(address, typed).status_code == 302
    choice = Preference.of(Member.objects.get(pk=bea.pk))
    assert (choice.channel, choice.reach) == ("email", "phone")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"tries": 4}, "Tried 4 times since Thursday 19 November 2026. We try again on "),
        ({"tries": 1}, "Tried 1 time since Thursday 19 November 2026. We try again on "),
        ({"due_at": NOW}, "On its way since Thursday 19 November 2026. We keep trying."),
    ],
)
def test_late_is_said_to_be_late(lead, project, fields, words):
    message = MessageFactory(project=project)
    later = timezone.now() + timedelta(hours=5)
    row = {"due_at": later, "last_error": "The mail server said: 451 Later", **fields}
    DeliveryFactory(message=message, member__known_as="Carl", **row)
    page = text(lead, reverse("outbox:message_detail", args=[project.slug, message.pk]))
    assert "1 late" in page
    assert "The mail server said: 451 Later" in page
    assert words in page
    assert lacks(page, "On its way</", "1 on the way", "delivery_retry", but_has="Carl")


def test_who_is_late_is_not_done_while_others_are_sent(lead, project):
    message = MessageFactory(project=project)
    DeliveryFactory(message=message, done_at=NOW)
    DeliveryFactory(message=message, last_error="451 Later")
    DeliveryFactory(message=message)
    page = text(lead, reverse("outbox:message_detail", args=[project.slug, message.pk]))
    assert "1 of 3 are done" in page
    assert "2 still to go" in page
