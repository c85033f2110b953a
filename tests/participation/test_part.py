"""What a member says on one page of themselves is kept whole or not at all."""

import pytest
from django.urls import reverse

from outbox.models import Preference
from participation.services import part
from tests import factories
from tests.filled_forms import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(project):
    return factories.GroupFactory(project=project)


def what_is_kept(member):
    member.refresh_from_db()
    return (
        member.known_as,
        member.experience_answered_at,
        member.speaks_for.count(),
        Preference.objects.filter(member=member).count(),
    )


def answers(group):
    return {
        "known_as": "Somebody else",
        "experience": ["lived"],
        f"group_{group.pk}": "some",
        "channel": "email",
        "rhythm": "weekly",
    }


@pytest.mark.parametrize(
    ("page", "breaks_at"),
    [
        ("welcome", "record_groups_spoken_for"),
        ("welcome", "set_preference"),
        ("my_part", "record_groups_spoken_for"),
        ("member_answers", "record_groups_spoken_for"),
    ],
)
def test_when_one_part_cannot_be_kept_none_is(
    signed_in, participant, facilitator, amina, project, group, monkeypatch, page, breaks_at
):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(part, breaks_at, fail)
    before = what_is_kept(amina)
    by_somebody_else = page == "member_answers"
    client = signed_in(facilitator if by_somebody_else else participant)
    more = [amina.pk] if by_somebody_else else []
    address = reverse(f"participation:{page}", args=[project.slug, *more])
    reads = f"{address}?change=1" if page == "my_part" else address
    with pytest.raises(RuntimeError, match="disk"):
        send(client, address, answers(group), page=reads)
    assert what_is_kept(amina) == before


def test_one_page_keeps_all_of_it(signed_in, participant, amina, project, group):
    address = reverse("participation:welcome", args=[project.slug])
    send(signed_in(participant), address, answers(group))
    amina.refresh_from_db()
    assert (amina.known_as, amina.has_lived_experience) == ("Somebody else", True)
    assert amina.speaks_for.get().extent == "some"
    assert (amina.preference.channel, amina.preference.rhythm) == ("email", "weekly")


@pytest.mark.parametrize(("name", "value"), [("channel", "post"), ("rhythm", "weekly")])
def test_how_somebody_hears_is_kept_when_they_say_one_half_of_it(amina, name, value):
    hears = dict.fromkeys(part.HEARS, "") | {"postal_address": "1 High Street"}
    part.record_part(
        amina,
        known_as="Amina",
        experience=[],
        speaks_for={},
        hears=hears | {name: value},
        now=factories.NOW,
    )
    assert getattr(Preference.of(amina), name) == value
