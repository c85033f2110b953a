"""One line of the list of people: the name, and what each reader is told beside it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from outbox.models import Channel
from outbox.services import set_preference
from projects.models import Experience
from tests import factories
from tests.pages import tight


def lines(page) -> list[str]:
    """Return the words of each line of the list."""
    (names,) = re.findall(r'<ul class="names">(.*?)</ul>', tight(page.content.decode()))
    found = re.findall(r"<li>(.*?)</li>", names)
    return [" ".join(strip_tags(line.replace("<", " <")).split()) for line in found]


@pytest.fixture
def people(project, jo, amina):
    """Of each kind one: how they hear, what they bring, whether they have come."""
    rose = factories.MemberFactory(project=project, known_as="Rose", user=None)
    set_preference(rose, channel=Channel.PHONE, rhythm="at-once", phone="01632 960 777", by=jo)
    factories.MemberFactory(project=project, known_as="Vera", user=None)
    amina.has_lived_experience, amina.has_trained_experience = True, True
    amina.experience_answered_at = timezone.now()
    amina.save()
    factories.MemberFactory(
        project=project,
        known_as="Zoe",
        joined_at=None,
        invited_at=timezone.now() - timedelta(days=9),
    )


@pytest.fixture
def people_url(project) -> str:
    return reverse("participation:people", args=[project.slug])


def test_a_facilitator_reads_who_leads_what_each_brings_and_how_to_reach_them(
    signed_in, facilitator, people, people_url
):
    brings = ", ".join(
        str(kind.label).split()[0] for kind in (Experience.LIVED, Experience.TRAINED)
    )
    assert lines(signed_in(facilitator).get(people_url)) == [
        f"Amina {brings.capitalize()}",
        "Jo facilitator",
        "Rose (hears by phone)",
        "Vera (hears by post)",
    ]


def test_a_participant_reads_nothing_of_how_others_hear(signed_in, participant, people, people_url):
    assert lines(signed_in(participant).get(people_url))[1:] == ["Jo facilitator", "Rose", "Vera"]


def test_who_was_invited_stands_with_the_day(signed_in, facilitator, people, people_url):
    (line,) = lines(signed_in(facilitator).get(people_url, {"show": "invited"}))
    assert re.fullmatch(r"Zoe Invited on \w+ \d{1,2} \w+ \d{4}", line)
