"""What people get in return: offered, agreed, given, said whether it is there; changed, withdrawn, handed back."""

from datetime import timedelta

import pytest

from core.locked_words import WordsAreLocked
from core.own_keys import destroy_own_key
from outbox.models import Delivery
from participation import services
from participation.models import MemberKey, NamedReader, Return, SpentKey, Wish
from participation.returns import due_to, list_returns, sums_of
from participation.services.returns import hand_back_returns
from projects.models import Role
from tests import factories
from tests.factories import DAY, NOW
from tests.returning import THING, offer, promise_return

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def grace(project):
    return factories.MemberFactory(
        project=project, known_as="Grace", role=Role.FACILITATOR, user=factories.UserFactory()
    )


def wish(member, *readers, **more):
    said = {"kinds": ["voucher"], "words": "For the bus", "now": NOW, **more}
    return services.record_wish(member, readers=[one.pk for one in readers], **said)


def told(kind: str) -> list[str]:
    rows = Delivery.objects.filter(message__kind=kind).order_by("pk")
    return [row.member.known_as for row in rows]


def test_from_what_somebody_would_like_to_having_it(project, amina, jo):
    wish(amina, jo)
    assert services.read_wish(amina) == services.WishRead(["voucher"], "For the bus")
    row = offer(amina, jo, due_on=DAY + A_DAY, now=NOW)
    assert (row.state, told("return_offered")) == ("offered", ["Amina"])
    assert not services.give_return(row, by=row.by, now=NOW)
    assert services.answer_return(row, is_wanted=True, stood=row.stand, now=NOW)
    assert services.give_return(row, by=row.by, now=NOW)
    assert told("return_given") == ["Amina"]
    assert services.confirm_return(row, has_it=True, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.noted_by) == ("had", None)
    (read,) = services.read_returns(amina)
    assert (read.thing, read.thing.how_much, read.why) == (THING, "£40.00", "")


def test_what_is_not_there_yet_is_open_again_with_another_day(amina, jo):
    row = promise_return(amina, jo, due_on=DAY - A_DAY, now=NOW)
    assert (row.is_late(DAY), row.is_late(DAY - A_DAY)) == (True, False)
    services.give_return(row, by=row.by, now=NOW)
    assert services.confirm_return(row, has_it=False, by=jo, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.due_on, row.noted_by) == ("agreed", DAY + 3 * A_DAY, jo)
    assert (told("return_noted"), told("return_not_there")) == (["Amina"], [])


def test_saying_not_yet_before_it_is_given_does_not_move_the_day(amina, jo):
    row = promise_return(amina, jo, due_on=DAY - A_DAY, now=NOW)
    assert services.confirm_return(row, has_it=False, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("agreed", DAY - A_DAY)
    assert told("return_not_there") == ["Jo"]
    asked = Return.objects.filter(member=amina)
    assert not asked.to_ask_about(on=DAY + A_DAY).exists()
    assert asked.to_ask_about(on=DAY + 3 * A_DAY).exists()


def test_what_somebody_else_wrote_down_they_hear_and_can_mend(amina, jo):
    row = promise_return(amina, jo, now=NOW)
    services.confirm_return(row, has_it=True, by=jo, now=NOW)
    assert told("return_noted") == ["Amina"]
    assert services.confirm_return(row, has_it=False, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.noted_by) == ("agreed", None)
    other = offer(amina, jo, now=NOW)
    services.answer_return(other, is_wanted=False, by=jo, now=NOW)
    assert services.answer_return(other, is_wanted=True, now=NOW)
    other.refresh_from_db()
    assert (other.state, other.noted_by) == ("agreed", None)


def test_who_takes_it_back_for_somebody_tells_them(amina, jo):
    promise_return(amina, jo, now=NOW)
    services.take_back(amina, "returns", by=jo, now=NOW)
    assert told("returns_taken_back") == ["Amina"]


def test_what_nobody_was_to_give_any_more_is_given_by_who_says_so(amina, jo, grace):
    row = promise_return(amina, grace, now=NOW)
    services.end_membership(grace, now=NOW)
    assert services.give_return(row, by=jo, now=NOW)
    row.refresh_from_db()
    assert row.by == jo


@pytest.mark.parametrize("was_agreed", [True, False])
def test_what_is_not_wanted_is_over_and_who_gives_it_hears_it(amina, jo, was_agreed):
    row = promise_return(amina, jo, now=NOW) if was_agreed else offer(amina, jo, now=NOW)
    assert services.answer_return(row, is_wanted=False, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.is_over) == ("not-wanted", True)
    assert told("return_not_wanted") == (["Jo"] if was_agreed else [])
    assert not services.answer_return(row, is_wanted=True, now=NOW)
    assert not services.give_return(row, by=row.by, now=NOW)
    assert not services.confirm_return(row, has_it=True, now=NOW)
    assert not services.withdraw_return(row, why="X", by=jo, now=NOW)


def test_a_yes_is_to_what_was_on_the_page(amina, jo):
    row = offer(amina, jo, now=NOW)
    stood, less = row.stand, services.Thing("payment", amount="4.00", currency="£")
    said = {"by": jo, "due_on": row.due_on, "said_by": jo}
    assert services.change_return(row, thing=less, **said, stood=stood, now=NOW + A_DAY)
    with pytest.raises(services.ReturnChanged):
        services.answer_return(row, is_wanted=True, stood=stood, now=NOW)
    with pytest.raises(services.ReturnChanged):
        services.change_return(row, thing=THING, **said, stood=stood, now=NOW)
    assert services.read_returns(amina)[0].thing == less


@pytest.mark.parametrize(
    ("change", "is_asked_again"),
    [
        ({"thing": services.Thing("thanks")}, True),
        ({"due_on": DAY + 20 * A_DAY}, True),
        ({"due_on": DAY}, False),
        ({}, False),
    ],
)
def test_what_is_other_or_later_is_asked_about_again(amina, jo, change, is_asked_again):
    row = promise_return(amina, jo, due_on=DAY + 10 * A_DAY, now=NOW)
    said = {"thing": THING, "by": jo, "due_on": row.due_on, "said_by": jo, **change}
    assert services.change_return(row, **said, now=NOW + A_DAY)
    row.refresh_from_db()
    assert row.state == ("offered" if is_asked_again else "agreed")
    assert len(told("return_offered")) == 1 + is_asked_again


def test_who_gives_it_changes_and_both_hear_it(amina, jo, grace):
    row = promise_return(amina, jo, now=NOW)
    said = {"thing": THING, "due_on": row.due_on}
    assert services.change_return(row, **said, by=grace, said_by=jo, now=NOW + A_DAY)
    assert (told("return_taken_over"), told("return_for_you")) == (["Jo"], ["Grace"])
    row.refresh_from_db()
    assert (row.state, row.by) == ("agreed", grace)


def test_what_cannot_be_given_is_withdrawn_with_the_reason(amina, jo):
    row = promise_return(amina, jo, now=NOW)
    assert services.withdraw_return(row, why="The fund is empty.", by=jo, now=NOW)
    (read,) = services.read_returns(amina)
    assert (read.row.state, read.why) == ("withdrawn", "The fund is empty.")
    assert told("return_withdrawn") == ["Amina"]
    assert not services.answer_return(row, is_wanted=True, now=NOW)


@pytest.mark.parametrize("way", ["leaves", "runs it no more"])
def test_what_somebody_was_to_give_who_goes_is_still_promised(amina, jo, grace, way):
    row = promise_return(amina, grace, now=NOW)
    had, given, offered = (
        *(promise_return(amina, grace, now=NOW), promise_return(amina, grace, now=NOW)),
        offer(amina, grace, now=NOW),
    )
    services.confirm_return(had, has_it=True, now=NOW)
    services.give_return(given, by=grace, now=NOW)
    if way == "leaves":
        services.end_membership(grace, now=NOW)
    else:
        services.change_role(grace, role=Role.PARTICIPANT, now=NOW)
    for one in (row, had, given, offered):
        one.refresh_from_db()
    assert (row.by, row.state, had.by) == (None, "agreed", grace)
    assert (given.by, offered.by, offered.state) == (grace, None, "offered")
    assert told("returns_handed_back") == ["Amina"]
    assert [one.reader for one in NamedReader.objects.all()] == []


def test_handing_back_nothing_tells_nobody(amina, jo):
    hand_back_returns(jo, now=NOW)
    assert told("returns_handed_back") == []


@pytest.mark.parametrize("how", ["take back", "leave"])
def test_taking_back_and_leaving_delete_it_with_its_key_alone(amina, jo, how):
    services.record_needs(amina, needs={"costs": "A"}, readers=[jo.pk], now=NOW)
    wish(amina, jo)
    promise_return(amina, jo, now=NOW)
    name = amina.own_keys.get(purpose="returns").name
    if how == "take back":
        services.take_back(amina, "returns", now=NOW)
        assert services.needs_said(amina) == {"costs": "A"}
        assert [key.name for key in SpentKey.objects.all()] == [name]
    else:
        services.end_membership(amina, now=NOW)
        assert SpentKey.objects.count() == 2
    assert (Return.objects.count(), Wish.objects.count()) == (0, 0)
    assert not NamedReader.objects.filter(purpose="returns").exists()
    assert told("return_gone") == ["Jo"]


def test_an_emptied_wish_keeps_the_key_while_something_is_promised(amina, jo):
    wish(amina, jo)
    promise_return(amina, jo, now=NOW)
    services.record_wish(amina, answer="none", readers=[jo.pk], now=NOW)
    assert services.read_returns(amina)[0].thing == THING
    assert services.read_wish(amina) == services.WishRead()


def test_an_emptied_wish_gives_up_the_key_where_nothing_is_promised(amina, jo):
    wish(amina, jo)
    services.record_wish(amina, answer="none", readers=[jo.pk], now=NOW)
    assert not MemberKey.objects.exists()


def test_who_offers_something_unasked_can_read_it_and_is_named(amina, jo):
    offer(amina, jo, now=NOW)
    assert services.open_private(amina, "returns", by=jo, why="give", now=NOW)
    with pytest.raises(services.ReaderNotNamed):
        services.open_private(amina, "needs", by=jo, why="talk", now=NOW)


def test_the_same_form_sent_twice_offers_it_once(amina, jo):
    key = "5f3b2c1e-0000-4000-8000-000000000001"
    said = {"thing": THING, "by": jo, "due_on": DAY, "said_by": jo, "sent_key": key, "now": NOW}
    assert services.offer_return(amina, **said) == services.offer_return(amina, **said)
    assert len(told("return_offered")) == 1


def test_nothing_is_offered_to_who_left_or_by_who_runs_it_no_more(amina, jo, grace):
    said = {"thing": THING, "due_on": DAY, "said_by": jo, "now": NOW}
    services.change_role(grace, role=Role.PARTICIPANT, now=NOW)
    assert services.offer_return(amina, by=grace, **said) is None
    services.end_membership(amina, now=NOW)
    assert services.offer_return(amina, by=jo, **said) is None
    assert not Return.objects.exists()


def test_what_is_due_is_read_of_those_alone_who_named_somebody(project, amina, jo, grace):
    ben = factories.MemberFactory(project=project, known_as="Ben")
    for member, reader in ((amina, jo), (ben, grace)):
        wish(member, reader)
        promise_return(member, reader, due_on=DAY, now=NOW)
    assert [row.member for row in due_to(jo)] == [amina]
    readings = services.open_due_returns(jo, [amina, ben, jo], now=NOW)
    assert [(one.member, one.why) for one in readings] == [(amina, "due")]
    due = services.read_due(jo, [amina.pk, ben.pk])
    assert [one.row.member for one in due] == [amina]
    assert sums_of(due) == ["£40.00"]
    destroy_own_key(amina.own_keys.get().name)
    assert services.open_due_returns(jo, [amina], now=NOW) == []
    assert services.read_due(jo, [amina.pk]) == []


def test_sums_are_apart_by_currency_and_read_as_they_are_said(amina, jo):
    for amount, currency in (("10.50", "£"), ("4.00", "£"), ("7.00", "CHF")):
        promise_return(
            amina, jo, thing=services.Thing("voucher", amount=amount, currency=currency), now=NOW
        )
    promise_return(amina, jo, thing=services.Thing("thanks"), now=NOW)
    assert sums_of(services.read_due(jo, [amina.pk])) == ["7.00 CHF", "£14.50"]


def test_lists_say_how_far_it_is_and_nobody_waits_unseen(project, amina, jo, grace):
    wish(amina, jo)
    found = list_returns(project, me=jo)
    assert found["to_offer"]["rows"] == [amina]
    row = offer(amina, jo, now=NOW + A_DAY)
    assert list_returns(project, me=jo)["to_offer"]["rows"] == []
    assert list_returns(project, me=jo)["unanswered"]["rows"] == [row]
    services.withdraw_return(row, why="X", by=jo, now=NOW)
    assert list_returns(project, me=jo)["to_offer"]["rows"] == []
    wish(amina, jo, words="Or the tram", now=NOW + 2 * A_DAY)
    assert list_returns(project, me=jo)["to_offer"]["rows"] == [amina]
    services.record_wish(grace, answer="tell", readers=[jo.pk], now=NOW)
    assert [one[0] for one in list_returns(project, me=jo)["tells"]["rows"]] == [grace]


def test_without_the_key_nothing_is_changed(amina, jo):
    wish(amina, jo)
    row = offer(amina, jo, now=NOW)
    destroy_own_key(amina.own_keys.get().name)
    with pytest.raises(WordsAreLocked):
        wish(amina, jo, words="More")
    with pytest.raises(WordsAreLocked):
        services.change_return(row, thing=THING, by=jo, due_on=DAY, said_by=jo, now=NOW)
    with pytest.raises(WordsAreLocked):
        services.open_private(amina, "returns", by=jo, why="give", now=NOW)


def test_a_box_opens_in_its_place_alone(amina, jo):
    wish(amina, jo)
    row = offer(amina, jo, now=NOW)
    Wish.objects.update(said_locked=row.what_locked)
    with pytest.raises(WordsAreLocked):
        services.read_wish(amina)


def test_rotation_locks_returns_anew(amina, jo):
    wish(amina, jo)
    row = promise_return(amina, jo, now=NOW)
    services.withdraw_return(row, why="No money.", by=jo, now=NOW)
    key = amina.own_keys.get()
    assert services.rotate_key(key, now=NOW)
    destroy_own_key(key.name)
    assert services.read_wish(amina).words == "For the bus"
    assert [(one.thing, one.why) for one in services.read_returns(amina)] == [(THING, "No money.")]
