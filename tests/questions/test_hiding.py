"""What somebody said is hidden with a reason: its author reads why, and answers; others read neither, nowhere."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from core.ended import EndedBefore
from elements.records.said import read_said
from outbox import sending
from outbox.models import Delivery
from questions import services
from questions.getters import with_all_that_is_named
from questions.life import life_of
from questions.models import Contribution, Question, ThreeWords
from questions.said import with_figures
from questions.services import hide_words, look_at_worry, mark_worry, show_words_again
from questions.three_words import lock_of
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution, question
from tests.questions.unnamed import WORDS
from tests.safety import give_safety_contact

pytestmark = pytest.mark.django_db
SAID, WHY, ANSWER = "Mrs Hall snores.", "It names a neighbour.", "She asked me to say so."


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Bo", user__email="bo@example.org")


@pytest.fixture
def said(amina, jo):
    return contribution(amina, words=SAID)


@pytest.fixture
def hidden(said, jo):
    hide_words(said, by=jo, why=WHY, now=NOW)
    said.refresh_from_db()
    return said


@pytest.fixture
def reply(said, bo):
    return said.replies.create(member=bo, words="Like her sister.", said_at=NOW)


def page(client, said) -> str:
    return tight(client.get(said.get_absolute_url()).content.decode())


def told(kind) -> set[str]:
    rows = Delivery.objects.filter(message__kind=kind)
    return set(rows.values_list("member__known_as", flat=True))


def sent_to(address) -> str:
    sending.send_due(clock=timezone.now)
    return "".join(letter.body for letter in mail.outbox if letter.to == [address])


def address(name, said):
    return reverse(f"questions:{name}", args=[said.project.slug, said.pk])


def test_a_facilitator_hides_it_with_a_reason(signed_in, facilitator, said):
    client = signed_in(facilitator)
    there = address("contribution_hide", said)
    assert there in page(client, said)
    refused = client.post(there, {"words": "  "})
    assert "Say why you hide it. Everybody can read the reason." in refused.content.decode()
    answer = client.post(there, {"words": WHY}, follow=True)
    assert "Whoever said it can read why, and answer." in answer.content.decode()
    day = long_date(timezone.now())
    shown = tight(answer.content.decode())
    assert [one for one in ("Hidden by", day, WHY) if one not in shown] == []


def test_nothing_is_hidden_without_a_reason(hidden):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.update(hidden_why="")


def test_others_read_that_it_is_hidden_by_whom_and_why(signed_in, bo, reply, hidden, jo):
    answered(hidden, by=jo, reason="Because she may snore.")
    shown = page(signed_in(bo.user), hidden)
    assert lacks(shown, "snore", "Like her sister", but_has=WHY)
    assert "Hidden by Jo on" in shown


def test_lists_say_so_too(signed_in, bo, jo, amina):
    asked = question(amina)
    row = contribution(amina, words=SAID, question=asked)
    hide_words(row, by=jo, why=WHY, now=NOW)
    shown = signed_in(bo.user).get(asked.get_absolute_url())
    assert lacks(shown, "snore", but_has=WHY)


def test_a_participant_cannot_hide(signed_in, participant, said):
    assert signed_in(participant).get(address("contribution_hide", said)).status_code == 403


def test_its_author_is_told_reads_it_and_answers(signed_in, participant, jo, hidden):
    assert WHY in sent_to("amina@example.org")
    assert SAID in sent_to("amina@example.org")
    client = signed_in(participant)
    assert SAID in page(client, hidden)
    sent = {f"c{hidden.pk}-words": ANSWER}
    there = hidden.get_absolute_url()
    for _time in range(2):
        answer = send(client, address("hidden_answer", hidden), sent, page=there, follow=True)
        assert "The people who run the project are told." in answer.content.decode()
    assert ANSWER in sent_to("jo@example.org")
    assert Delivery.objects.filter(message__kind="words_defended").count() == 1


def test_facilitators_read_the_answer_and_others_do_not(signed_in, facilitator, bo, amina, hidden):
    services.answer_hiding(hidden, by=amina, words=ANSWER, now=NOW)
    assert ANSWER in page(signed_in(facilitator), hidden)
    assert lacks(page(signed_in(bo.user), hidden), ANSWER, but_has=WHY)


def test_nobody_else_answers_for_its_author(signed_in, bo, hidden):
    sent = {f"c{hidden.pk}-words": ANSWER, f"c{hidden.pk}-stood": "x"}
    answer = signed_in(bo.user).post(address("hidden_answer", hidden), sent, follow=True)
    hidden.refresh_from_db()
    assert "Only whoever said this can answer here." in answer.content.decode()
    assert hidden.hidden_answer == ""


def test_it_is_shown_again_and_its_author_told(signed_in, facilitator, bo, hidden):
    signed_in(facilitator).post(address("contribution_show_again", hidden))
    hidden.refresh_from_db()
    assert (hidden.words, hidden.words_set_aside, hidden.hidden_why) == (SAID, "", "")
    assert told("words_shown_again") == {"Amina"}
    assert SAID in page(signed_in(bo.user), hidden)


def test_a_reply_is_hidden_by_itself(signed_in, facilitator, participant, bo, reply, said):
    there = f"{address('contribution_hide', said)}?reply={reply.pk}"
    signed_in(facilitator).post(there, {"words": WHY})
    assert lacks(page(signed_in(participant), said), "Like her sister", but_has=SAID)
    assert told("words_hidden") == {"Bo"}
    answers = f"{address('hidden_answer', said)}?reply={reply.pk}"
    client = signed_in(bo.user)
    send(client, answers, {f"r{reply.pk}-words": ANSWER}, page=said.get_absolute_url())
    reply.refresh_from_db()
    assert reply.hidden_answer == ANSWER
    signed_in(facilitator).post(f"{address('contribution_show_again', said)}?reply={reply.pk}")
    assert "Like her sister" in page(signed_in(participant), said)


def test_who_wrote_it_down_is_asked_to_tell_who_said_it(signed_in, bo, project, jo):
    told_by = contribution(None, project=project, for_whom="Mrs K.", entered_by=bo, words=SAID)
    hide_words(told_by, by=jo, why=WHY, now=NOW)
    sent_to("bo@example.org")
    (letter,) = mail.outbox
    assert "Please tell Mrs K.: Jo has hidden what they said" in tight(letter.subject)
    client = signed_in(bo.user)
    sent = {f"c{told_by.pk}-words": ANSWER}
    there = told_by.get_absolute_url()
    send(client, address("hidden_answer", told_by), sent, page=there)
    told_by.refresh_from_db()
    assert told_by.hidden_answer == ANSWER


def test_behind_three_words_its_author_reads_why(client, project, jo):
    row = contribution(None, project=project, is_unnamed=True, words=SAID)
    ThreeWords.objects.create(contribution=row, hashed=lock_of(WORDS, project.pk))
    hide_words(row, by=jo, why=WHY, now=NOW)
    assert not Delivery.objects.exists()
    there = reverse("questions:unnamed_return", args=[project.slug])
    shown = tight(client.post(there, {"three_words": WORDS}).content.decode())
    assert [one for one in (SAID, WHY, "What do you say to that?") if one not in shown] == []


def test_the_second_reason_is_not_lost(hidden, jo):
    hide_words(hidden, by=jo, why=WHY, now=NOW)
    with pytest.raises(EndedBefore):
        hide_words(hidden, by=jo, why="It is rude.", now=NOW)


def test_what_is_set_aside_is_not_hidden_and_nobody_gets_an_email(signed_in, facilitator, bo, said):
    give_safety_contact(said.project)
    mark_worry(said.project, by=bo, about=said, now=NOW)
    answer = signed_in(facilitator).post(address("contribution_hide", said), {"words": WHY})
    shown = answer.content.decode()
    assert [one for one in ("It is set aside already", WHY) if one not in shown] == []
    assert told("words_hidden") == set()


def test_a_worry_about_what_is_hidden_goes_first_and_it_stays_hidden_after(hidden, bo, jo):
    give_safety_contact(hidden.project)
    worry = mark_worry(hidden.project, by=bo, about=hidden, now=NOW)
    assert hidden.is_set_aside
    assert sent_to("amina@example.org") == ""
    look_at_worry(worry, by=jo, done="Rang.", outcome="back", tells_author=True, now=NOW)
    hidden.refresh_from_db()
    assert (hidden.is_set_aside, hidden.is_hidden, hidden.own_words) == (False, True, SAID)
    assert hidden.words == "This is hidden."
    assert told("safety_back") == set()


def test_it_can_be_shown_again_while_it_is_set_aside_and_then_comes_back(hidden, bo, jo):
    give_safety_contact(hidden.project)
    worry = mark_worry(hidden.project, by=bo, about=hidden, now=NOW)
    assert not show_words_again(hidden, by=jo, now=NOW)
    assert told("words_shown_again") == set()
    look_at_worry(worry, by=jo, done="Rang.", outcome="back", tells_author=True, now=NOW)
    hidden.refresh_from_db()
    assert (hidden.words, hidden.words_set_aside) == (SAID, "")


def test_the_line_says_that_it_is_hidden(hidden):
    life = life_of(with_all_that_is_named(Contribution.objects.all()).get())
    assert [str(step.name) for step in life.steps] == ["Said", "Hidden"]
    assert life.sentence == "It is hidden from others. The reason is on its page."


def test_its_author_still_hears_the_answer(hidden, jo):
    services.answer_contribution(hidden, outcome="no", reason="No money.", by=jo, now=NOW)
    text = sent_to("amina@example.org")
    assert [one for one in ("No money.", SAID) if one not in text] == []


def test_it_counts_nowhere_as_heard_and_still_wants_its_answer(project, amina, jo):
    asked = question(amina)
    row = contribution(amina, question=asked, kind="idea", is_unasked=True)
    amina.user.last_login = NOW
    amina.user.save()
    hide_words(row, by=jo, why=WHY, now=NOW)
    seen = read_said(project, on=NOW.date())
    counted = {"ideas": 0, "unasked": 0, "others": 0, "had_ideas": 0, "open": 1}
    assert {name: seen[name] for name in counted} == counted
    figures = with_figures(Question.objects.all()).get()
    assert (figures.people, figures.waiting) == (0, 1)


def test_the_search_finds_nothing_of_it_with_its_replies_and_answers(
    signed_in, bo, facilitator, jo, reply, said
):
    answered(said, by=jo, reason="Because she snores.")
    there = reverse("home:find", args=[said.project.slug])
    for word in ("snores", "sister"):
        shown = signed_in(bo.user).get(there, {"q": word}).content.decode()
        assert said.get_absolute_url() in shown
    hide_words(said, by=jo, why=WHY, now=NOW)
    for user in (bo.user, facilitator):
        for word in ("snores", "sister"):
            shown = signed_in(user).get(there, {"q": word})
            assert lacks(shown, said.get_absolute_url(), but_has=word)
