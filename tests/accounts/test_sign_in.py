"""Signing in by a code or a link, through the pages."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.models import SignInCode, User
from tests import factories
from tests.pages import lacks, tight

SIGN_IN, CODE = "/sign-in/", "/sign-in/code/"


@pytest.fixture
def amina(db) -> User:
    return factories.UserFactory(email="amina@example.org", name="Amina")


def ask(client: Client, email: str = "amina@example.org", **more: str):
    return client.post(SIGN_IN, {"email": email, **more}, follow=True)


def code_in(message) -> str:
    found = re.search(r"^ {4}(\d{6})$", message.body, re.MULTILINE)
    assert found, message.body
    return found[1]


def link_in(message) -> str:
    found = re.search(r"http://testserver(/sign-in/link/\S+)", message.body)
    assert found, message.body
    return found[1]


def email_for(client: Client, email: str = "amina@example.org", **more: str):
    """Ask for a code, let the worker work, and return the email."""
    ask(client, email, **more)
    tasks.send_due()
    return mail.outbox[-1]


def who(client: Client) -> str:
    """Return whom the pages greet."""
    user = client.get("/").wsgi_request.user
    return user.email if user.is_authenticated else ""


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def too_old() -> None:
    SignInCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_sign_in_by_code(client, amina):
    message = email_for(client)

    answer = client.post(CODE, {"code": code_in(message)})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert who(client) == "amina@example.org"


def test_the_email_shows_the_same_code_and_link_in_both_forms(client, amina):
    message = email_for(client)
    html = message.alternatives[0][0]

    code = code_in(message)
    assert code in html
    assert link_in(message) in html
    assert message.to == ["amina@example.org"]
    assert message.subject == "Your code to sign in"


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} ", "{0} – {1}"])
def test_the_code_can_be_typed_as_it_is_shown(client, amina, typed):
    code = code_in(email_for(client))
    client.post(CODE, {"code": typed.format(code[:3], code[3:])})
    assert who(client) == "amina@example.org"


def test_an_address_in_capitals_is_the_same_address(client, amina):
    message = email_for(client, "  AMINA@Example.ORG ")
    client.post(CODE, {"code": code_in(message)})
    assert who(client) == "amina@example.org"
    assert User.objects.count() == 1


def test_sign_in_by_link_needs_the_button(client, amina):
    link = link_in(email_for(client))

    page = client.get(link)
    assert page.status_code == 200
    assert "Sign in as a…@example.org" in page.content.decode()
    assert who(client) == ""

    client.post(link)
    assert who(client) == "amina@example.org"


def test_a_mail_scanner_that_opens_every_link_changes_nothing(client, amina):
    link = link_in(email_for(client))
    scanner = Client()

    for method in (scanner.get, scanner.head, scanner.get, scanner.options):
        method(link)

    assert who(scanner) == ""
    assert list(SignInCode.objects.values_list("used_at", "wrong_guesses")) == [(None, 0)]
    client.post(link)
    assert who(client) == "amina@example.org"


def test_a_link_works_in_another_browser(client, amina):
    link, other = link_in(email_for(client)), Client()
    other.post(link)
    assert (who(other), who(client)) == ("amina@example.org", "")


@pytest.mark.parametrize("first", ["code", "link"])
def test_code_and_link_work_once(client, amina, first):
    message = email_for(client)
    code, link = code_in(message), link_in(message)
    if first == "code":
        client.post(CODE, {"code": code})
    else:
        Client().post(link)
    later = Client()
    assert later.get(link).status_code == 410
    assert later.post(link).status_code == 410
    assert who(later) == ""

    session = client.session
    session.flush()
    session["sign_in_code"] = SignInCode.objects.get().pk
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    page = client.post(CODE, {"code": code})
    assert "does not work any more" in page.content.decode()
    assert who(client) == ""


def test_code_and_link_end_after_ten_minutes(client, amina):
    message = email_for(client)
    row = SignInCode.objects.get()
    assert row.expires_at - row.created_at == timedelta(minutes=10)
    too_old()

    page = client.post(CODE, {"code": code_in(message)})

    assert "does not work any more" in page.content.decode()
    assert client.post(link_in(message)).status_code == 410
    assert who(client) == ""


def test_three_wrong_guesses_end_the_code_and_not_the_link(client, amina):
    message = email_for(client)
    code = code_in(message)
    for expected in ("That is not the code", "That is not the code", "does not work any more"):
        assert expected in client.post(CODE, {"code": wrong(code)}).content.decode()

    client.post(CODE, {"code": code})
    assert who(client) == ""

    client.post(link_in(message))
    assert who(client) == "amina@example.org"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣", "x" * 50])
def test_what_is_no_code_is_not_counted_as_a_guess(client, amina, typed):
    email_for(client)
    page = client.post(CODE, {"code": typed})
    assert page.status_code == 200
    assert "<title>Error: Check your email" in tight(page.content.decode())
    assert SignInCode.objects.get().wrong_guesses == 0


def test_a_code_belongs_to_the_browser_that_asked(client, amina):
    code = code_in(email_for(client))
    other = Client()
    page = other.post(CODE, {"code": code})
    assert "Write your email address first" in page.content.decode()
    assert who(other) == ""


def without_token(answer) -> str:
    """Return a page without what differs from request to request."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())


def test_known_unknown_and_deactivated_addresses_get_the_same_answers(amina):
    factories.UserFactory(email="ended@example.org", is_active=False)
    seen = set()
    for email in ("amina@example.org", "nobody@example.org", "ended@example.org"):
        client = Client()
        first = client.post(SIGN_IN, {"email": email})
        pages = [client.get(first["Location"])]
        pages += [client.post(CODE, {"code": "000000"}) for _time in range(4)]
        seen.add(
            (
                *(first.status_code, first["Location"]),
                *(page.status_code for page in pages),
                *(without_token(page).replace(email, "EMAIL") for page in pages),
            )
        )
    assert len(seen) == 1


def test_known_and_unknown_addresses_cost_the_same_queries(amina):
    work = []
    Client().post(
        SIGN_IN, {"email": "before@example.org"}
    )  # the count of the connection is there now
    for email in ("amina@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            Client().post(SIGN_IN, {"email": email})
        work.append([re.findall(r'^[A-Z]+|"accounts_\w+"', query["sql"]) for query in queries])
    assert work[0] == work[1]


@pytest.mark.parametrize("email", ["nobody@example.org", "ended@example.org"])
def test_somebody_unknown_is_told_by_email_what_to_do_and_cannot_get_in(client, db, email):
    factories.UserFactory(email="ended@example.org", is_active=False)
    message = email_for(client, email)
    row = SignInCode.objects.get()

    assert message.subject == "This address is not known to Coproduce"
    assert "invite you" in message.body
    assert row.code not in message.body
    client.post(CODE, {"code": row.code})
    client.post(reverse("accounts:sign_in_link", args=[row.token]))
    assert who(client) == ""
    assert User.objects.filter(email="nobody@example.org").count() == 0


def test_somebody_deactivated_meanwhile_does_not_get_in(client, amina):
    message = email_for(client)
    User.objects.update(is_active=False)
    client.post(CODE, {"code": code_in(message)})
    client.post(link_in(message))
    assert who(client) == ""


@pytest.mark.parametrize("email", ["", "amina", "amina@", "a" * 260 + "@example.org"])
def test_a_wrong_address_is_explained(client, db, email):
    page = client.post(SIGN_IN, {"email": email})
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert SignInCode.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/projects/waiting-at-night/?a=1", "/projects/waiting-at-night/?a=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver/you/", "/"),
        ("you/", "/"),
        ("/" + "a" * 600, "/"),
    ],
)
def test_after_signing_in_one_is_led_only_to_our_own_pages(client, amina, asked, led):
    message = email_for(client, next=asked)
    assert client.post(link_in(message))["Location"] == led
    assert client.get(SIGN_IN, {"next": asked})["Location"] == led


def test_whoever_is_sent_to_sign_in_comes_back(client, amina):
    sent = client.get("/you/")
    page = client.get(sent["Location"])
    assert '<input type="hidden" name="next" value="/you/" id="id_next">' in page.content.decode()


def test_without_a_worker_the_code_waits(client, amina):
    """The broker of this run has nobody who listens: as if the worker were down."""
    ask(client)
    assert mail.outbox == []
    tasks.send_due()
    tasks.send_due()
    assert [message.to for message in mail.outbox] == [["amina@example.org"]]


def test_a_code_that_waited_too_long_is_not_sent(client, amina):
    ask(client)
    too_old()
    tasks.send_due()
    assert mail.outbox == []


def test_at_most_five_emails_to_an_address_with_the_same_answer(client, amina):
    for _time in range(8):
        answer = ask(client)
        assert answer.redirect_chain == [(CODE, 302)]
    tasks.send_due()
    assert len(mail.outbox) == 5

    client.post(CODE, {"code": code_in(mail.outbox[-1])})
    assert who(client) == "amina@example.org"


def test_many_people_of_one_room_can_ask(db):
    for number in range(60):
        assert ask(Client(), f"person-{number}@example.org").status_code == 200
    tasks.send_due()
    assert len(mail.outbox) == 60


def test_one_connection_cannot_guess_for_ever(client, amina, monkeypatch):
    monkeypatch.setattr("accounts.services.signing_in.WRONG_GUESSES_A_CONNECTION", 4)
    message = email_for(client)
    for _time in range(4):
        ask(client, f"person-{_time}@example.org")
        client.post(CODE, {"code": "000000"})
    message = email_for(client)

    page = client.post(CODE, {"code": code_in(message)})
    assert "Use the link in the email" in page.content.decode()
    client.post(link_in(message))
    assert who(client) == "amina@example.org"


def test_one_connection_cannot_ask_for_ever(client, amina, monkeypatch):
    monkeypatch.setattr("accounts.services.signing_in.CODES_A_CONNECTION", 2)
    assert [ask(Client(), f"p{n}@example.org").status_code for n in range(3)] == [200, 200, 429]


def test_behind_a_proxy_the_connection_is_the_one_that_the_proxy_saw(db, monkeypatch, settings):
    monkeypatch.setattr("accounts.services.signing_in.CODES_A_CONNECTION", 1)
    settings.BEHIND_PROXY = True
    statuses = [
        Client(headers={"X-Forwarded-For": seen}).post(SIGN_IN, {"email": "a@example.org"})
        for seen in ("1.1.1.1, 10.0.0.1", "9.9.9.9, 10.0.0.1", "1.1.1.1, 10.0.0.2")
    ]
    assert [answer.status_code for answer in statuses] == [302, 429, 302]


def test_nothing_secret_is_in_the_database_or_in_a_task(client, amina):
    ask(client)
    row = SignInCode.objects.get()
    stored = [str(value) for value in SignInCode.objects.values_list()[0]]
    assert [
        value for value in stored if row.code in value or row.token.split("-")[1] in value
    ] == []


@pytest.mark.parametrize("change", ["0", "x", "é", "", "-", "99999999999999999999-a"])
def test_a_made_up_link_is_over(client, amina, change):
    link = link_in(email_for(client)).rstrip("/")
    made_up = f"{link}{change}/" if change in ("0", "x", "é") else f"/sign-in/link/{change or '1'}/"
    assert client.post(made_up).status_code == 410
    assert who(client) == ""


def test_the_session_gets_a_new_key(client, amina):
    message = email_for(client)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(CODE, {"code": code_in(message)})
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before
    assert after != before
    old = Client()
    old.cookies[settings.SESSION_COOKIE_NAME] = before
    assert who(old) == ""


def test_signing_in_as_somebody_else_leaves_nothing_of_the_first(client, amina):
    ben = factories.UserFactory(email="ben@example.org")
    client.force_login(ben)
    session = client.session
    session["kept"] = "by Ben"
    session.save()
    client.post(link_in(email_for(Client())))
    assert who(client) == "amina@example.org"
    assert lacks(client.session, "kept", but_has="_auth_user_id")


def test_a_signed_in_person_is_led_away_from_sign_in(client, amina):
    client.force_login(amina)
    assert [client.get(path)["Location"] for path in (SIGN_IN, CODE)] == ["/", "/"]


def test_pages_of_signing_in_are_not_kept_by_browsers(client, amina):
    message = email_for(client)
    for path in (SIGN_IN, CODE, link_in(message)):
        assert "no-store" in client.get(path)["Cache-Control"], path
