"""The page of what somebody said: how far it has come, replies, and marks of honour."""

from datetime import timedelta

import pytest
from django.urls import reverse

from outbox.models import Delivery, Message
from questions.getters import REPLIES, with_all_that_is_named
from questions.life import life_of
from questions.models import Contribution, Honour
from questions.services import give_honour, record_move, undo_move
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.questions.rows import NO_ANSWER, answered, contribution


@pytest.fixture
def said(amina):
    return contribution(amina)


@pytest.fixture
def page(signed_in, participant, said):
    """Return a function that opens the page of what was said."""

    def open_page(user=participant) -> str:
        return tight(signed_in(user).get(said.get_absolute_url()).content.decode())

    return open_page


def line(said) -> tuple[list[str], str]:
    """Return the looks of the steps of its line, and the sentence."""
    life = life_of(with_all_that_is_named(Contribution.objects.filter(pk=said.pk)).get())
    return [step.look for step in life.steps], life.sentence


def looks(now: int) -> list[str]:
    return ["past"] * now + ["now"] + ["next"] * (7 - now)


def test_the_line_begins_with_what_was_said_and_says_who_reads_it(said, jo):
    assert line(said) == (looks(0), "Next, somebody reads it.")
    Contribution.objects.update(read_at=NOW, read_by=jo)
    assert line(said) == (looks(1), "Jo has read it, and will answer.")


@pytest.mark.parametrize("outcome", ["taken-on", "partly"])
def test_an_answer_that_leads_on_leaves_the_line_open(said, jo, outcome):
    answered(said, by=jo, outcome=outcome)
    assert line(said) == (looks(2), "It has an answer. What comes of it will show here.")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("no", "It stops here. The answer says why."),
        ("already", "It stops here. The answer says why."),
        ("not-now", "Not now. We look at it again on"),
    ],
)
def test_the_line_stops_where_it_stopped_and_shows_no_step_that_it_will_not_take(
    said, jo, outcome, words
):
    answered(said, by=jo, outcome=outcome, until=DAY)
    steps, sentence = line(said)
    assert steps == ["past", "past", "end"]
    assert sentence.startswith(words)


def test_what_was_passed_on_names_who_asks_what_came_of_it(said, jo):
    answered(said, by=jo, outcome="passed-on", until=DAY, passed_to="Anil", followed_up_by=jo)
    steps, sentence = line(said)
    assert steps == looks(2)
    assert sentence.startswith("It was passed on. Jo will ask what came of it by")


def test_the_furthest_move_counts_also_after_a_no_and_one_that_is_undone_does_not(said, jo):
    answered(said, by=jo, outcome="no")
    record_move(said, what="planned", address="/plan/", title="Step 21", now=NOW)
    record_move(said, what="discussed", address="/m/", title="Tuesday", now=NOW + timedelta(days=1))
    assert line(said) == (looks(5), "It is in the plan.")
    undo_move(said, what="planned", address="/plan/", now=NOW)
    assert line(said) == (looks(3), "We have talked about it.")


def test_a_move_is_told_once_in_the_rhythm_of_whoever_said_it(said, amina):
    for _press in "12":
        record_move(said, what="decided", address="/d/", title="Decision 15", now=NOW)
    assert said.moves.count() == 1
    told = Delivery.objects.get()
    assert (told.member, told.message.asks) == (amina, False)
    assert told.message.subject == "Something came of what you said"


def test_what_was_undone_and_came_again_is_told_again(said):
    made = {"what": "decided", "address": "/d/", "now": NOW}
    record_move(said, title="Decision 15", **made)
    undo_move(said, **made)
    record_move(said, title="Decision 15", **made)
    assert said.moves.count() == 2
    assert Message.objects.count() == 2


def test_replies_stand_in_the_order_of_time_each_with_a_name(
    signed_in, participant, said, jo, page
):
    said.replies.create(member=jo, words="The second", said_at=NOW + timedelta(hours=1))
    said.replies.create(member=jo, words="The first", said_at=NOW)
    shown = page()
    assert shown.index("The first") < shown.index("The second")
    answer = signed_in(participant).post(
        said.get_absolute_url(), {"words": "I was there."}, follow=True
    )
    assert "Your reply is there." in answer.content.decode()
    assert said.replies.latest("pk").words == "I was there."


def test_a_reply_needs_words_and_keeps_the_page(signed_in, participant, said):
    answer = signed_in(participant).post(said.get_absolute_url(), {"words": " "})
    shown = answer.content.decode()
    assert "Write your reply." in shown
    assert said.words in shown


def test_a_mark_is_given_by_anybody_once_and_nobody_is_named(
    signed_in, facilitator, said, jo, page
):
    for _press in "12":
        signed_in(facilitator).post(said.get_absolute_url(), {"mark": "hard"})
    assert [(one.member, one.mark) for one in said.honours.all()] == [(jo, "hard")]
    ribbons = page().split('<ul class="honours"')[1].split("</ul>")[0]
    assert "Hard for us to hear" in ribbons
    assert lacks(ribbons, "Jo", "expect", but_has="Hard")


def test_only_ones_own_mark_can_be_taken_back(signed_in, facilitator, participant, said, page):
    signed_in(facilitator).post(said.get_absolute_url(), {"mark": "costly"})
    signed_in(participant).post(said.get_absolute_url(), {"mark": "costly", "back": "1"})
    assert said.honours.count() == 1
    assert lacks(page(), "Take back “It would cost a lot”", but_has="It would cost a lot")
    assert "Take back “It would cost a lot”" in page(facilitator)
    signed_in(facilitator).post(said.get_absolute_url(), {"mark": "costly", "back": "1"})
    assert said.honours.count() == 0


def test_a_mark_that_nobody_knows_is_no_mark(signed_in, participant, said):
    assert signed_in(participant).post(said.get_absolute_url(), {"mark": "like"}).status_code == 302
    assert not Honour.objects.exists()


def test_two_give_one_mark_and_it_shows_once(said, jo, amina, page):
    give_honour(said, mark="unexpected", member=jo)
    give_honour(said, mark="unexpected", member=amina)
    ribbons = page().split('<ul class="honours"')[1].split("</ul>")[0]
    assert ribbons.count("We didn’t expect this") == 1


def test_a_facilitator_is_led_to_the_answer_while_there_is_none(facilitator, page, said, jo):
    assert "Answer Amina</span>" in page(facilitator)
    assert lacks(page(), "Answer Amina", but_has=said.words)
    answered(said, by=jo)
    assert lacks(page(facilitator), "Answer Amina", but_has=said.words)


def test_who_waits_past_the_day_reads_that_it_is_late_and_others_that_the_project_owes_it(
    signed_in, page, said
):
    Contribution.objects.update(answer_by=DAY - timedelta(days=900))
    assert ">Late</span>" in page()
    bo = signed_in(factories.MemberFactory(project=said.project).user)
    assert "The project owes an answer." in bo.get(said.get_absolute_url()).content.decode()


def test_what_did_not_answer_stands_below_the_answer(said, jo, page):
    first = answered(said, by=jo, reason="It is the wind.")
    first.is_enough, first.not_enough_why, first.told_enough_at = False, "It is not.", NOW
    first.save()
    Contribution.objects.update(**NO_ANSWER)
    shown = page()
    assert shown.index("It is the wind.") < shown.index("It is not.") < shown.index("promised by")


def test_my_part_shows_the_newest_five_and_leads_to_all(signed_in, participant, amina, jo):
    other = contribution(jo, words="By somebody else")
    for number in range(7):
        contribution(amina, words=f"Number {number}", said_at=NOW + timedelta(days=number))
    client, slug = signed_in(participant), amina.project.slug
    shown = tight(client.get(reverse("participation:my_part", args=[slug])).content.decode())
    assert [number for number in range(7) if f"“Number {number}”" in shown] == [2, 3, 4, 5, 6]
    everything = client.get(f"/projects/{slug}/questions/waiting/?show=mine").content.decode()
    assert lacks(everything, other.words, but_has="“Number 0”")


def test_today_tells_what_came_of_it_with_its_line(signed_in, participant, said, amina):
    record_move(said, what="planned", address="/plan/", title="Step 21", now=factories.NOW)
    shown = tight(signed_in(participant).get(f"/projects/{amina.project.slug}/").content.decode())
    part = shown.split("What happened to what you said")[1]
    assert '<ol class="life"' in part
    assert "It is in the plan." in part


def test_many_replies_stand_in_pages_and_a_link_leads_to_the_one_with_its_reply(
    signed_in, queries_of, participant, amina
):
    said = contribution(amina)
    replies = [
        said.replies.create(member=amina, words=f"Reply {n:03}.", said_at=NOW + timedelta(n))
        for n in range(REPLIES * 2 + 1)
    ]
    client = signed_in(participant)

    def shown(address: str) -> list[str]:
        return [reply.words for reply in client.get(address).context["replies"]]

    def words(first: int, end: int) -> list[str]:
        return [f"Reply {n:03}." for n in range(first, end)]

    page = said.get_absolute_url()
    assert shown(page) == words(0, REPLIES)
    assert shown(f"{page}?after={replies[REPLIES - 1].pk}") == words(REPLIES, 2 * REPLIES)
    last = replies[-1].get_absolute_url()
    assert last.endswith(f"#r{replies[-1].pk}")
    assert shown(last) == words(2 * REPLIES, 2 * REPLIES + 1)
    assert shown(replies[REPLIES].get_absolute_url()) == words(REPLIES, 2 * REPLIES)
    assert shown(replies[REPLIES - 1].get_absolute_url()) == words(0, REPLIES)
    for odd in ("?reply=0", "?reply=x", f"?reply={'9' * 30}", "?after=x"):
        assert shown(page + odd) == words(0, REPLIES)
    assert "Earlier replies" in client.get(last).text
    assert queries_of(participant, page)[0] <= 12


def test_whoever_replies_comes_to_their_reply(signed_in, participant, amina):
    said = contribution(amina)
    for n in range(REPLIES):
        said.replies.create(member=amina, words=f"Reply {n}.", said_at=NOW)
    answer = signed_in(participant).post(
        said.get_absolute_url(), {"words": "The last one."}, follow=True
    )
    (said_last,) = answer.context["replies"]
    assert said_last.words == "The last one."
    assert answer.redirect_chain[0][0] == said_last.get_absolute_url()
