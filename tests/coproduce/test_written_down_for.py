"""Each kind of message that asks a member something leads to where it is written down for them, or says why nowhere."""

import pytest
from django.urls import resolve

from outbox.kinds import with_rows
from outbox.models import Channel, Delivery, Preference
from projects.getters import get_project_or_404
from tests.coproduce.test_who_hears import MAKES
from tests.coproduce.two_people import People

pytestmark = pytest.mark.django_db

#: Kinds of which an answer has no name -> what the card says.
WITHOUT_A_NAME = {
    "pulse_asked": "kept without a name",
    "review_opened": "kept without a name",
    "review_reminder": "kept without a name",
}


@pytest.fixture
def people(project, jo, amina) -> People:
    return People(project, jo, amina)


def asking(people, kind):
    """Return the kind with its row, and where an answer to it is written down; None when it asks nothing."""
    MAKES[kind](people)
    delivery = Delivery.objects.filter(message__kind=kind, member__isnull=False).first()
    if delivery is None:
        return None
    message = delivery.message
    message.project = get_project_or_404(people.jo.user, people.project.slug)
    found = with_rows([message])
    return (found[0], delivery.member) if found and found[0].question() else None


@pytest.mark.parametrize("kind", sorted(MAKES))
def test_where_an_answer_is_written_down_is_a_page_or_a_reason(kind, people):
    Preference.objects.create(member=people.amina, channel=Channel.EMAIL)
    if (asked := asking(people, kind)) is None:
        return
    about, member = asked
    where = about.for_person(member)
    assert bool(where.address) != bool(where.why_not)
    if where.address:
        assert resolve(where.address.partition("?")[0].partition("#")[0])
    assert (kind in WITHOUT_A_NAME) == ("without a name" in where.why_not)
    day = about.by_day()
    assert day is None or day.year > 2000
