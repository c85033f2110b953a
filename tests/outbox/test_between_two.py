"""What is between two: it goes by email or not at all, and no list that others read shows that it was sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox import services
from outbox.failed import failed_emails
from outbox.models import Channel, Delivery, RefusedAddress, Rhythm
from outbox.tasks import send_due
from tests import factories
from tests.pages import lacks
from tests.wording import answered, write

pytestmark = pytest.mark.django_db
KINDS = ["private_word", "private_word_news"]


@pytest.fixture
def other(client, project):
    """Another facilitator, who knows nothing of it."""
    grace = factories.MemberFactory(project=project, known_as="Grace", role="facilitator")
    client.force_login(grace.user)
    return client


@pytest.fixture
def word(amina, jo):
    return answered(write(amina, jo))


def sent() -> list[Delivery]:
    return list(Delivery.objects.filter(message__kind__in=KINDS).order_by("pk"))


def test_no_page_of_the_outbox_shows_it(word, other, project):
    slug = project.slug
    assert len(sent()) == 2
    for name in ("delivery_list", "delivery_by_hand_list"):
        page = other.get(reverse(f"outbox:{name}", args=[slug]))
        assert lacks(page, "There is something", but_has="<h1")
    for row in sent():
        for name, args in (
            ("message_detail", [row.message_id]),
            ("message_progress", [row.message_id]),
            ("delivery_retry", [row.message_id, row.pk]),
        ):
            address = reverse(f"outbox:{name}", args=[slug, *args])
            assert (other.get(address).status_code, other.post(address).status_code) == (404, 404)


@pytest.mark.parametrize("channel", [Channel.POST, Channel.PHONE])
def test_it_is_no_letter_and_no_call(amina, jo, channel):
    for member in (amina, jo):
        services.set_preference(member, channel=channel, rhythm=Rhythm.AT_ONCE, phone="01632 960")
    answered(write(amina, jo))
    assert sent() == []


def test_an_address_that_is_refused_makes_it_no_letter(word, amina, jo, project):
    RefusedAddress.objects.create(address=jo.user, since=timezone.now(), words="550 5.1.1 No.")
    send_due()
    assert not Delivery.objects.of(project).to_do_by_hand().exists()
    row = next(row for row in sent() if row.member == jo)
    assert (row.channel, row.is_needless, row.last_error) == (Channel.EMAIL, True, "")


def test_whoever_looks_after_failed_emails_does_not_see_it(word):
    Delivery.objects.update(gave_up_at=timezone.now(), last_error="DeliveryRefused: 550 No.")
    assert failed_emails(now=timezone.now()) == []
