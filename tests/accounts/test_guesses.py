"""Wrong codes for one address are few, over all connections; its owner is told, and comes in where they were before."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import services, tasks
from accounts.models import AttemptTally, SignInCode, User, WrongCodes
from tests.at_once import at_once
from tests.pages import lacks

pytestmark = pytest.mark.django_db
CODE_PAGE = reverse("accounts:sign_in_code")
NO_MORE = "Codes don&#x27;t work here for a while. Use the link in the email from us."


@pytest.fixture
def rosa() -> User:
    return User.objects.for_email("rosa@example.org")


def ask(client: Client, email: str = "rosa@example.org") -> SignInCode:
    """Ask for a code and return it: the address may have asked often before."""
    AttemptTally.objects.filter(count__gte=5, count__lt=10).delete()
    client.post(reverse("accounts:sign_in"), {"email": email})
    return SignInCode.objects.latest("pk")


def guess_wrongly(times: int, email: str = "rosa@example.org", *, now=None) -> None:
    """Guess at codes of an address, each from a connection of its own."""
    now = now or timezone.now()
    for number in range(times):
        code = SignInCode.objects.create(
            user=User.objects.filter(email=email).first(),
            email=email,
            created_at=now,
            due_at=now,
            expires_at=now + timedelta(minutes=15),
        )
        services.use_code(code, "no code", connection=f"192.0.2.{number}", now=now)


def comes_in(client: Client, code: SignInCode) -> bool:
    return client.post(CODE_PAGE, {"code": code.code}).status_code == 302


@pytest.mark.parametrize(("guesses", "is_in"), [(9, True), (10, False)])
def test_ten_wrong_codes_in_an_hour_end_codes(client, rosa, guesses, is_in):
    guess_wrongly(guesses)
    ask(client)
    page = client.post(CODE_PAGE, {"code": "000000"}).content.decode()
    assert (NO_MORE in page) != is_in


def test_the_right_code_is_refused_too_and_the_link_works(client, rosa):
    guess_wrongly(10)
    code = ask(client)
    page = client.post(CODE_PAGE, {"code": code.code})
    assert NO_MORE in page.content.decode()
    link = reverse("accounts:sign_in_link", args=[code.token])
    client.post(link)
    assert client.session["_auth_user_id"] == str(rosa.pk)


def test_twenty_wrong_codes_in_a_day_end_codes(client, rosa, monkeypatch):
    monkeypatch.setattr("accounts.services.signing_in.WRONG_GUESSES_AN_HOUR", 1000)
    guess_wrongly(20)
    assert not comes_in(client, ask(client))


def test_guesses_at_one_address_keep_nobody_else_out(client, rosa):
    tom = User.objects.for_email("tom@example.org")
    guess_wrongly(10)
    assert comes_in(client, ask(client, tom.email))


def test_who_signed_in_in_this_browser_before_still_comes_in(client, rosa):
    assert comes_in(client, ask(client))
    client.post(reverse("accounts:sign_out"))
    guess_wrongly(20)
    assert comes_in(client, ask(client))


def test_a_browser_knows_nobody_but_those_who_signed_in_there(client, rosa):
    tom = User.objects.for_email("tom@example.org")
    assert comes_in(client, ask(client, tom.email))
    client.post(reverse("accounts:sign_out"))
    guess_wrongly(10)
    assert not comes_in(client, ask(client))


def test_a_browser_knows_five_people(client, rosa):
    for number in range(5):
        assert comes_in(client, ask(client, User.objects.for_email(f"p{number}@example.org").email))
        client.post(reverse("accounts:sign_out"))
    guess_wrongly(10, "p0@example.org")
    assert comes_in(client, ask(client, "p0@example.org"))
    client.post(reverse("accounts:sign_out"))
    assert comes_in(client, ask(client))
    client.post(reverse("accounts:sign_out"))
    guess_wrongly(10, "p1@example.org")
    assert not comes_in(client, ask(client, "p1@example.org"))


def test_signing_out_everywhere_makes_all_browsers_unknown(client, rosa):
    assert comes_in(client, ask(client))
    client.post(reverse("accounts:sign_out_everywhere"))
    guess_wrongly(10)
    assert not comes_in(client, ask(client))


def test_nobody_makes_a_mark_of_their_own(client, rosa):
    for mark in ("", ".", "x" * 40, f"{rosa.pk}", ".".join(["a" * 40] * 900)):
        client.cookies["known"] = mark
        guess_wrongly(10)
        assert not comes_in(client, ask(client))


def test_the_mark_names_nobody(client, rosa):
    assert comes_in(client, ask(client))
    cookie = client.cookies["known"]
    assert lacks(f"{cookie.value} {cookie}", "rosa", but_has=cookie.value)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert len(cookie.value) == 40


def test_whose_address_it_is_is_told_once(rosa):
    guess_wrongly(9)
    assert not WrongCodes.objects.exists()
    guess_wrongly(15)
    SignInCode.objects.all().delete()
    tasks.send_due()
    tasks.send_due()
    (email,) = mail.outbox
    assert (email.to, email.subject) == (["rosa@example.org"], "Wrong codes for your address")
    assert "They did not get in." in email.body


def test_nobody_can_tell_from_it_who_signs_in_here(client, rosa):
    pages = []
    for email in ("rosa@example.org", "nobody@example.org"):
        guess_wrongly(10, email)
        ask(client, email)
        page = client.post(CODE_PAGE, {"code": "000000"})
        pages.append((page.status_code, NO_MORE in page.content.decode()))
    assert pages[0] == pages[1] == (200, True)
    assert WrongCodes.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_guess_at_once_ten_count_and_one_email_goes_out(rosa):
    at_once([lambda: guess_wrongly(1)] * 16)
    hour = AttemptTally.objects.order_by("count").values_list("count", flat=True)
    assert 10 in hour
    assert WrongCodes.objects.count() == 1


def test_it_is_forgotten_after_a_day(rosa):
    guess_wrongly(10)
    WrongCodes.objects.update(created_at=timezone.now() - timedelta(hours=25))
    tasks.forget_old()
    assert not WrongCodes.objects.exists()


def test_who_reaches_both_limits_is_told_once(rosa):
    day = timezone.now().replace(hour=1, minute=0)
    guess_wrongly(10, now=day)
    guess_wrongly(10, now=day + timedelta(hours=1))
    assert WrongCodes.objects.count() == 1
    guess_wrongly(10, now=day + timedelta(days=1))
    assert WrongCodes.objects.count() == 2


def test_wrong_codes_in_a_known_browser_keep_nobody_out_elsewhere(client, rosa):
    assert comes_in(client, ask(client))
    client.post(reverse("accounts:sign_out"))
    for _code in range(5):
        ask(client)
        for _guess in range(3):
            client.post(CODE_PAGE, {"code": "000000"})
    other = Client()
    assert comes_in(other, ask(other))


def test_signing_in_again_and_again_makes_the_browser_forget_nobody(client, rosa):
    tom = User.objects.for_email("tom@example.org")
    for user in (tom, *[rosa] * 5):
        assert comes_in(client, ask(client, user.email))
        client.post(reverse("accounts:sign_out"))
    guess_wrongly(10, tom.email)
    assert comes_in(client, ask(client, tom.email))


def test_no_more_than_five_marks_are_looked_at(client, rosa):
    assert comes_in(client, ask(client))
    client.post(reverse("accounts:sign_out"))
    mark = client.cookies["known"].value
    guess_wrongly(10)
    client.cookies["known"] = ".".join(["a" * 40] * 5 + [mark])
    assert not comes_in(client, ask(client))
    client.cookies["known"] = ".".join(["a" * 40] * 4 + [mark])
    assert comes_in(client, ask(client))
