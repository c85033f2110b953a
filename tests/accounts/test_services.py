"""How often is too often, how long is too long: the limits of signing in, each to the last."""

from datetime import timedelta

import pytest

from accounts import services
from accounts.models import AttemptTally, SignInCode
from tests import factories
from tests.factories import NOW
from tests.neighbours import changed_by

#: A quarter of an hour that begins.
SHARP = NOW.replace(minute=15, second=0, microsecond=0)


def ask(email: str, *, now=SHARP) -> SignInCode:
    return services.request_code(email=email, now=now)


def test_an_address_that_asked_five_times_gets_its_own_newest_request_until_the_quarter_is_over(db):
    asked = [ask("amina@example.org") for _time in range(5)]
    ask("bea@example.org")
    assert len(set(asked)) == 5
    last = SHARP + timedelta(minutes=14, seconds=59)
    assert ask("amina@example.org", now=last) == asked[-1]
    assert ask("amina@example.org", now=last + timedelta(seconds=1)) not in asked


@pytest.mark.parametrize(
    ("asked", "may"), [(0, True), (1_499, True), (1_500, False), (1_501, False)]
)
def test_a_hall_of_people_can_ask_and_no_more(db, asked, may):
    services.may_request_code("192.0.2.7", now=SHARP)
    AttemptTally.objects.update(count=asked)
    assert services.may_request_code("192.0.2.7", now=SHARP) == may


@pytest.mark.parametrize(("guessed", "may"), [(199, True), (200, False)])
def test_a_connection_guesses_wrongly_two_hundred_times(db, guessed, may):
    code = services.make_code(email=factories.UserFactory(email="a@example.org").email, now=SHARP)
    services.use_code(code, "no code", connection="192.0.2.7", now=SHARP)
    AttemptTally.objects.update(count=guessed)
    for connection, known in (("192.0.2.7", may), ("192.0.2.8", True)):
        asked = {"connection": connection, "is_known": True, "now": SHARP}
        assert services.may_guess_code(code, **asked) == known


@pytest.mark.parametrize(("length", "is_kept"), [(500, True), (501, False)])
def test_where_somebody_wanted_to_go_is_kept_unless_it_is_very_long(length, is_kept):
    path = "/".ljust(length, "x")
    assert services.safe_path(path) == (path if is_kept else "")


def test_whoever_cannot_sign_in_any_more_does_not_by_a_code_they_had(db):
    user = factories.UserFactory(email="amina@example.org")
    code = services.make_code(email=user.email, now=SHARP)
    user.is_active = False
    user.save()
    assert services.use_code(code, code.code, connection="192.0.2.7", now=SHARP) is None
    fresh = SignInCode.objects.create(
        user=user, created_at=SHARP, due_at=SHARP, expires_at=SHARP + timedelta(minutes=10)
    )
    assert services.find_link(fresh.token, now=SHARP) is None
    assert services.make_code(email=user.email, now=SHARP) is None


def test_no_code_is_made_for_an_address_that_nobody_signs_in_with(db):
    factories.UserFactory(email="amina@example.org")
    assert services.make_code(email="bea@example.org", now=SHARP) is None


@pytest.mark.parametrize(
    "act",
    [
        lambda code: services.use_link(code, now=SHARP),
        lambda code: services.use_code(code, code.code, connection="192.0.2.7", now=SHARP),
        lambda code: services.use_code(code, "no code", connection="192.0.2.7", now=SHARP),
    ],
    ids=["its link", "its code", "a wrong guess"],
)
def test_what_is_done_to_one_request_leaves_the_others_as_they_are(db, act):
    codes = [
        services.make_code(email=factories.UserFactory().email, now=SHARP) for _time in range(3)
    ]
    assert changed_by(lambda: act(codes[1]), SignInCode) == {codes[1].pk}
