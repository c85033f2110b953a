"""What reviews say to "What should we be asking you that we are not?" is answered in public, one by one."""

import pytest
from django.utils import timezone

from elements.models import Words
from elements.services import settle_words
from plan.services import end_project
from questions.models import Contribution
from questions.services import answer_contribution, mark_worry
from tests.elements.answers import review_of
from tests.elements.conftest import NOW
from tests.pages import lacks, tight
from tests.safety import give_safety_contact

BUSES = "Ask Bev about the buses."


@pytest.fixture
def words(project) -> Words:
    review_of(project, participants=[2, 2, 3, 3, 1], words=[(None, BUSES)])
    return Words.objects.get()


def said() -> Contribution:
    return Contribution.objects.get(is_from_review=True)


def settle(words, outcome, **more) -> None:
    words.refresh_from_db()
    settle_words(words, outcome, now=NOW, **more)


def test_what_is_shown_waits_for_an_answer_by_a_day_without_a_name(
    signed_in, participant, facilitator, words
):
    assert not Contribution.objects.exists()  # nobody has looked for names
    settle(words, "in-part", taken_out=["Bev"])
    row = said()
    assert (row.words, row.is_unasked, row.answer) == ("Ask […] about the buses.", True, None)
    assert row.answer_by > NOW.date()
    assert timezone.localtime(row.said_at).strftime("%H:%M:%S.%f") == "00:00:00.000000"
    page = tight(signed_in(participant).get(row.get_absolute_url()).content.decode())
    assert "In a review or after a meeting, to the question what we should be asking." in page
    assert "They can read the answer here, like everybody in the project." in page
    client = signed_in(facilitator)
    waiting = f"/projects/{row.project.slug}/questions/waiting/"
    assert "about the buses." in client.get(waiting).content.decode()
    page = client.get(row.get_absolute_url()).content.decode()
    assert lacks(page, "Write to them", "three words", but_has="about the buses.")
    write = f"/projects/{row.project.slug}/run/said/{row.pk}/write/"
    assert client.get(write).status_code == 404


def test_settled_again_there_is_one_and_its_answer_stays(words, jo):
    settle(words, "whole")
    answer_contribution(said(), outcome="taken-on", reason="We will ask.", by=jo, now=NOW)
    settle(words, "in-part", taken_out=["Bev"])
    row = said()
    assert (row.words, row.answer.reason) == ("Ask […] about the buses.", "We will ask.")


def test_what_is_left_out_later_is_read_by_nobody_and_can_come_back(signed_in, participant, words):
    settle(words, "whole")
    settle(words, "left-out")
    page = signed_in(participant).get(said().get_absolute_url()).content.decode()
    assert lacks(page, "about the buses", but_has="looked for names in it")
    settle(words, "in-part", taken_out=["Bev"])
    assert (said().words, said().is_set_aside) == ("Ask […] about the buses.", False)


def test_what_somebody_is_worried_about_stays_aside_without_the_name(words, jo, amina, project):
    give_safety_contact(project)
    settle(words, "whole")
    mark_worry(project, by=amina, about=said(), now=NOW)
    settle(words, "in-part", taken_out=["Bev"])
    row = said()
    assert row.is_set_aside
    assert row.words_set_aside == "Ask […] about the buses."


def test_words_about_an_element_are_no_question_to_us(project, words):
    words.element = words.review.asked_indicators()[0].element
    words.save()
    settle(words, "whole")
    assert not Contribution.objects.exists()


def test_when_the_project_has_ended_no_answer_is_promised(project, jo, words):
    end_project(project, by=jo, why="It is over.", now=NOW)
    settle(words, "whole")
    assert not Contribution.objects.exists()
