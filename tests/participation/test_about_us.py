"""Questions about people: answers are locked, gone with whoever goes, and counted only where nobody is given away."""

import json
from datetime import timedelta

import pytest

from core.locked_words import WordsAreLocked
from core.own_keys import destroy_own_key
from participation import services, tasks
from participation.about_us import read_about_us
from participation.models import (
    AboutUsAnswer,
    AboutUsChoice,
    AboutUsCount,
    Consent,
    MemberKey,
    SpentKey,
)
from tests import factories
from tests.coproduce.installations import rows_of_all_tables
from tests.factories import DAY, NOW
from tests.participation.asking_about_us import answer_it, ask_about_us

pytestmark = pytest.mark.django_db
#: Ten people or more, of whom each number can be shown.
MIXED = (0, 1) * 6


@pytest.fixture
def question(project):
    return ask_about_us(project)


def shown(question) -> list[list]:
    return [one.shown for one in question.counts.order_by("number")]


def test_an_answer_is_locked_and_of_one_size_also_who_would_rather_not_say(question):
    one, other = answer_it(question, 2, None)
    boxes = {len(row.said_locked) for row in AboutUsAnswer.objects.all()}
    assert (services.read_about_me(one), services.read_about_me(other)) == (
        {question.pk: 2},
        {question.pk: None},
    )
    assert len(boxes) == 1
    rows = repr([rows_of_all_tables()[f"participation_{name}"] for name in ("aboutusanswer",)])
    assert (str(question.pk) in rows, "choice" in rows) == (True, False)


@pytest.mark.parametrize("how", ["take back", "leave", "erase"])
def test_it_is_gone_with_its_key_when_taken_back_or_when_the_member_goes(question, how):
    [member] = answer_it(question, 1)
    name = member.own_keys.get().name
    if how == "take back":
        services.take_back(member, "about-us", now=NOW)
    elif how == "leave":
        factories.MemberFactory(project=question.project, role="facilitator")
        services.end_membership(member, now=NOW)
    else:
        member.delete()
    assert (AboutUsAnswer.objects.count(), MemberKey.objects.count()) == (0, 0)
    assert [row.name for row in SpentKey.objects.all()] == [name]


def test_numbers_stay_as_they_are_until_the_next_count(question):
    members = answer_it(question, *MIXED)
    assert services.count_about_us(question.project, now=NOW) == 1
    for member in members[:4]:
        services.take_back(member, "about-us", now=NOW)
        assert services.count_about_us(question.project, now=NOW) == 0
    assert shown(question) == [[6, 6, None]]
    answer_it(question, 0, 0, 1, 1, 2, 2)
    services.count_about_us(question.project, now=NOW)
    assert shown(question) == [[6, 6, None], [None, 6, None]]


def test_fewer_than_ten_answers_are_not_counted(question):
    answer_it(question, *MIXED[:9], None, None)
    assert services.count_about_us(question.project, now=NOW) == 0
    assert not AboutUsCount.objects.exists()
    answer_it(question, 1)
    assert services.count_about_us(question.project, now=NOW) == 1
    assert read_about_us(question.project)[0].choices[0].number == 5


def test_one_more_makes_no_new_count_and_neither_do_five_who_are_alike(question):
    answer_it(question, *MIXED)
    services.count_about_us(question.project, now=NOW)
    for choice in (1, 1, 1, 1):
        answer_it(question, choice)
        services.count_about_us(question.project, now=NOW)
        assert len(shown(question)) == 1
    answer_it(question, 1)
    services.count_about_us(question.project, now=NOW)
    assert shown(question) == [[6, 6, None], []]
    assert [(one.counts, one.typed) for one in question.counts.filter(number=1)] == [([], [])]
    assert [one.number for one in read_about_us(question.project)[0].choices] == [6, 6, None]


def test_a_later_count_is_held_against_each_before_it(question):
    """Five come and are counted; four of them go, and another: against the first day, two differ."""
    members = answer_it(question, *MIXED)
    services.count_about_us(question.project, now=NOW)
    came = answer_it(question, 0, 0, 1, 1, 1)
    services.count_about_us(question.project, now=NOW)
    assert shown(question) == [[6, 6, None], [8, 9, None]]
    for member in (*came[:4], members[1]):
        services.take_back(member, "about-us", now=NOW)
    services.count_about_us(question.project, now=NOW)
    assert shown(question)[2:] == [[]]


def test_whoever_typed_it_in_cannot_take_it_away_from_the_number(question, jo):
    answer_it(question, *MIXED, by=jo)
    answer_it(question, 0)
    services.count_about_us(question.project, now=NOW)
    assert shown(question) == [[]]


def test_who_says_the_same_again_is_known_still_to_whoever_typed_it_in(question, jo):
    [member] = answer_it(question, 1, by=jo)
    row, key = AboutUsAnswer.objects.get(), services.OwnKey(member, "about-us")
    services.record_about_me(member, answers={question.pk: 1}, now=NOW)
    row.refresh_from_db()
    assert services.open_about_me(row, key).typed
    services.record_about_me(member, answers={question.pk: 0}, now=NOW)
    row.refresh_from_db()
    assert not services.open_about_me(row, key).typed


def test_while_a_key_is_away_nothing_is_counted(question, caplog):
    members = answer_it(question, *MIXED)
    destroy_own_key(members[3].own_keys.get().name)
    assert services.count_about_us(question.project, now=NOW) == 0
    assert not AboutUsCount.objects.exists()
    assert "not counted" in caplog.text
    with pytest.raises(WordsAreLocked):
        services.read_about_me(members[3])


def test_a_look_counts_at_once_and_the_night_once_a_week(question):
    project = question.project
    answer_it(question, *MIXED)
    services.open_review(project, due_on=DAY, now=NOW)
    assert len(shown(question)) == 1
    assert list(services.to_count(now=NOW + timedelta(days=6))) == []
    assert list(services.to_count(now=NOW + timedelta(days=8))) == [project]
    answer_it(question, 0, 0, 1, 1, 2, 2)
    AboutUsCount.objects.update(counted_at=NOW - timedelta(days=800))
    tasks.count_about_us()
    assert len(shown(question)) == 2


def test_a_project_that_ended_is_not_counted(question):
    question.project.state = "ended"
    question.project.save()
    assert list(services.to_count(now=NOW)) == []


def test_the_words_of_what_somebody_answered_stay(question):
    same = {"words": question.words, "why": question.why}
    other = [AboutUsChoice("Young"), AboutUsChoice("Old")]
    services.change_about_us_question(question, revision=1, **same, choices=other)
    answer_it(question, 1)
    with pytest.raises(services.CannotDo, match="Somebody has answered"):
        services.change_about_us_question(
            question, revision=2, words="How old?", why="W", choices=other
        )
    wanted = [AboutUsChoice("Young", "few"), AboutUsChoice("Old", "4")]
    services.change_about_us_question(question, revision=2, **same, choices=wanted)
    question.refresh_from_db()
    assert [one.wanted for one in question.answers] == ["few", "4"]


def test_what_was_counted_keeps_its_words_when_everybody_took_it_back(question):
    for member in answer_it(question, *MIXED):
        services.count_about_us(question.project, now=NOW)
        member.refresh_from_db()
    for member in question.project.members.filter(about_us_answers__question=question):
        services.take_back(member, "about-us", now=NOW)
    with pytest.raises(services.CannotDo):
        services.change_about_us_question(question, revision=1, words="X", why="W", choices=[])


def test_ending_a_question_deletes_its_answers_and_numbers_and_a_sixth_is_refused(question):
    project = question.project
    answer_it(question, *MIXED)
    services.count_about_us(project, now=NOW)
    others = [ask_about_us(project, words=f"Question {n}") for n in range(4)]
    with pytest.raises(services.CannotDo, match="five questions"):
        ask_about_us(project)
    services.end_about_us_question(question, now=NOW)
    services.end_about_us_question(question, now=NOW + timedelta(days=1))
    assert (AboutUsAnswer.objects.count(), AboutUsCount.objects.count()) == (0, 0)
    assert [one.pk for one in read_about_us(project)] == [one.pk for one in others]
    assert ask_about_us(project).pk


def test_an_answer_to_what_was_ended_meanwhile_is_not_kept(question, amina):
    services.end_about_us_question(question, now=NOW)
    services.record_about_me(amina, answers={question.pk: 1}, now=NOW)
    assert not AboutUsAnswer.objects.exists()


def test_whoever_has_answered_is_asked_again_only_when_a_question_is_new(question, amina):
    assert services.is_about_me_asked(amina)
    later = NOW + timedelta(hours=1)
    services.leave_for_later(amina, "about-us", now=later)
    assert not services.is_about_me_asked(amina)
    new = ask_about_us(question.project, words="How far?")
    new.asked_at = later + timedelta(days=1)
    new.save()
    assert services.is_about_me_asked(amina)
    services.take_back(amina, "about-us", now=later)
    assert not services.is_about_me_asked(amina)
    assert Consent.objects.get(member=amina, purpose="about-us").answer == "back"


def test_a_key_can_be_made_anew(question):
    [member] = answer_it(question, 2)
    key = member.own_keys.get()
    assert services.rotate_key(key, now=NOW)
    assert services.read_about_me(member) == {question.pk: 2}


def test_the_box_says_at_which_counts_it_was_in_and_no_more(question):
    members = answer_it(question, *MIXED, None)
    services.count_about_us(question.project, now=NOW)
    row = AboutUsAnswer.objects.get(member=members[-1])
    key = services.OwnKey(members[-1], "about-us")
    assert json.loads(key.unlock(row, "said_locked")) == {
        "choice": None,
        "typed": False,
        "counted": "-",
    }
