"""The pages on which something is said without a name, read again behind three words, and written about."""

import re

from django.test import Client
from django.urls import reverse

from accounts.models import WaitingWords
from ballots.keys import destroy_key
from ballots.models import SealedPiece
from questions import unnamed_limits
from questions.models import Contribution, UnnamedDay, UnnamedHour, UnnamedNote
from questions.three_words import word_list
from tests.pages import lacks, tight
from tests.questions.rows import answered
from tests.questions.unnamed import WORDS, let_appear, say, sealed_in

SAY = "/projects/waiting-at-night/say/"
BACK = "/projects/waiting-at-night/three-words/"
PRIVATE = "Nobody asks the night staff, and I am one."
SENT = {"words": PRIVATE, "shown": "unnamed"}


def words_on(page: str) -> str:
    return " ".join(re.findall(r'<li lang="en">(\w+)</li>', page))


def test_the_page_asks_with_or_without_a_name_and_says_what_follows(
    signed_in, participant, project
):
    page = tight(signed_in(participant).get(SAY).content.decode())
    assert '<input type="radio" name="shown" value="named"' in page
    assert "Nobody can look up who said it, the people who run the project included." in page
    assert "it is kept nowhere until you send it" in page
    assert f'href="{BACK}"' in page


def test_said_without_a_name_it_is_sealed_and_three_words_are_shown_once(
    signed_in, participant, project
):
    client = signed_in(participant)
    form = client.get(SAY).content.decode()
    drawn = re.search(r'name="three_words" value="([^"]+)"', form)[1]
    answer = client.post(SAY, {**SENT, "three_words": drawn})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    words = words_on(page)
    assert drawn.startswith(words)
    assert set(words.split()) <= set(word_list())
    assert f"http://testserver{BACK}" in page
    assert [content["words"] for content in sealed_in(project)] == [PRIVATE]
    assert not Contribution.objects.exists()
    assert words_on(client.post(SAY, {**SENT, "three_words": drawn}).content.decode()) == words
    assert SealedPiece.objects.count() == 1


def test_three_words_that_somebody_made_up_are_not_taken(signed_in, participant, project):
    client = signed_in(participant)
    page = client.post(SAY, {**SENT, "three_words": "garden garden garden"}).content.decode()
    assert words_on(page) != "garden garden garden"
    assert len(words_on(page).split()) == 3


def test_with_a_name_nothing_is_different(signed_in, participant, amina):
    signed_in(participant).post(SAY, {"words": "Mine.", "shown": "named"})
    said = Contribution.objects.get()
    assert (said.member, said.is_unnamed) == (amina, False)
    assert not SealedPiece.objects.exists()


def test_a_choice_that_is_none_is_asked_again(signed_in, participant, project):
    page = signed_in(participant).post(SAY, {"words": PRIVATE, "shown": "unnamd"}).content.decode()
    assert "Choose with or without your name." in page
    assert not Contribution.objects.exists()


def test_when_the_hour_is_full_or_the_key_away_the_words_stay_in_the_form(
    signed_in, participant, project, monkeypatch
):
    client = signed_in(participant)
    client.post(SAY, SENT)
    with monkeypatch.context() as now:
        now.setattr(unnamed_limits, "MOST_SAID_AN_HOUR", 1)
        page = client.post(SAY, {**SENT, "words": "Second"}).content.decode()
    assert "Please try again after the next full hour" in page
    assert ">\nSecond</textarea>" in page
    destroy_key(UnnamedDay.objects.get().seal_id)
    page = client.post(SAY, {**SENT, "words": "Third"}).content.decode()
    assert "the key that opens it later is missing" in page
    assert ">\nThird</textarea>" in page


def test_nothing_of_it_is_kept_for_somebody_who_was_signed_out(signed_in, participant, project):
    form = signed_in(participant).get(SAY).content.decode()
    whose = re.search(r'name="form_of" value="([^"]+)"', form)[1]
    stranger = Client()
    for shown, rows in (("unnamed", 0), ("named", 1)):
        stranger.post(SAY, {"words": PRIVATE, "shown": shown, "form_of": whose})
        assert WaitingWords.objects.count() == rows


def test_nothing_of_it_is_shown_when_something_fails(signed_in, participant, project, monkeypatch):
    from questions.views import unnamed

    def fail(*_arguments, **_named):
        raise RuntimeError

    monkeypatch.setattr(unnamed.services, "seal_contribution", fail)
    client = signed_in(participant)
    client.raise_request_exception = False
    answer = client.post(SAY, SENT)
    assert answer.status_code == 500
    assert PRIVATE not in answer.content.decode()
    assert "What you were sending is private" in tight(answer.content.decode())


# Coming back


def test_anybody_with_the_words_reads_it_without_a_cookie(project, jo):
    words = say(project, PRIVATE)
    (said,) = let_appear(project)
    answered(said, by=jo, reason="Because of the rota.")
    client = Client()
    assert client.get(BACK).status_code == 200
    answer = client.post(BACK, {"three_words": words.upper().replace(" ", ", ")})
    page = tight(answer.content.decode())
    assert PRIVATE in page
    assert "Because of the rota." in page
    assert not client.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_wrong_words_a_full_hour_and_no_project_read_alike(project, monkeypatch):
    words = say(project, PRIVATE)
    let_appear(project)
    client = Client()
    wrong = client.post(BACK, {"three_words": WORDS}).content
    assert "These words do not open anything here." in tight(wrong.decode())
    nowhere = BACK.replace("waiting-at-night", "there-is-none")
    assert client.post(nowhere, {"three_words": WORDS}).content == wrong
    assert client.get(nowhere).content == client.get(BACK).content
    assert UnnamedHour.objects.get().tried_outside == 1
    monkeypatch.setattr(unnamed_limits, "MOST_TRIED_AN_HOUR", 1)
    full = client.post(BACK, {"three_words": words}).content
    assert full == wrong.replace(WORDS.encode(), words.encode())


def test_the_author_writes_again_behind_the_words(project):
    words = say(project, PRIVATE)
    (said,) = let_appear(project)
    client = Client()
    page = tight(client.post(BACK, {"three_words": words, "words": ""}).content.decode())
    assert "Write something first." in page
    for _time in range(2):
        page = client.post(BACK, {"three_words": words, "words": "It is the bus."}).content.decode()
    assert "What you wrote is sealed." in page
    assert ">\nIt is the bus.</textarea>" not in page
    assert [content["words"] for content in sealed_in(project)] == ["It is the bus."]
    assert not client.cookies
    assert not UnnamedNote.objects.filter(contribution=said).exists()


def test_a_facilitator_writes_to_them_and_members_do_not_read_it(
    signed_in, facilitator, participant, project, jo
):
    words = say(project, PRIVATE)
    (said,) = let_appear(project)
    url = reverse("questions:unnamed_write", args=[project.slug, said.pk])
    answer = signed_in(facilitator).post(url, {"words": "What would help?"}, follow=True)
    assert "What would help?" in answer.content.decode()
    assert UnnamedNote.objects.get().by == jo
    assert signed_in(participant).get(url).status_code == 403
    page = signed_in(participant).get(said.get_absolute_url()).content.decode()
    assert lacks(page, "What would help?", but_has="Was it you?")
    assert "What would help?" in Client().post(BACK, {"three_words": words}).content.decode()


def test_nobody_is_written_to_who_has_a_name(signed_in, facilitator, amina):
    from tests.questions.rows import contribution

    said = contribution(amina)
    url = reverse("questions:unnamed_write", args=[said.project.slug, said.pk])
    assert signed_in(facilitator).get(url).status_code == 404


def test_what_is_asked_of_facilitators_names_nobody(signed_in, facilitator, project):
    say(project, PRIVATE)
    let_appear(project)
    page = tight(signed_in(facilitator).get(f"/projects/{project.slug}/").content.decode())
    assert "Somebody, without a name said this." in page


def come_back(three_words: str, **more) -> str:
    answer = Client().post(BACK, {"three_words": three_words, **more})
    return tight(answer.content.decode())


def test_behind_the_three_words_they_say_whether_the_answer_answers_them(project, jo):
    three_words = say(project, PRIVATE)
    (said,) = let_appear(project)
    answer = answered(said, by=jo)
    assert "Does this answer you?" in come_back(three_words)
    page = come_back(three_words, answer=answer.pk, is_enough="no", why="")
    assert "Say what is missing, so that we can answer it." in page
    page = come_back(three_words, answer=answer.pk, is_enough="no", why="Not the lift.")
    assert "It is sealed, and opens tomorrow." in page
    assert [one["words"] for one in sealed_in(project)] == ["Not the lift."]
    page = come_back(three_words, answer=answer.pk, is_enough="yes")
    assert "You have said today whether this answers you." in page
    assert len(sealed_in(project)) == 1


def test_they_judge_the_answer_that_they_have_read(project, jo):
    three_words = say(project, PRIVATE)
    (said,) = let_appear(project)
    first = answered(said, by=jo)
    answered(said, by=jo, number=2, reason="There is a bus.")
    page = come_back(three_words, answer=first.pk, is_enough="no", why="Not the lift.")
    assert "There is another answer since. Please read it first." in page
    assert "Not the lift.</textarea>" in page
    assert not sealed_in(project)
