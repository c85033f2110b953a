"""A facilitator writes down whose address somebody shares who cannot sign in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AddressChange
from outbox.models import Preference
from outbox.services import set_preference
from participation import services
from participation.services.members import add_members_without_email
from projects.models import Member
from tests import factories
from tests.at_once import at_once
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


@pytest.fixture
def tom(project, jo, amina) -> Member:
    """Shares the address of Amina, and nobody knows another way to reach him."""
    return services.add_member_without_email(
        project, by=jo, known_as="Tom", through=amina, now=timezone.now()
    )


def through(member: Member) -> Member | None:
    return Preference.objects.get(member=member).through


def test_nobody_shares_an_address_who_has_one(signed_in, facilitator, jo, tom):
    client, page = signed_in(facilitator), url("member_contact", tom)
    opened = {"channel": "phone", "phone": PHONE, "through": "tom@example.org"}
    opened |= carried(client, page)
    services.give_email(tom, email="tom@example.org", by=jo, now=timezone.now())
    assert through(tom) is None
    assert client.post(page, opened).status_code == 409
    form = client.get(page).context["form"]
    assert list(form.fields) == ["channel", "phone", "postal_address", "stood"]


def test_who_leaves_shares_no_address_after(signed_in, facilitator, tom, amina):
    services.end_membership(amina, now=timezone.now())
    assert through(tom) is None
    client, page = signed_in(facilitator), url("member_contact", tom)
    client.post(page, {"channel": "phone", "phone": PHONE} | carried(client, page))
    assert Preference.objects.get(member=tom).phone == PHONE


def test_how_often_is_set_for_whoever_has_a_shared_address_alone(signed_in, facilitator, tom):
    page = reverse("outbox:member_preference", args=[tom.project.slug, tom.pk])
    client = signed_in(facilitator)
    client.post(page, {"channel": "post", "rhythm": "weekly"} | carried(client, page))
    choice = Preference.objects.get(member=tom)
    assert (choice.rhythm, choice.through.known_as) == ("weekly", "Amina")


def test_two_of_one_name_are_two(signed_in, facilitator, project, jo, tom, amina):
    other = factories.MemberFactory(project=project, known_as="Amina", user__email="a2@example.org")
    client, page = signed_in(facilitator), url("member_contact", tom)
    opened = {"channel": "phone", "phone": PHONE} | carried(client, page)
    set_preference(tom, channel="post", rhythm="at-once", through=other)
    answer = client.post(page, opened | {"through": "amina@example.org"})
    assert answer.status_code == 409
    assert through(tom) == other


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


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"left_at": "now"}, "Shares the address of Amina, who is not in the project now"),
        (
            {"joined_at": None},
            "Shares the address of Amina, who is invited and has not come in yet.",
        ),
    ],
)
def test_the_page_says_why_nothing_goes_to_the_address(
    signed_in, facilitator, tom, amina, changed, told
):
    now = timezone.now()
    Member.objects.filter(pk=amina.pk).update(
        **{key: value and now for key, value in changed.items()}
    )
    assert told in signed_in(facilitator).get(url("member_detail", tom)).content.decode()


@pytest.mark.parametrize("channel", ["post", "phone"])
def test_the_page_says_that_who_shares_does_not_read_emails(
    signed_in, facilitator, tom, amina, channel
):
    set_preference(amina, channel=channel, rhythm="at-once", phone=PHONE, postal_address="1")
    page = signed_in(facilitator).get(url("member_detail", tom)).content.decode()
    assert f"Shares the address of Amina, who hears by {channel} now." in page


@pytest.mark.parametrize("why", ["left", "elsewhere", "no address"])
def test_nothing_is_kept_of_an_address_that_nobody_may_share(project, rose, amina, twin, why):
    """Whoever was chosen on the page may have left before it was sent."""
    changed = {
        "left": {"left_at": timezone.now()},
        "elsewhere": {"project": twin},
        "no address": {"user": None},
    }[why]
    Member.objects.filter(pk=amina.pk).update(**changed)
    set_preference(rose, channel="phone", rhythm="at-once", phone=PHONE, through=amina)
    kept = Preference.objects.get(member=rose)
    assert (kept.phone, kept.through) == (PHONE, None)


@pytest.mark.django_db(transaction=True)
def test_somebody_leaves_while_their_address_is_shared(project, jo):
    """Whichever comes first, nothing of it is left."""
    for n in range(5):
        other = factories.MemberFactory(project=project, user__email=f"other{n}@example.org")
        rose = services.add_member_without_email(
            project, by=jo, known_as=f"Rose {n}", phone=PHONE, now=timezone.now()
        )
        at_once(
            [
                lambda other=other: services.end_membership(other, now=timezone.now()),
                lambda rose=rose, other=other: set_preference(
                    rose, channel="phone", rhythm="at-once", phone=PHONE, through=other
                ),
            ]
        )
        assert through(rose) is None


def test_a_list_names_the_address_that_somebody_gave_up_lately(project, jo, amina):
    """They can still go back to it; whoever shares it in the list hears at the new one."""
    AddressChange.objects.create(
        user=amina.user,
        old_email="amina.before@example.org",
        new_email=amina.user.email,
        created_at=timezone.now(),
        due_at=timezone.now(),
        confirmed_at=timezone.now(),
    )
    add_members_without_email(
        project, by=jo, people=[("Tom", "", "amina.before@example.org")], now=timezone.now()
    )
    assert through(Member.objects.get(known_as="Tom")) == amina
