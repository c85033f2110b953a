"""A question is asked, asked another way, explored, ended with words, and opened again."""

import pytest
from django.urls import reverse

from core.ended import EndedBefore
from outbox.models import Delivery
from projects.models import Project
from questions import services
from questions.models import Question, QuestionTurn, Wording
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.pages import lacks, tight
from tests.questions.rows import contribution, question, wording

LIST = "/projects/waiting-at-night/questions/"
NEW = f"{LIST}new/"
LOUD = "<b>Loud</b>"


def page_of(client, address=LIST) -> str:
    return tight(client.get(address).content.decode())


def address(name, asked, *more):
    return reverse(f"questions:{name}", args=[asked.project.slug, asked.pk, *more])


@pytest.fixture
def asked(amina):
    return question(amina)


def end(asked, by, why="We know.", end="settled"):
    return services.end_question(asked, end=end, why=why, by=by, now=NOW)


def told(kind):
    return set(
        Delivery.objects.filter(message__kind=kind).values_list("member__known_as", flat=True)
    )


def test_anybody_asks_with_one_field_and_lands_on_the_question(signed_in, participant, amina):
    answer = signed_in(participant).post(NEW, {"words": "Who is cold?"}, follow=True)
    asked = Question.objects.get()
    assert (asked.asked_by, asked.words) == (amina, "Who is cold?")
    assert answer.redirect_chain[-1][0] == asked.get_absolute_url()
    assert "Who is cold?" in tight(answer.content.decode())
    assert list(asked.wordings.values_list("words", "outcome")) == [("Who is cold?", "first")]
    assert list(asked.turns.values_list("what", "by")) == [("asked", amina.pk)]


def test_a_question_without_words_is_asked_for(signed_in, participant, project):
    assert (
        "Write your question." in signed_in(participant).post(NEW, {"words": " "}).content.decode()
    )
    assert not Question.objects.exists()


def test_an_empty_place_says_what_it_is_for_and_offers_the_first_action(signed_in, participant):
    page = page_of(signed_in(participant))
    assert "What would you like to find out?" in page
    assert page.count(f'href="{NEW}"') == 1


def test_nothing_is_asked_of_a_project_that_has_ended(signed_in, facilitator, asked):
    Project.objects.update(state=Project.State.ENDED)
    client = signed_in(facilitator)
    for name in ("wording_create", "question_end", "question_reopen"):
        assert client.post(address(name, asked), {"words": "W"}).status_code == 403
    assert client.post(NEW, {"words": "W"}).status_code == 403
    assert lacks(page_of(client), "Ask a question", but_has="We are exploring")
    page = page_of(client, asked.get_absolute_url())
    gone = ("Say something about this", "Ask it another way", "We are ready for ideas")
    assert lacks(page, *gone, but_has=asked.words)


def test_a_question_is_of_one_project(signed_in, outsider, asked):
    assert signed_in(outsider).get(asked.get_absolute_url()).status_code == 404


def test_the_list_says_how_many_people_said_something_and_what_waits(
    signed_in, participant, amina, jo, asked
):
    for _twice in "12":
        contribution(amina, question=asked)
    contribution(jo, question=asked)
    contribution(amina, question=asked, member=None, for_whom="A man with a dog")
    contribution(amina, question=asked, member=None, is_unnamed=True)
    page = page_of(signed_in(participant))
    assert "3 people said something. 1 thing was said without a name." in page
    assert "5 are waiting for an answer." in page


def test_the_list_names_the_newest_five_that_ended_and_leads_to_all(signed_in, jo, facilitator):
    for number in range(6):
        end(question(jo, words=f"Question {number}?"), jo, why=f"Reason {number}.")
    page = page_of(signed_in(facilitator))
    assert lacks(page, "Question 0?", but_has="Question 1?")
    assert "Reason 5." in page
    assert 'href="?show=ended"' in page
    assert "Question 0?" in page_of(signed_in(facilitator), f"{LIST}?show=ended")


def test_another_way_waits_beside_the_list_and_for_the_facilitators(
    signed_in, participant, facilitator, amina, jo, asked
):
    client = signed_in(participant)
    client.post(address("wording_create", asked), {"words": "Who is afraid?", "why": "I am."})
    (proposed,) = asked.wordings.open()
    assert (proposed.by, proposed.why) == (amina, "I am.")
    answer = address("wording_answer", asked, proposed.pk)
    assert "“Who is afraid?”" in page_of(client)
    assert lacks(page_of(client), answer, but_has="Somebody asks it another way")
    assert answer in page_of(signed_in(facilitator))
    today = signed_in(facilitator).get("/projects/waiting-at-night/").context["asked"].waited_for
    assert [(ask.title, ask.url, ask.action) for ask in today] == [
        ("“Who is afraid?”", answer, "Answer Amina")
    ]


def test_what_is_taken_is_the_question_and_whoever_proposed_it_is_told(
    signed_in, facilitator, amina, jo, asked
):
    proposed, client = wording(asked, amina), signed_in(facilitator)
    client.post(address("wording_create", asked), {"words": "Mine?"})
    send(client, address("wording_answer", asked, proposed.pk), {"outcome": "taken"})
    asked.refresh_from_db()
    assert asked.words == proposed.words
    assert told("wording_answered") == {"Amina"}
    page = page_of(client, asked.get_absolute_url())
    assert "How do people get home at night?" in page
    assert "The group took it." in page
    assert list(asked.turns.order_by("pk").values_list("what", flat=True)) == ["asked", "reworded"]


def test_what_is_not_taken_needs_a_reason_and_stays_in_view(
    signed_in, facilitator, participant, amina, asked
):
    proposed = wording(asked, amina)
    there, client = address("wording_answer", asked, proposed.pk), signed_in(facilitator)
    answer = send(client, there, {"outcome": "declined", "words": " "})
    assert "Say why not. Whoever asked it this way is told." in answer.content.decode()
    send(client, there, {"outcome": "declined", "words": "It leaves out the cold."})
    proposed.refresh_from_db()
    assert (proposed.outcome, proposed.answer) == ("declined", "It leaves out the cold.")
    page = page_of(signed_in(participant), asked.get_absolute_url())
    for words in (proposed.words, "The group did not take it.", "It leaves out the cold."):
        assert words in page
    assert not Wording.objects.waiting().exists()


def test_nobody_is_told_what_they_answered_themselves(jo, asked):
    services.answer_wording(wording(asked, jo), outcome="taken", words="", by=jo, now=NOW)
    assert not Delivery.objects.exists()


def test_one_takes_it_and_another_declines_it_and_no_words_are_lost(jo, amina, asked):
    proposed = wording(asked, amina)
    services.answer_wording(proposed, outcome="taken", words="", by=jo, now=NOW)
    with pytest.raises(EndedBefore) as both:
        services.answer_wording(proposed, outcome="declined", words="No.", by=jo, now=NOW)
    assert both.value.theirs == "We ask it this way from now on."
    assert both.value.mine == "We don’t ask it this way.\n\nNo."
    services.answer_wording(proposed, outcome="taken", words="", by=jo, now=NOW)
    assert told("wording_answered") == {"Amina"}


def test_whoever_takes_it_reads_first_that_another_one_was_taken_meanwhile(
    signed_in, facilitator, amina, jo, asked
):
    first, second = wording(asked, amina), wording(asked, amina, words="Who walks?")
    there, client = address("wording_answer", asked, second.pk), signed_in(facilitator)
    stood = services.how_question_stands(asked)
    services.answer_wording(first, outcome="taken", words="", by=jo, now=NOW)
    typed = {"outcome": "taken", "words": "It is shorter.", "stood": stood}
    page = tight(client.post(there, typed).content.decode())
    assert "The question was put in other words meanwhile." in page
    assert first.words in page
    assert "It is shorter." in page
    asked.refresh_from_db()
    assert asked.words == first.words
    # From the page that shows both, it is taken.
    asked_now = services.how_question_stands(asked)
    assert f'value="{asked_now}"' in page
    client.post(there, {**typed, "stood": asked_now})
    asked.refresh_from_db()
    assert asked.words == "Who walks?"


def test_a_facilitator_says_that_ideas_are_welcome_and_goes_back(
    signed_in, facilitator, participant, asked
):
    there, client = address("question_ideas", asked), signed_in(facilitator)
    assert client.get(there).status_code == 302
    asked.refresh_from_db()
    assert not asked.takes_ideas
    for ready, words in (("yes", "ready for ideas since"), ("no", "First we want to understand.")):
        for _twice in "12":
            client.post(there, {"ready": ready})
        assert words in page_of(client, asked.get_absolute_url())
    turns = asked.turns.order_by("pk").values_list("what", flat=True)
    assert list(turns) == ["asked", "ready", "not-ready"]
    assert signed_in(participant).post(there, {"ready": "yes"}).status_code == 403


@pytest.mark.parametrize(("how", "tag"), [("settled", "Settled"), ("put-down", "Put down")])
def test_it_ends_with_words_and_whoever_had_a_part_is_told_once(
    signed_in, facilitator, participant, project, amina, jo, asked, how, tag
):
    bo, cy, _dee = (factories.MemberFactory(project=project, known_as=n) for n in ("Bo", "Cy", "D"))
    for _twice in "12":
        contribution(bo, question=asked)
    contribution(jo, question=asked)
    wording(asked, cy)
    there, client = address("question_end", asked), signed_in(facilitator)
    assert "Say how it was settled, or why" in client.post(there, {"end": how}).content.decode()
    for _twice in "12":
        client.post(there, {"end": how, "why": f"Because {LOUD}"})
    assert told("question_ended") == {"Amina", "Bo", "Cy"}
    assert Delivery.objects.count() == 3
    page = page_of(signed_in(participant), asked.get_absolute_url())
    assert f"{tag}</span>" in page
    assert "Because &lt;b&gt;Loud&lt;/b&gt;" in page
    assert lacks(page, "Say something about this", "Ask it another way", but_has=asked.words)
    assert "It was not answered before the question ended." in page
    assert not Wording.objects.waiting().exists()


def test_it_is_opened_again_with_a_reason_and_how_it_ended_stays(
    signed_in, facilitator, amina, jo, asked
):
    there, client = address("question_reopen", asked), signed_in(facilitator)
    assert "This question is open already." in page_of(client, there)
    assert "This question is open already." in client.post(there, {"words": "W"}).content.decode()
    end(asked, jo, why="We thought so.")
    client.post(there, {"words": "It is cold again."})
    assert told("question_opened") == {"Amina"}
    page = page_of(client, asked.get_absolute_url())
    for words in ("It ended before, and was opened again", "We thought so.", "It is cold again."):
        assert words in page
    assert "Say something about this" in page


def test_one_settles_it_and_another_puts_it_down_in_the_same_words(jo, asked):
    end(asked, jo, why="Enough.")
    with pytest.raises(EndedBefore) as both:
        end(asked, jo, why="Enough.", end="put-down")
    assert (both.value.theirs, both.value.mine) == ("Settled: Enough.", "Put down: Enough.")


def test_a_question_that_has_just_ended_takes_no_other_way_and_no_phase(jo, amina, asked):
    proposed = wording(asked, amina)
    stale = Question.objects.get(pk=asked.pk)
    end(asked, jo)
    with pytest.raises(services.QuestionEnded):
        services.propose_wording(stale, by=amina, words="W", now=NOW)
    with pytest.raises(services.QuestionEnded):
        services.answer_wording(proposed, outcome="taken", words="", by=jo, now=NOW)
    assert not services.make_ready_for_ideas(stale, by=jo, now=NOW)
    assert not services.put_ideas_off(stale, by=jo, now=NOW)
    assert not asked.turns.filter(what__in=["ready", "not-ready"]).exists()


def test_the_timeline_tells_what_happened_with_a_question(signed_in, participant, amina, jo):
    asked = services.ask_question(amina.project, by=amina, words=f"Why {LOUD}?", now=NOW)
    proposed = wording(asked, amina, words="Who sleeps?")
    services.answer_wording(proposed, outcome="taken", words="", by=jo, now=NOW)
    services.make_ready_for_ideas(asked, by=jo, now=NOW)
    services.put_ideas_off(asked, by=jo, now=NOW)
    end(asked, jo, end="put-down")
    services.reopen_question(asked, why="Again.", by=jo, now=NOW)
    end(asked, jo)
    page = page_of(signed_in(participant), reverse("home:find", args=[amina.project.slug]))
    for words in (
        "A new question: “Why &lt;b&gt;Loud&lt;/b&gt;?”",
        "We ask a question another way: “Who sleeps?”",
        "We are ready for ideas: “Who sleeps?”",
        "A question is put down: “Who sleeps?”",
        "A question is open again: “Who sleeps?”",
        "A question is settled: “Who sleeps?”",
    ):
        assert words in page
    assert QuestionTurn.objects.filter(what="not-ready").exists()
    assert lacks(page, "Ideas later", but_has="A new question")


def test_what_was_asked_shows_as_text(signed_in, facilitator, amina):
    asked = question(amina, words=LOUD)
    proposed = wording(asked, amina, words=LOUD, why=LOUD)
    client = signed_in(facilitator)
    for there in (
        LIST,
        asked.get_absolute_url(),
        address("wording_create", asked),
        address("wording_answer", asked, proposed.pk),
        address("question_end", asked),
        address("question_reopen", asked),
    ):
        page = page_of(client, there)
        assert lacks(page, LOUD, but_has="&lt;b&gt;Loud&lt;/b&gt;"), there
