"""How long one stays signed in, and how one leaves."""

import socket
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import services, tasks
from accounts.models import AttemptTally, SignInCode, User

DAY = timedelta(days=1)


def sign_in(client: Client, user: User) -> Client:
    code = services.request_code(email=user.email, now=timezone.now())
    client.post(f"/sign-in/link/{code.token}/")
    return client


def is_in(client: Client) -> bool:
    return client.get("/you/").status_code == 200


def days_left(client: Client) -> float:
    return round((client.session.get_expiry_date() - timezone.now()) / DAY, 2)


def cookie_days(client: Client) -> float:
    return round(int(client.cookies["sessionid"]["max-age"]) / DAY.total_seconds(), 2)


@pytest.mark.parametrize(
    ("person", "days"),
    [("participant", 30), ("stranger", 30), ("facilitator", 7), ("coordinator", 7)],
)
def test_a_session_lasts_as_long_as_the_role_allows(client, request, person, days):
    sign_in(client, request.getfixturevalue(person))
    assert (days_left(client), cookie_days(client)) == (days, days)


def test_a_session_becomes_shorter_when_somebody_becomes_a_facilitator(client, amina, participant):
    sign_in(client, participant)
    amina.role = "facilitator"
    amina.save()
    User.objects.update(seen_at=timezone.now() - timedelta(hours=1))

    client.get("/you/")

    assert (days_left(client), cookie_days(client)) == (7, 7)


def test_a_visit_does_not_make_a_session_longer(client, participant):
    sign_in(client, participant)
    session = client.session
    session["began_at"] = (timezone.now() - 20 * DAY).isoformat()
    session.set_expiry(timezone.now() + 10 * DAY)
    session.save()
    User.objects.update(seen_at=timezone.now() - timedelta(hours=1))

    client.get("/you/")

    assert days_left(client) == 10


def test_a_session_that_has_ended_asks_to_sign_in_again(client, participant):
    sign_in(client, participant)
    session = client.session
    session.set_expiry(timezone.now() - timedelta(seconds=1))
    session.save()
    assert not is_in(client)


def test_sign_out_needs_a_button(client, participant):
    sign_in(client, participant)
    assert client.get("/sign-out/").status_code == 405
    assert is_in(client)
    assert client.post("/sign-out/")["Location"] == "/"
    assert not is_in(client)


def test_sign_out_ends_only_this_session(participant):
    here, there = sign_in(Client(), participant), sign_in(Client(), participant)
    here.post("/sign-out/")
    assert (is_in(here), is_in(there)) == (False, True)


def test_sign_out_everywhere_ends_all_sessions_of_this_person_only(participant, facilitator):
    here, there = sign_in(Client(), participant), sign_in(Client(), participant)
    other = sign_in(Client(), facilitator)

    answer = here.post("/sign-out-everywhere/", follow=True)

    assert "You are signed out on every device." in answer.content.decode()
    assert (is_in(here), is_in(there), is_in(other)) == (False, False, True)


def test_somebody_deactivated_is_out_at_once(client, participant):
    sign_in(client, participant)
    User.objects.filter(pk=participant.pk).update(is_active=False)
    assert not is_in(client)


def test_signing_in_without_a_token_of_the_form_is_refused(participant):
    strict = Client(enforce_csrf_checks=True)
    code = services.request_code(email=participant.email, now=timezone.now())
    assert strict.post(f"/sign-in/link/{code.token}/").status_code == 403
    assert strict.post("/sign-in/", {"email": participant.email}).status_code == 403


def test_you_changes_the_name(client, stranger):
    client.force_login(stranger)
    answer = client.post("/you/", {"name": "Samira <b>"}, follow=True)
    assert User.objects.get().name == "Samira <b>"
    assert "Samira &lt;b&gt;" in answer.content.decode()
    assert "<b>Samira" not in answer.content.decode()


def test_you_keeps_what_was_typed_and_says_what_is_wrong(client, stranger):
    client.force_login(stranger)
    answer = client.post("/you/", {"name": "x" * 101})
    assert "There is a problem" in answer.content.decode()
    assert "x" * 101 in answer.content.decode()
    assert User.objects.get().name == "Sam"


def test_a_visit_is_written_once_in_half_an_hour(client, stranger):
    client.force_login(stranger)
    client.get("/you/")
    first = User.objects.get()
    client.get("/you/")
    again = User.objects.get()
    assert (again.seen_at, again.previous_visit_at) == (first.seen_at, None)

    User.objects.update(seen_at=first.seen_at - timedelta(minutes=31))
    client.get("/you/")
    later = User.objects.get()
    assert later.previous_visit_at == first.seen_at - timedelta(minutes=31)


def test_what_is_old_is_forgotten(client, participant):
    sign_in(client, participant)
    Client().post("/sign-in/", {"email": "a@example.org"})
    old = timezone.now() - timedelta(hours=25)
    SignInCode.objects.filter(email="a@example.org").update(created_at=old)
    AttemptTally.objects.update(created_at=old)
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=old)

    tasks.forget_old()

    assert list(SignInCode.objects.values_list("email", flat=True)) == [participant.email]
    assert AttemptTally.objects.count() == 0
    assert not Session.objects.filter(session_key="x" * 32).exists()
    assert is_in(client)


def test_an_email_that_does_not_leave_is_tried_again(participant, mailoutbox, settings):
    services.request_code(email=participant.email, now=timezone.now())
    in_memory = settings.EMAIL_BACKEND
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody_listens.getsockname()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        tasks.send_due()
    code = SignInCode.objects.get()
    assert (code.done_at, code.last_error) == (None, "ConnectionRefusedError")
    assert timedelta(seconds=50) < code.due_at - timezone.now() <= timedelta(minutes=1)

    settings.EMAIL_BACKEND = in_memory
    SignInCode.objects.update(due_at=timezone.now())
    tasks.send_due()
    tasks.send_due()
    assert [message.to for message in mailoutbox] == [[participant.email]]
    assert SignInCode.objects.get().done_at is not None


def test_a_second_try_carries_the_same_message_id(participant, mailoutbox):
    code = services.request_code(email=participant.email, now=timezone.now())
    tasks.send_due()
    SignInCode.objects.update(done_at=None, lease_until=None)
    tasks.send_code(code_id=code.pk)
    first, second = (message.extra_headers["Message-ID"] for message in mailoutbox)
    assert first == second
    assert first.endswith("@testserver>")
    assert code.code not in first
