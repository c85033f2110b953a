"""Pictures and recordings go the way of the words beside them: hidden with them, and taken back with them."""

import json
from datetime import timedelta

import pytest

from questions.files import keeping
from questions.models import ContributionFile
from questions.services import hide_words, look_at_worry, mark_worry, take_words_back
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution, file_of, question
from tests.safety import give_safety_contact

WORDS = "The bench at the door."


def is_kept(name: str) -> bool:
    return name in keeping.names_before(keeping.READY, moment=NOW + timedelta(days=9000))


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_takes_its_files_along(signed_in, participant, amina):
    said = contribution(amina)
    file = file_of(said)
    assert is_kept(file.name)
    take_words_back(said, by=amina, now=NOW)
    assert not ContributionFile.objects.exists()
    assert not is_kept(file.name)
    page = signed_in(participant).get(said.get_absolute_url()).content.decode()
    assert lacks(page, WORDS, "Add a picture", but_has="Taken back by whoever said it.")


@pytest.mark.django_db(transaction=True)
def test_files_stay_for_facilitators_until_somebody_has_looked_at_a_worry(
    signed_in, participant, facilitator, project, amina, jo
):
    give_safety_contact(project)
    said = contribution(amina)
    file = file_of(said)
    worry = mark_worry(project, by=jo, about=said, now=NOW)
    take_words_back(said, by=amina, now=NOW)
    assert is_kept(file.name)
    assert signed_in(facilitator).get(file.get_absolute_url()).status_code == 200
    look_at_worry(worry, by=jo, done="I rang.", outcome="back", tells_author=False, now=NOW)
    assert not is_kept(file.name)


@pytest.mark.django_db
def test_what_is_hidden_shows_its_files_to_its_author_and_facilitators_alone(
    signed_in, participant, facilitator, project, amina, jo
):
    said = contribution(jo)
    file = file_of(said)
    hide_words(said, by=jo, why="It shows somebody who did not agree.", now=NOW)
    answers = [signed_in(who).get(file.get_absolute_url()) for who in (facilitator, participant)]
    assert [answer.status_code for answer in answers] == [200, 404]
    page = signed_in(participant).get(said.get_absolute_url()).content.decode()
    assert lacks(page, WORDS, but_has="It shows somebody who did not agree.")


@pytest.mark.django_db
def test_what_is_downloaded_and_printed_says_what_a_file_shows(
    signed_in, participant, project, amina
):
    asked = question(amina)
    file = file_of(contribution(amina, question=asked))
    client = signed_in(participant)
    data = json.loads(client.get(f"/projects/{project.slug}/questions/said.json").getvalue())
    (said,) = data["contributions"]
    shown = {"kind": "picture", "shows": WORDS, "address": file.get_absolute_url()}
    assert said["files"] == [shown]
    page = tight(client.get(f"{asked.get_absolute_url()}?print=1").content.decode())
    assert f"With a picture: {WORDS}" in page
