"""Who is here: the list, one member, and what stays private."""

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.services import set_preference
from participation import services
from projects.models import Member, Role
from tests import factories
from tests.filled_forms import carried, send
from tests.pages import lacks

PHONE, ADDRESS = "01632 960 777", "3 Mill Lane"


@pytest.fixture
def people_url(project) -> str:
    return reverse("participation:people", args=[project.slug])


@pytest.fixture
def rose(project, jo) -> Member:
    """A member without email."""
    return services.add_member_without_email(
        project,
        by=jo,
        known_as="Rose",
        phone=PHONE,
        postal_address=ADDRESS,
        channel="phone",
        now=timezone.now(),
    )


def url(name: str, member: Member) -> str:
    return reverse(f"participation:{name}", args=[member.project.slug, member.pk])


def names(page) -> list[str]:
    return [person.known_as for person in page.context["page"].rows]


def test_people_lists_members_by_the_name_they_are_known_by(
    signed_in, participant, project, people_url
):
    for name in ("zoe", "Ben", "de Souza", "Ada"):
        factories.MemberFactory(project=project, known_as=name)
    assert names(signed_in(participant).get(people_url)) == [
        "Ada",
        "Amina",
        "Ben",
        "de Souza",
        "zoe",
    ]


def test_people_pages_by_name_forwards_and_back(signed_in, facilitator, project, people_url):
    factories.MemberFactory.create_batch(30, project=project, known_as="Same Name")
    factories.MemberFactory.create_batch(25, project=project, known_as="Zed")
    client = signed_in(facilitator)

    first = client.get(people_url)
    second = client.get(f"{people_url}?after={first.context['page'].after}")
    third = client.get(f"{people_url}?after={second.context['page'].after}")
    back = client.get(f"{people_url}?before={third.context['page'].before}")

    seen = [person.pk for page in (first, second, third) for person in page.context["page"].rows]
    assert (len(seen), len(set(seen))) == (56, 56)
    assert [len(names(page)) for page in (first, second, third)] == [25, 25, 6]
    assert (first.context["page"].before, third.context["page"].after) == (None, None)
    assert back.context["page"].rows == second.context["page"].rows


@pytest.mark.parametrize(
    "after", ["x", "99999999999999999999", "0", "٣", "9" * 5000, "1~1", "\x00"]
)
def test_people_ignores_a_key_that_is_none(signed_in, participant, people_url, after):
    assert names(signed_in(participant).get(people_url, {"after": after})) == ["Amina"]


def test_people_finds_by_name_also_as_a_part_of_the_page(
    signed_in, participant, project, people_url
):
    factories.MemberFactory(project=project, known_as="Joseph (night porter)")
    client = signed_in(participant)
    page = client.get(people_url, {"q": "PORTER"})
    part = client.get(people_url, {"q": "porter"}, headers={"HX-Request": "true"})

    assert names(page) == ["Joseph (night porter)"]
    assert "Joseph (night porter)" in part.content.decode()
    assert "Amina</a>" not in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "Nobody here has “zzz” in their name." in (
        client.get(people_url, {"q": "zzz"}).content.decode()
    )


def test_people_shows_names_as_text(signed_in, participant, project, people_url):
    factories.MemberFactory(project=project, known_as="<b>www.example.org</b>")
    page = signed_in(participant).get(people_url).content.decode()
    assert "&lt;b&gt;www.example.org&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("invited", ["Invited Ines"]),
        ("no-email", ["Rose"]),
        ("gone", ["Gone Gus"]),
        ("nonsense", ["Jo", "Rose"]),
    ],
)
def test_people_shows_facilitators_who_is_where(
    signed_in, facilitator, project, rose, people_url, show, expected
):
    factories.MemberFactory(
        project=project, known_as="Invited Ines", joined_at=None, invited_at=factories.NOW
    )
    factories.MemberFactory(project=project, known_as="Gone Gus", left_at=factories.NOW)
    assert names(signed_in(facilitator).get(people_url, {"show": show})) == expected


def test_people_keeps_from_participants_who_was_invited(
    signed_in, participant, project, people_url
):
    ines = factories.MemberFactory(project=project, joined_at=None, invited_at=factories.NOW)
    client = signed_in(participant)
    assert names(client.get(people_url, {"show": "invited"})) == ["Amina"]
    assert client.get(url("member_detail", ines)).status_code == 404


def test_people_queries_do_not_grow_with_the_rows(
    signed_in, facilitator, project, people_url, count_queries
):
    groups = factories.GroupFactory.create_batch(3, project=project)

    def add(count):
        for member in factories.MemberFactory.create_batch(count, project=project):
            set_preference(member, channel="email", rhythm="weekly")
            for group in groups:
                factories.SpeaksForFactory(group=group, member=member)

    signed_in(facilitator)
    add(3)
    few = count_queries(people_url)
    add(27)
    assert count_queries(people_url) == few
    assert few <= 12


def test_contact_facts_reach_facilitators_alone(
    client, project, jo, rose, amina, facilitator, participant, coordinator
):
    set_preference(amina, channel="post", rhythm="weekly", phone=PHONE, postal_address=ADDRESS)
    group = factories.GroupFactory(project=project)
    services.record_group_spoken_for(rose, group, extent="some", now=timezone.now())
    review = services.open_review(project, due_on=factories.DAY, now=timezone.now())
    pages = [
        reverse("participation:people", args=[project.slug]),
        reverse("participation:people", args=[project.slug]) + "?show=no-email",
        reverse("participation:group_detail", args=[project.slug, group.pk]),
        reverse("participation:review_detail", args=[project.slug, review.pk]),
        url("member_detail", rose),
        url("member_detail", jo),
    ]
    private = [PHONE, ADDRESS, "amina@example.org", "jo@example.org"]

    for user, addresses in (
        (participant, pages),
        (coordinator, [*pages, url("member_detail", amina)]),
    ):
        client.force_login(user)
        for address in addresses:
            text = client.get(address).content.decode()
            own = user.email
            found = [fact for fact in private if fact != own and fact in text]
            assert (address, found) == (address, [])

    client.force_login(facilitator)
    text = client.get(url("member_detail", rose)).content.decode()
    assert [fact in text for fact in (PHONE, ADDRESS, "Only facilitators see this")] == [True] * 3


def test_member_add_needs_no_email_and_adds_one_person_for_a_double_click(
    signed_in, facilitator, project
):
    address = reverse("participation:member_add", args=[project.slug])
    client = signed_in(facilitator)
    form = {"known_as": "Rose", "channel": "phone", "phone": PHONE}
    form["sent_key"] = client.get(address).context["form"]["sent_key"].value()
    client.post(address, form)
    client.post(address, form)

    rose = Member.objects.get(known_as="Rose")
    assert (rose.user, rose.is_taking_part, rose.role) == (None, True, Role.PARTICIPANT)
    assert (rose.preference.channel, rose.preference.phone) == ("phone", PHONE)


def test_member_add_says_what_the_channel_needs(signed_in, facilitator, project):
    answer = signed_in(facilitator).post(
        reverse("participation:member_add", args=[project.slug]),
        {"known_as": "Rose", "channel": "post"},
    )
    assert answer.context["form"].errors == {
        "postal_address": ["Write the address to send letters to."]
    }


def test_member_contact_changes_how_a_person_is_reached(signed_in, facilitator, rose):
    client, address = signed_in(facilitator), url("member_contact", rose)
    words = {"channel": "post", "phone": PHONE, "postal_address": "4 Mill Lane"}
    client.post(address, words | carried(client, address))
    rose.preference.refresh_from_db()
    assert (rose.preference.channel, rose.preference.postal_address) == ("post", "4 Mill Lane")


def test_member_email_lets_a_person_sign_in_and_keeps_how_to_reach_them(
    signed_in, facilitator, rose
):
    signed_in(facilitator).post(url("member_email", rose), {"email": "Rose@Example.org"})

    rose.refresh_from_db()
    assert rose.user.email == "rose@example.org"
    assert (rose.preference.channel, rose.preference.phone) == ("email", PHONE)
    assert rose.deliveries.get().message.subject == "You can now read Waiting at night online"


def test_member_email_refuses_the_address_of_another_member(signed_in, facilitator, rose, amina):
    answer = signed_in(facilitator).post(url("member_email", rose), {"email": "amina@example.org"})
    assert answer.context["form"].errors == {
        "email": ["Somebody in this project has this email address already."]
    }


def test_member_role_makes_a_facilitator(signed_in, facilitator, amina):
    send(signed_in(facilitator), url("member_role", amina), {"role": "facilitator"})
    amina.refresh_from_db()
    assert amina.role == Role.FACILITATOR


def test_member_role_keeps_a_facilitator(signed_in, facilitator, jo):
    answer = send(signed_in(facilitator), url("member_role", jo), {"role": "participant"})
    jo.refresh_from_db()
    assert jo.role == Role.FACILITATOR
    assert answer.context["form"].errors == {
        "role": [
            "A project needs at least one facilitator. Make somebody else a facilitator first."
        ]
    }


def test_member_role_needs_an_email_for_a_facilitator(signed_in, facilitator, rose):
    answer = send(signed_in(facilitator), url("member_role", rose), {"role": "facilitator"})
    assert answer.context["form"].errors == {
        "role": ["A facilitator needs an email address. Add one first."]
    }


def test_member_remove_asks_first_and_keeps_what_they_did(signed_in, facilitator, amina):
    action = factories.ActionFactory(project=amina.project, owner=amina)
    client = signed_in(facilitator)
    client.get(url("member_remove", amina))
    assert Member.objects.get(pk=amina.pk).left_at is None

    client.post(url("member_remove", amina))
    action.refresh_from_db()
    assert Member.objects.get(pk=amina.pk).left_at is not None
    assert action.owner == amina


def test_member_remove_keeps_a_facilitator(signed_in, facilitator, jo):
    answer = signed_in(facilitator).post(url("member_remove", jo))
    assert Member.objects.get(pk=jo.pk).left_at is None
    assert "A project needs at least one facilitator." in answer.content.decode()


def test_my_part_shows_what_i_bring_how_i_hear_and_what_is_kept(signed_in, participant, amina):
    group = factories.GroupFactory(project=amina.project, name="People who wait at night")
    services.record_group_spoken_for(
        amina, group, extent="some", note="Weekdays", now=timezone.now()
    )
    services.record_experience(amina, kinds={"lived"}, now=timezone.now())
    set_preference(amina, channel="post", rhythm="weekly", phone=PHONE, postal_address=ADDRESS)
    mine = reverse("participation:my_part", args=[amina.project.slug])
    page = signed_in(participant).get(mine).content.decode()
    for words in ("People who wait at night", "Weekdays", "Lived", "Post", PHONE, ADDRESS):
        assert words in page
    assert amina.user.email in page


def test_people_shows_one_person_alone_what_to_do_next(signed_in, facilitator, jo, people_url):
    page = signed_in(facilitator).get(people_url).content.decode()
    assert "You are the only one here so far." in page
    assert reverse("participation:member_invite", args=[jo.project.slug]) in page


def test_who_looks_for_a_name_is_shown_names_alone(signed_in, participant, project, people_url):
    factories.GroupFactory(project=project, name="Night porters")
    client = signed_in(participant)
    assert "Night porters" in client.get(people_url).content.decode()
    for query in ({"q": "a"}, {"after": "0"}):
        answer = client.get(people_url, query)
        page = answer.content.decode()
        assert "Amina</a>" in page
        assert "Night porters" not in page
        assert answer.context.get("map") is None


def test_my_part_asks_only_who_has_not_said_what_they_bring(signed_in, participant, amina):
    mine = reverse("participation:my_part", args=[amina.project.slug])
    client = signed_in(participant)
    assert "Say what I bring" in client.get(mine).text
    services.record_experience(amina, kinds={"lived"}, now=timezone.now())
    page = client.get(mine).text
    assert lacks(page, "Say what I bring", but_has="Change it, or take it back")


def test_none_of_these_is_taken_alone(signed_in, participant, amina):
    answer = send(
        signed_in(participant),
        reverse("participation:question", args=[amina.project.slug, "bring"]),
        {"known_as": "Amina", "experience": ["lived", "none"]},
    )
    assert answer.context["form"].errors == {
        "experience": ["Choose “None of these” alone, or the kinds that fit."]
    }
