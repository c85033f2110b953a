"""What holds when many requests arrive at the same moment, on each engine."""

from functools import partial

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import services, tasks
from accounts.models import SignInCode, User
from tests import factories
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return factories.UserFactory(email="amina@example.org")


def browser_with(code: SignInCode) -> Client:
    """Return a browser from which this code was asked for."""
    client = Client()
    session = client.session
    session["sign_in_code"] = code.pk
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def asked() -> SignInCode:
    return services.request_code(email="amina@example.org", now=timezone.now())


def guess(client: Client, code: str) -> int:
    return client.post("/sign-in/code/", {"code": code}).status_code


def wrong_codes(right: str, count: int) -> list[str]:
    return [f"{(int(right) + n) % 1_000_000:06}" for n in range(1, count + 1)]


def test_of_a_hundred_wrong_guesses_at_once_three_count(amina):
    code = asked()
    client = browser_with(code)
    browsers = [Client() for _each in range(100)]
    for browser in browsers:
        browser.cookies["sessionid"] = client.cookies["sessionid"].value

    statuses = at_once(
        partial(guess, *pair) for pair in zip(browsers, wrong_codes(code.code, 100), strict=True)
    )

    code.refresh_from_db()
    assert (set(statuses), code.wrong_guesses) == ({200}, 3)
    assert guess(client, code.code) == 200, "the right one comes too late"
    code.refresh_from_db()
    assert code.used_at is None


def test_a_code_that_arrives_many_times_at_once_signs_in_once(amina):
    code = asked()
    browsers = [browser_with(code) for _each in range(12)]
    statuses = at_once(partial(guess, browser, code.code) for browser in browsers)
    assert sorted(statuses) == [200] * 11 + [302]


def test_a_link_that_is_pressed_many_times_at_once_signs_in_once(amina):
    path = f"/sign-in/link/{asked().token}/"
    statuses = at_once(partial(lambda c: c.post(path).status_code, Client()) for _each in range(12))
    assert sorted(statuses) == [302] + [410] * 11


def test_of_thirty_requests_at_once_five_send_an_email(amina):
    answers = at_once(
        partial(Client().post, "/sign-in/", {"email": "amina@example.org"}) for _each in range(30)
    )
    assert {answer.status_code for answer in answers} == {302}
    assert SignInCode.objects.count() == 5


def test_several_workers_at_once_send_each_email_once(amina):
    for number in range(10):
        services.request_code(email=f"p{number}@example.org", now=timezone.now())
    at_once([tasks.send_due] * 4)
    assert sorted(message.to[0] for message in mail.outbox) == [
        f"p{number}@example.org" for number in range(10)
    ]
