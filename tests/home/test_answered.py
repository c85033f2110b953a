"""What somebody said, and what was answered, on their home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plan.services import close_concern
from tests import factories
from tests.home.page import words
from tests.needing import need_nothing
from tests.questions.rows import answered, contribution

HOME = "/projects/waiting-at-night/"


@pytest.fixture
def concern(amina, project):
    """A concern that the participant raised."""
    statement = factories.StatementFactory(project=project)
    past = timezone.now() - timedelta(days=90)
    factories.agreement(statement, amina, "not-yet", concern="It is loud at night.", at=past)
    return statement.concerns.get()


def titles(client, path=HOME):
    return [one.words for one in client.get(path, follow=True).context["answered"].rows]


def test_an_answered_concern_comes_first(signed_in, participant, concern, jo):
    close_concern(concern, outcome="We mend the door.", by=jo, now=timezone.now())
    page = words(signed_in(participant), HOME)
    assert "You said “It is loud at night.” We answered on" in page
    assert "We mend the door." in page
    assert page.index("We mend the door.") < page.index("Asked of you")


def test_a_concern_is_told_only_to_whoever_raised_it(signed_in, facilitator, concern, jo):
    close_concern(concern, outcome="We mend the door.", by=jo, now=timezone.now())
    assert titles(signed_in(facilitator)) == []


def test_an_open_concern_has_no_answer(signed_in, participant, concern):
    assert titles(signed_in(participant)) == []


def test_an_answer_is_told_until_they_say_again_whether_they_agree(
    signed_in, participant, amina, concern, jo
):
    client, now = signed_in(participant), timezone.now()
    close_concern(concern, outcome="We mend the door.", by=jo, now=now)
    assert titles(client) == ["It is loud at night."]
    factories.agreement(concern.statement, amina, at=now + timedelta(minutes=1))
    assert titles(client) == []


@pytest.mark.parametrize(
    ("answered", "last_here", "is_told"),
    [(29, 1, True), (31, 1, False), (31, 40, True), (31, None, False)],
)
def test_an_answer_is_told_for_a_month_and_longer_to_somebody_who_was_away(
    signed_in, participant, concern, jo, answered, last_here, is_told
):
    now = timezone.now()
    participant.seen_at = now
    participant.previous_visit_at = last_here and now - timedelta(days=last_here)
    participant.save()
    close_concern(concern, outcome="We mend it.", by=jo, now=now - timedelta(days=answered))
    assert bool(titles(signed_in(participant))) is is_told


def test_what_was_said_and_answered_is_told_too(signed_in, participant, amina, jo):
    now = timezone.now()
    answered(contribution(amina, words="Ask the night."), by=jo, at=now, reason="From May.")
    contribution(amina, words="Still open.")
    assert titles(signed_in(participant)) == ["Ask the night."]
    assert "From May." in words(signed_in(participant), HOME)


def test_the_home_of_several_projects_tells_it_too(signed_in, participant, concern, jo, twin):
    factories.MemberFactory(project=twin, user=participant)
    close_concern(concern, outcome="We mend the door.", by=jo, now=timezone.now())
    assert "We mend the door." in words(signed_in(participant), "/")


def test_four_are_shown_and_the_others_are_folded(signed_in, participant, amina, project):
    now = timezone.now()
    for number in range(6):
        factories.ActionFactory(project=project, owner=amina, what=f"Promise {number}")
    amina.experience_answered_at = now
    amina.save()
    need_nothing(amina)
    page = signed_in(participant).get(HOME).content.decode()
    shown, folded = page.split('<details class="more">')
    assert [f"Promise {n}" in shown for n in range(6)] == [True] * 4 + [False] * 2
    assert "2 more" in folded
    assert shown.split("<main")[1].count('class="button"') == 1
