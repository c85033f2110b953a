"""What a reader who means harm, or has bad luck, found in people's words, and must not find again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.revisions import EditConflict
from participation import owed, services
from participation.models import AboutUsAnswer, PrivateWord
from participation.safe_counts import Chosen, has_moved
from participation.services import record_about_me
from participation.services.about_me import about_me_stands
from participation.services.returns import Thing
from projects.models import Project
from tests import factories
from tests.needing import came
from tests.pages import lacks
from tests.participation.asking_about_us import ask_about_us
from tests.participation.test_safe_counts import attempt, people
from tests.sharing import SHARED, share
from tests.thanking import WORDS, shown_thanks, thanks_that_are_shown
from tests.wording import answered, opened, write

pytestmark = pytest.mark.django_db


def test_an_answer_that_somebody_else_types_over_is_no_way_to_learn_the_one_before():
    """Of ten, a facilitator types over one, and takes back and types in again three of their own."""
    then = {**people(0, 0, 0, 1, 1, 1), **people(0, 1, 0, first=20, is_typed=True)}
    now = {**then, 0: Chosen(1, is_typed=True)}
    now = {pk: said for pk, said in now.items() if pk < 20} | people(
        0, 1, 0, first=40, is_typed=True
    )
    assert not has_moved(attempt(then, now=now), now)


def test_an_answer_is_not_kept_under_other_words_than_somebody_read(project, amina):
    question = ask_about_us(project)
    stood = about_me_stands(amina)
    from core.standing import how_it_stands

    carried = {"about": how_it_stands(stood, {"said_at": "", "asked": ""})}
    said = {"words": "How far do you live?", "why": question.why, "choices": question.answers}
    services.change_about_us_question(question, revision=question.revision, **said)
    with pytest.raises(EditConflict):
        record_about_me(amina, answers={question.pk: 1}, stood=carried, now=timezone.now())
    assert not AboutUsAnswer.objects.exists()


def test_five_things_of_one_person_are_no_number_of_what_is_owed(project, amina, jo):
    """The number would be of one person."""
    for _one in range(5):
        row = services.offer_return(
            amina,
            thing=Thing("thanks", "A card", "", ""),
            by=jo,
            due_on=timezone.localdate(),
            said_by=jo,
            now=timezone.now(),
        )
        services.answer_return(row, is_wanted=True, by=jo, now=timezone.now())
    late = timezone.localdate() + timedelta(days=9)
    assert owed.late_returns(on=late).count() == 5
    assert owed.count_owed([project.pk], on=late)[project.pk]["returns"] == 0
    review = services.open_review(project, due_on=late, now=timezone.now())
    assert owed.read_owed(project, review, me=None, on=late)["returns"].number == 0


@pytest.mark.parametrize("page", ["receipt", "question"])
def test_who_comes_to_run_an_ended_project_reads_nothing_of_the_directory(project, amina, page):
    share(amina, **SHARED)
    Project.objects.filter(pk=project.pk).update(
        state="ended", ended_on=timezone.localdate() - timedelta(days=2)
    )
    late = factories.MemberFactory(project=project, role="facilitator", joined_at=timezone.now())
    args = [project.slug, amina.pk, *(["directory"] if page == "question" else [])]
    client = came(late.user, at=timezone.now())
    answer = client.get(reverse(f"participation:member_{page}", args=args))
    assert [words for words in SHARED.values() if words in answer.text] == []


def test_after_ten_days_without_an_answer_today_asks_whoever_wrote_it(amina, jo, me, url):
    word = write(amina, jo)
    assert not amina.private_words.with_news().exists()
    for days in (4, 8, 11):
        services.remind_of_word(word, now=timezone.now() + timedelta(days=days))
    assert amina.private_words.with_news().exists()
    page = me.get(url("my_words")).text
    assert "There has been no answer for ten days." in page


def test_of_many_private_words_those_with_news_come_first(amina, jo, me, url):
    first = answered(write(amina, jo))
    for number in range(51):
        write(amina, jo, f"Word {number}")
    assert next(one.word for one in me.get(url("my_words")).context["mine"]) == first


def test_whoever_left_it_with_somebody_who_was_replaced_writes_to_nobody(project, amina):
    from outbox.models import Message
    from tests.safety import give_safety_contact

    give_safety_contact(project)
    word = opened(write(amina))
    services.ask_to_send_on(word, why="Grace knows more.", by=None, now=timezone.now())
    give_safety_contact(project, safety_name="Kim", safety_email="kim@outside.example")
    Message.objects.all().delete()
    word = PrivateWord.objects.get()
    assert not services.decline_sending_on(word, now=timezone.now())
    assert not Message.objects.exists()


def test_a_copy_that_was_sent_on_is_not_said_to_be_gone_for_everybody(amina, jo, me, url, project):
    grace = factories.MemberFactory(project=project, role="facilitator", known_as="Grace")
    from tests.wording import to_whom

    word = write(amina, jo)
    services.send_word_on(word, to=to_whom(amina, grace), now=timezone.now())
    page = me.post(url("my_words"), {"what": "take-back", "word": word.pk}).text
    assert "they can still open theirs" in page
    done = me.post(
        url("my_words"), {"what": "take-back", "word": word.pk, "sure": "yes"}, follow=True
    )
    assert lacks(done, "Nobody can open it any more", but_has="This copy is deleted.")


def test_thanks_that_are_set_aside_are_read_by_no_facilitator(fresh, project, amina, jo, url):
    bo = factories.MemberFactory(project=project, known_as="Bo")
    row = shown_thanks(bo, amina)
    services.hide_thanks(row, why="It hurts.", by=jo, now=timezone.now())
    address = reverse("participation:thanks_hide", args=[project.slug, row.pk])
    assert fresh.get(address, follow=True).text.count(WORDS) == 0
    assert fresh.post(address, {"words": ""}).text.count(WORDS) == 0


@pytest.mark.parametrize("named", ["Mary Jones and her choir", "Mary’s choir"])
def test_reports_print_no_thanks_to_what_is_called_after_a_member(project, amina, jo, named):
    from core.dates import Period
    from participation.thanks_asked import thanks

    factories.MemberFactory(project=project, known_as="Mary Jones")
    row = thanks_that_are_shown(amina, jo, at=timezone.now())
    type(row).objects.filter(pk=row.pk).update(
        member=None, named=named, answer="", answered_at=None
    )
    today = timezone.localdate()
    found = thanks(project, Period(today - timedelta(days=1), today), on=today)
    assert found["thanks"]["rows"] == []


def test_how_long_something_is_shared_is_changed_also_to_the_day_it_said_at_most(amina):
    until = timezone.localdate() + timedelta(days=365)
    share(amina, until=until, ends_with_project=True)
    row = share(amina, until=until)
    assert not row.ends_with_project
