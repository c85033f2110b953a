"""A facilitator writes down whose address somebody shares who cannot sign in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from participation import services
from projects.models import Member
from tests import factories
from tests.filled_forms import carried

PHONE = "01632 960 777"


@pytest.fixture
def rose(project, jo) -> Member:
    """A member without email."""
    return services.add_member_without_email(
        project, by=jo, known_as="Rose", phone=PHONE, channel="phone", now=timezone.now()
    )


def url(name: str, member: Member) -> str:
    return reverse(f"participation:{name}", args=[member.project.slug, member.pk])


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("AMINA@example.org", None),
        ("nobody@example.org", ["Nobody in this project signs in with this address."]),
        ("amina", ["Write an email address like name@example.org."]),
    ],
)
def test_member_contact_keeps_whose_address_they_share(
    signed_in, facilitator, rose, amina, address, error
):
    client, page = signed_in(facilitator), url("member_contact", rose)
    words = {"channel": "phone", "phone": PHONE, "through": address}
    answer = client.post(page, words | carried(client, page))
    rose.preference.refresh_from_db()
    assert rose.preference.through == (None if error else amina)
    if error:
        assert answer.context["form"].errors == {"through": error}
    else:
        assert client.get(page).context["form"]["through"].value() == "amina@example.org"
        person = client.get(url("member_detail", rose)).content.decode()
        assert "News for everybody: by email, at the address of Amina" in person
        client.post(page, words | {"through": ""} | carried(client, page))
        rose.preference.refresh_from_db()
        assert rose.preference.through is None


def test_nobody_who_left_is_whose_address_is_shared(signed_in, facilitator, rose, amina):
    Member.objects.filter(pk=amina.pk).update(left_at=timezone.now())
    client, page = signed_in(facilitator), url("member_contact", rose)
    words = {"channel": "phone", "phone": PHONE, "through": "amina@example.org"}
    assert client.post(page, words | carried(client, page)).context["form"].errors


def test_nobody_of_another_project_is_whose_address_is_shared(signed_in, facilitator, rose, twin):
    factories.MemberFactory(project=twin, user__email="elsewhere@example.org")
    client, page = signed_in(facilitator), url("member_contact", rose)
    words = {"channel": "phone", "phone": PHONE, "through": "elsewhere@example.org"}
    assert client.post(page, words | carried(client, page)).context["form"].errors


def test_a_person_is_added_who_shares_an_address_and_has_no_phone(
    signed_in, facilitator, project, amina
):
    client, page = signed_in(facilitator), reverse("participation:member_add", args=[project.slug])
    words = {"known_as": "Tom", "channel": "post", "through": "amina@example.org"}
    client.post(page, words | {"sent_key": client.get(page).context["form"]["sent_key"].value()})
    assert Member.objects.get(known_as="Tom").preference.through == amina
