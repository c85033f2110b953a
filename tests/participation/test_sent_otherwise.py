"""A page that is sent again with something else on it: it is shown again and says so, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.once import SentOtherwise
from participation import services
from participation.models import PrivateWord, Thanks
from plan import services as plan
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.participation.asking_about_us import ask_about_us
from tests.thanking import WORDS
from tests.wording import answered, to_whom, write

pytestmark = pytest.mark.django_db
KEY = "5a0d1f5e-0000-4000-8000-000000000001"
OTHERS = "Quite another thing"
SAID = "This page was sent before"


@pytest.fixture
def grace(project):
    return factories.MemberFactory(project=project, role="facilitator", known_as="Grace")


@pytest.fixture
def mine(url) -> str:
    return url("my_words")


def key_of(page) -> str:
    return page.context["form"]["sent_key"].value()


@pytest.mark.parametrize(("to", "words"), [("grace", WORDS), ("jo", OTHERS), ("grace", OTHERS)])
def test_a_private_word_that_was_changed_is_no_second_press(me, mine, jo, grace, to, words):
    people = {"jo": jo, "grace": grace}
    sent = {"what": "write", "to": jo.pk, "words": WORDS, "sent_key": KEY}
    assert me.post(mine, sent).status_code == 302
    changed = {**sent, "to": people[to].pk, "words": words}
    again = me.post(mine, changed)
    assert SAID in tight(again.text)
    assert again.context["form"]["words"].value() == words
    assert PrivateWord.objects.get().reader == jo
    assert me.post(mine, {**changed, "sent_key": key_of(again)}).status_code == 302
    assert PrivateWord.objects.order_by("pk").last().reader == people[to]
    assert PrivateWord.objects.count() == 2


def test_a_tick_that_was_set_is_not_lost_either(me, mine, jo):
    sent = {"what": "write", "to": jo.pk, "words": WORDS, "sent_key": KEY}
    assert me.post(mine, sent).status_code == 302
    again = me.post(mine, {**sent, "is_barrier": "on"})
    assert SAID in tight(again.text)
    assert again.context["form"]["is_barrier"].value()
    assert me.post(mine, sent).status_code == 302
    assert not PrivateWord.objects.get().is_barrier


def test_thanks_that_were_changed_are_no_second_press(me, url, bo, grace):
    sent = {"member": bo.pk, "words": WORDS, "sent_key": KEY}
    me.post(url("thanks_give"), sent)
    for changed in ({"member": grace.pk}, {"words": OTHERS}):
        again = me.post(url("thanks_give"), {**sent, **changed})
        assert SAID in tight(again.text)
        assert again.context["form"]["words"].value() == {**sent, **changed}["words"]
        assert Thanks.objects.get().member == bo
    me.post(url("thanks_give"), {**sent, "words": OTHERS, "sent_key": key_of(again)})
    assert Thanks.objects.count() == 2
    me.post(url("thanks_give"), sent)
    assert Thanks.objects.count() == 2


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Boglarka")


def test_what_is_shown_to_everybody_meanwhile_is_still_the_same_thanks(amina, bo):
    said = {"member": amina, "words": WORDS, "by": bo, "sent_key": KEY, "now": NOW}
    row = services.give_thanks(bo, **said)
    services.answer_thanks(row, is_shown=True, now=NOW)
    assert services.give_thanks(bo, **said) == row
    with pytest.raises(SentOtherwise):
        services.give_thanks(bo, **{**said, "words": OTHERS})


def test_nothing_is_sent_on_when_the_project_has_ended(me, mine, amina, jo, grace):
    word = answered(write(amina, jo))
    plan.end_project(amina.project, by=jo, why="It is over.", now=NOW)
    sent = {"what": "send-on", "word": word.pk, "to": to_whom(amina, grace).key, "sure": "yes"}
    answer = me.post(mine, sent)
    assert answer.status_code == 403
    assert "This project has ended." in answer.text
    assert PrivateWord.objects.get().reader == jo
    assert lacks(me.get(mine), "Send it to somebody else", but_has="Take it back")


def test_a_look_that_is_finished_has_no_question_of_later(project, jo):
    from participation.about_us import read_about_us

    question = ask_about_us(project)
    assert read_about_us(project, until=NOW - timedelta(days=1)) == []
    assert [one.pk for one in read_about_us(project, until=NOW)] == [question.pk]
    assert [one.pk for one in read_about_us(project)] == [question.pk]


def test_whoever_finished_a_look_today_is_told_when_the_next_can_begin(
    signed_in, facilitator, url, project, jo
):
    today = timezone.localdate()
    review = services.open_review(project, due_on=today, now=timezone.now())
    services.finish_review(review, by=jo, reflection="-", now=timezone.now())
    page = signed_in(facilitator).post(url("review_open"), follow=True)
    assert "The next one can begin tomorrow." in tight(page.text)


def test_whoever_opened_it_and_is_not_known_any_more_is_somebody(me, mine, amina, jo):
    word = write(amina, jo)
    services.open_word(word, by=jo, why="answer", now=timezone.now())
    word.readings.update(by=None)
    PrivateWord.objects.update(reader=None)
    assert "somebody who can’t read it any more, to read it" in tight(me.get(mine).text)
