"""Whoever speaks for many groups is pointed out to facilitators; what is written for somebody, they can read."""

import pytest
from django.urls import reverse
from django.utils import timezone

from participation import services
from tests import factories
from tests.pages import lacks, tight

TOO_MUCH = "Is that too much for one person?"


@pytest.fixture
def people_url(project) -> str:
    return reverse("participation:people", args=[project.slug])


def speak(member, count, *, extent="some", **fields):
    for group in factories.GroupFactory.create_batch(count, project=member.project, **fields):
        factories.SpeaksForFactory(member=member, group=group, extent=extent)


def test_whoever_speaks_for_four_groups_is_pointed_out_to_facilitators_alone(
    client, jo, amina, coordinator, people_url
):
    speak(amina, 4)
    client.force_login(jo.user)
    assert f"Amina speaks for 4 groups. {TOO_MUCH}" in tight(client.get(people_url).text)
    for user in (amina.user, coordinator):
        client.force_login(user)
        assert lacks(client.get(people_url).text, TOO_MUCH, but_has="Who is missing")


def test_a_facilitator_who_speaks_for_many_is_told_of_themselves(signed_in, jo, people_url):
    speak(jo, 5)
    page = tight(signed_in(jo.user).get(people_url).text)
    assert f"You speak for 5 groups. {TOO_MUCH}" in page


@pytest.mark.parametrize(
    ("extent", "fields"),
    [
        ("myself", {}),
        ("many", {"involve": "no", "involve_why": "They asked us not to."}),
        ("many", {"retired_at": factories.NOW}),
    ],
)
def test_three_groups_and_what_is_not_carried_are_not_too_many(
    signed_in, jo, amina, people_url, extent, fields
):
    speak(amina, 3)
    speak(amina, 2, extent=extent, **fields)
    assert lacks(signed_in(jo.user).get(people_url).text, TOO_MUCH, but_has="Who is missing")


def test_who_left_carries_nothing(signed_in, jo, amina, people_url):
    speak(amina, 5)
    services.end_membership(amina, now=timezone.now())
    assert lacks(signed_in(jo.user).get(people_url).text, TOO_MUCH, but_has="Who is missing")


def test_what_a_facilitator_writes_about_how_far_somebody_speaks_is_read_by_them(
    client, project, jo, amina
):
    group = factories.GroupFactory(project=project, name="Night porters")
    services.record_group_spoken_for(
        amina, group, extent="some", note="Told Jo by the lift", now=timezone.now()
    )
    client.force_login(amina.user)
    for name, *more in (("my_part",), ("receipt",), ("member_detail", amina.pk)):
        page = client.get(reverse(f"participation:{name}", args=[project.slug, *more])).text
        assert "Told Jo by the lift" in page, name
