"""Thanks: between the two until whoever is thanked says yes, changed both ways, taken back, set aside, gone."""

import pytest
from django.db import connection

from core.ended import EndedBefore
from core.locked_words import WordsAreLocked
from core.own_keys import own_key_path
from outbox.emails import letter
from outbox.kinds import put_into_words
from outbox.letters import let_go
from outbox.models import Delivery, Message, State
from outbox.sending import send_due
from participation import services
from participation.models import MemberKey, SpentKey, Thanks
from participation.thanks import list_shown, my_thanks, shown_to
from projects.models import Member
from tests import factories
from tests.factories import NOW
from tests.pages import lacks
from tests.thanking import WORDS, shown_thanks, thank

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Boglarka")


@pytest.fixture
def offline(project):
    return factories.MemberFactory(project=project, known_as="Mr Lindqvist", user=None)


def read(member) -> list[str]:
    return [one.words for one in my_thanks(member, {})["got"]]


def shown(project) -> list[Thanks]:
    return list_shown(project).rows


def in_database(words: str) -> bool:
    """Whether words can be read in any row of thanks, or of what was told of them."""
    with connection.cursor() as cursor:
        found = []
        for table in ("participation_thanks", "outbox_message"):
            cursor.execute(f"SELECT * FROM {table}")
            found += cursor.fetchall()
    assert found
    return words in str([bytes(one) if isinstance(one, memoryview) else one for one in found])


def test_thanks_to_a_member_are_between_the_two_and_readable_in_no_table(project, jo, amina, bo):
    thank(bo, amina)
    assert read(amina) == [WORDS]
    assert [one.words for one in my_thanks(bo, {})["gave"]] == [WORDS]
    assert (shown(project), shown_to(amina)) == ([], [])
    assert not in_database(WORDS)


def test_whoever_is_thanked_shows_it_and_keeps_it_again(project, amina, bo):
    row = thank(bo, amina)
    assert services.answer_thanks(row, is_shown=True, now=NOW)
    assert (shown(project), shown_to(amina)) == ([row], [row])
    assert services.answer_thanks(row, is_shown=False, now=NOW)
    assert (shown(project), shown_to(amina), read(amina)) == ([], [], [WORDS])
    assert not in_database(WORDS)
    assert services.answer_thanks(row, is_shown=True, now=NOW)
    assert [one.words for one in shown(project)] == [WORDS]


@pytest.mark.parametrize("is_shown", [True, False])
def test_the_same_answer_again_changes_nothing(amina, bo, is_shown):
    row = thank(bo, amina)
    assert services.answer_thanks(row, is_shown=is_shown, now=NOW)
    assert not services.answer_thanks(row, is_shown=is_shown, now=NOW)


def test_thanks_to_a_group_or_a_place_are_read_by_everybody_at_once(project, amina, porters):
    told = [thank(amina, group=porters), thank(amina, named="The tea bar")]
    assert shown(project) == told[::-1]
    assert [row.to for row in told] == ["Night porters", "The tea bar"]
    assert not Message.objects.exists()
    assert not services.answer_thanks(told[0], is_shown=False, now=NOW)
    assert not services.set_thanks_aside(told[0], now=NOW)


def test_nobody_thanks_themselves_or_who_has_left_or_a_group_off_the_map(amina, bo, porters):
    said = {"words": WORDS, "by": amina, "now": NOW}
    assert services.give_thanks(amina, member=amina, **said) is None
    Member.objects.filter(pk=bo.pk).update(left_at=NOW)
    assert services.give_thanks(amina, member=bo, **said) is None
    assert services.give_thanks(bo, named="The tea bar", **said) is None
    porters.retired_at = NOW
    porters.save()
    assert services.give_thanks(amina, group=porters, **said) is None
    assert not Thanks.objects.exists()


def test_what_is_set_aside_is_seen_by_nobody_and_its_giver_is_not_told(project, amina, bo):
    row = shown_thanks(bo, amina)
    assert services.set_thanks_aside(row, now=NOW)
    assert not services.set_thanks_aside(row, now=NOW)
    assert (shown(project), read(amina)) == ([], [])
    assert [one.words for one in my_thanks(bo, {})["gave"]] == [WORDS]
    assert not Message.objects.exclude(kind="thanks_given").exists()
    assert not in_database(WORDS)
    assert services.answer_thanks(row, is_shown=False, now=NOW)
    assert read(amina) == [WORDS]


def test_a_facilitator_sets_aside_what_hurts_and_its_giver_is_told_why(project, jo, amina, bo):
    row = shown_thanks(bo, amina)
    assert services.hide_thanks(row, why="It names her son.", by=jo, now=NOW)
    assert (shown(project), shown_to(amina)) == ([], [])
    told = Delivery.objects.get(message__kind="thanks_hidden")
    assert told.member == bo
    assert "It names her son." in letter(put_into_words(told.message))(told).body
    # Whoever is thanked does not bring it back over it.
    services.answer_thanks(row, is_shown=False, now=NOW)
    assert not services.answer_thanks(row, is_shown=True, now=NOW)
    assert shown(project) == []


def test_two_facilitators_set_it_aside_at_once(jo, amina, bo):
    row = shown_thanks(bo, amina)
    services.hide_thanks(row, why="It names her son.", by=jo, now=NOW)
    assert services.hide_thanks(row, why="It names her son.", by=jo, now=NOW)
    with pytest.raises(EndedBefore):
        services.hide_thanks(row, why="Too loud.", by=jo, now=NOW)
    assert Message.objects.filter(kind="thanks_hidden").count() == 1


def test_what_is_between_two_or_gone_no_facilitator_sets_aside(jo, amina, bo):
    row = thank(bo, amina)
    assert not services.hide_thanks(row, why="It hurts.", by=jo, now=NOW)
    services.take_thanks_back(row)
    assert not services.hide_thanks(row, why="It hurts.", by=jo, now=NOW)
    assert not services.answer_thanks(row, is_shown=True, now=NOW)
    assert not services.set_thanks_aside(row, now=NOW)
    assert not services.take_thanks_back(row)


@pytest.mark.parametrize("is_shown", [True, False])
def test_taken_back_it_is_gone_everywhere_with_the_key(project, amina, bo, is_shown):
    row = (shown_thanks if is_shown else thank)(bo, amina)
    assert services.take_thanks_back(row)
    assert (shown(project), read(amina), my_thanks(bo, {})["gave"]) == ([], [], [])
    assert not MemberKey.objects.filter(member=amina, purpose="thanks").exists()
    assert SpentKey.objects.count() == 1


def test_what_was_not_sent_yet_is_not_sent_and_has_not_failed(amina, bo, mailoutbox):
    services.take_thanks_back(thank(bo, amina))
    send_due(clock=lambda: NOW)
    assert (mailoutbox, list(Message.objects.all()), list(Delivery.objects.all())) == ([], [], [])


def test_what_could_not_be_sent_is_no_failure_once_it_is_taken_back(amina, bo):
    row = thank(bo, amina)
    Delivery.objects.update(gave_up_at=NOW, last_error="The mail server said: 550")
    services.take_thanks_back(row)
    assert not Delivery.objects.in_state(State.FAILED).exists()


@pytest.mark.parametrize("answer", ["show", "keep", "aside"])
def test_once_it_is_answered_no_email_asks_for_it(amina, bo, mailoutbox, answer):
    row = thank(bo, amina)
    if answer == "aside":
        services.set_thanks_aside(row, now=NOW)
    else:
        services.answer_thanks(row, is_shown=answer == "show", now=NOW)
    send_due(clock=lambda: NOW)
    assert mailoutbox == []


def test_the_email_says_neither_who_nor_what_for(amina, bo):
    thank(bo, amina)
    told = Delivery.objects.get(message__kind="thanks_given")
    email = letter(put_into_words(told.message))(told)
    assert "Somebody thanks you" in email.subject
    assert lacks(email.body, WORDS, "Boglarka", but_has="Sign in to read it")


def test_a_letter_is_needed_no_more_once_it_was_read_out(jo, bo, offline):
    row = thank(bo, offline)
    services.answer_thanks(row, is_shown=True, by=jo, now=NOW)
    assert let_go(now=NOW) == 1
    told = Delivery.objects.get(message__kind="thanks_given")
    assert told.last_error == "They have read it."


def test_a_facilitator_writes_it_down_for_somebody_who_is_told(jo, amina, bo):
    row = thank(amina, bo, by=jo)
    assert (row.given_by, row.entered_by) == (amina, jo)
    told = Delivery.objects.get(message__kind="thanks_entered")
    assert told.member == amina


def test_who_leaves_takes_what_is_between_two_with_them_and_what_was_shown_stays(
    project, amina, bo, jo
):
    stays = [shown_thanks(bo, amina), shown_thanks(amina, bo), thank(bo, named="The tea bar")]
    for given_by, to in ((bo, amina), (amina, bo), (jo, bo)):
        thank(given_by, to)
    thank(jo, amina)
    services.end_membership(bo, now=NOW)
    assert shown(project) == stays[::-1]
    assert Thanks.objects.between_two().count() == 1
    assert not MemberKey.objects.filter(member=bo, purpose="thanks").exists()
    assert read(amina) == [WORDS, WORDS]


def test_a_key_that_locks_nothing_any_more_goes_with_whoever_gave_it(amina, bo):
    thank(bo, amina)
    services.end_membership(bo, now=NOW)
    assert not MemberKey.objects.filter(member=amina).exists()


def test_without_the_key_the_page_says_so_and_nothing_is_lost(project, amina, bo):
    row = thank(bo, amina)
    path = own_key_path(MemberKey.objects.get(member=amina).name)
    key = path.read_bytes()
    path.unlink()
    assert [one.is_locked for one in my_thanks(amina, {})["got"]] == [True]
    with pytest.raises(WordsAreLocked):
        services.answer_thanks(row, is_shown=True, now=NOW)
    path.write_bytes(key)
    path.chmod(0o600)
    assert read(amina) == [WORDS]


def test_a_new_key_opens_it(amina, bo):
    thank(bo, amina)
    assert services.rotate_key(MemberKey.objects.get(member=amina), now=NOW)
    assert read(amina) == [WORDS]
