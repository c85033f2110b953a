"""Somebody signs in with another address: asked for, confirmed at the new one, told and undone at the old one."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.models import CONFIRM_LIFE, UNDO_LIFE, AddressChange, SignInCode, User
from accounts.services import (
    ask_for_address,
    confirm_address,
    request_code,
    undo_address,
    use_code,
)
from accounts.services.addresses import MOST_A_DAY
from core.mail import unlinked
from tests import factories
from tests.at_once import at_once
from tests.pages import lacks

OLD, NEW = "amina@example.org", "amina.new@example.org"
YOU = "/you/?show=address"


@pytest.fixture
def someone(amina) -> User:
    return amina.user


def newest():
    """Send what is due, and return the email that was sent last."""
    tasks.send_due()
    return mail.outbox[-1]


def link_in(message) -> str:
    """Return the path of the link in an email."""
    found = re.search(r"http://testserver(/address/\S+)", message.body)
    assert found, message.body
    return found[1]


def asked(client, email: str = NEW) -> str:
    """Ask for an address as somebody does who is signed in, and return the link that is sent there."""
    answer = client.post(YOU, {"email": email}, follow=True)
    assert "Open the link in that email" in answer.text
    told = newest()
    assert told.to == [email]
    return link_in(told)


@pytest.fixture
def changed(signed_in, someone) -> tuple[Client, str]:
    """Amina's browser after she changed her address, and the link that undoes it."""
    client = signed_in(someone)
    client.post(asked(client))
    return client, link_in(newest())


def email_of(user: User) -> str:
    return User.objects.get(pk=user.pk).email


def test_nothing_changes_until_the_link_at_the_new_address_was_used(signed_in, someone):
    link = asked(signed_in(someone))
    assert email_of(someone) == OLD
    assert [message.to for message in mail.outbox] == [[NEW]]
    assert unlinked("a…@example.org") in mail.outbox[0].body
    # Mail scanners open links.
    page = Client().get(link)
    assert page.status_code == 200
    assert email_of(someone) == OLD
    assert Client().post(link).headers["Location"] == reverse("accounts:sign_in")
    assert email_of(someone) == NEW
    assert Client().post(link).status_code == 410


def test_an_address_is_kept_as_it_is_compared(signed_in, someone):
    signed_in(someone).post(YOU, {"email": " AMINA.New@Example.org\u200b"})
    assert AddressChange.objects.get().new_email == NEW


def test_the_old_address_is_told_and_its_link_undoes_it(changed, someone):
    client, link = changed
    told = mail.outbox[-1]
    assert (told.to, told.subject) == ([OLD], "You sign in with another address now")
    # The old mailbox may be somebody else's by now.
    for written in (told.body, told.alternatives[0].content):
        assert unlinked("a…@example.org") in written
        text = written.replace("\N{WORD JOINER}", "")
        assert "a…@example.org" in text
        assert NEW not in text
    assert "Undo it" in told.alternatives[0].content
    stranger = Client()
    assert "Sign in with your old address again?" in stranger.get(link).text
    stranger.post(link)
    assert email_of(someone) == OLD
    assert newest().to == [NEW]
    assert stranger.post(link).status_code == 410
    # Whoever had changed it is out.
    assert client.get("/you/").status_code == 302


def test_who_confirms_where_they_are_signed_in_stays_so_and_everywhere_else_not(signed_in, someone):
    client, elsewhere = signed_in(someone), Client()
    elsewhere.force_login(someone)
    code = request_code(email=OLD, now=timezone.now())
    page = client.post(asked(client), follow=True)
    assert f"From now on you sign in with {NEW}." in page.text
    assert NEW in client.get("/you/").text
    assert elsewhere.get("/you/").status_code == 302
    # A code that waits in the old mailbox opens nothing.
    assert not SignInCode.objects.filter(pk=code.pk).exists()


@pytest.mark.parametrize("back", [False, True])
def test_who_confirms_it_for_somebody_in_their_own_browser_stays_who_they_are(
    signed_in, someone, jo, back
):
    link = asked(signed_in(someone))
    if back:
        Client().post(link)
        link = link_in(newest())
    helper = signed_in(jo.user)
    assert lacks(helper.get(link), "You sign in with", but_has="This is the address of somebody")
    page = helper.post(link, follow=True)
    assert lacks(page, "you sign in", but_has=f"{OLD if back else NEW} is the address to sign in")
    assert helper.session["_auth_user_id"] == str(jo.user_id)


def test_only_the_newest_of_several_links_counts(signed_in, someone):
    client = signed_in(someone)
    first, second = asked(client), asked(client, "third@example.org")
    assert client.get(first).status_code == 410
    client.post(second)
    assert email_of(someone) == "third@example.org"


def test_a_link_works_for_as_long_as_is_said(signed_in, someone):
    link = asked(signed_in(someone))
    row = AddressChange.objects.all()
    now = timezone.now()
    row.update(created_at=now - CONFIRM_LIFE)
    assert Client().post(link).status_code == 410
    row.update(created_at=now - CONFIRM_LIFE + timedelta(minutes=1))
    assert Client().post(link).status_code == 302
    back = link_in(newest())
    row.update(confirmed_at=now - UNDO_LIFE)
    assert Client().get(back).status_code == 410
    row.update(confirmed_at=now - UNDO_LIFE + timedelta(minutes=1))
    assert Client().get(back).status_code == 200


def test_undoing_an_earlier_change_undoes_those_after_it(changed, someone):
    """Somebody in another's session changes the address twice; who owns the first one gets it back."""
    client, back = changed
    client.post(asked(client, "theirs@example.net"))
    their_way_back = link_in(newest())
    waiting = asked(client, "again@example.net")
    Client().post(back)
    assert email_of(someone) == OLD
    assert Client().get(their_way_back).status_code == 410
    assert Client().post(waiting).status_code == 410
    assert email_of(someone) == OLD


def test_the_address_of_somebody_else_is_not_told_and_not_taken(signed_in, someone):
    factories.UserFactory(email=NEW)
    answer = signed_in(someone).post(YOU, {"email": NEW}, follow=True)
    assert "Open the link in that email" in answer.text
    told = newest()
    assert (told.to, told.subject) == ([NEW], "This address is in use already")
    assert "So nothing was changed." in told.body
    assert "/address/" not in told.body


def test_an_address_that_was_taken_meanwhile_is_said_and_nothing_changes(signed_in, someone):
    link = asked(signed_in(someone))
    factories.UserFactory(email=NEW)
    answer = Client().post(link)
    assert "Somebody signs in with" in answer.text
    assert email_of(someone) == OLD


def test_an_old_address_that_was_taken_meanwhile_is_not_given_back(changed, someone):
    factories.UserFactory(email=OLD)
    assert "Somebody signs in with" in Client().post(changed[1]).text
    assert email_of(someone) == NEW


@pytest.mark.parametrize("typed", [" Amina@Example.org", "amina at example", ""])
def test_what_is_no_new_address_is_said_and_stays(signed_in, someone, typed):
    form = signed_in(someone).post(YOU, {"email": typed}).context["form"]
    assert form.errors["email"]
    assert (form["email"].value() or "") == typed
    assert mail.outbox == []


def test_nobody_can_send_many_emails_with_it(signed_in, someone):
    client = signed_in(someone)
    for _each in range(5):
        client.post(YOU, {"email": NEW})
    refused = client.post(YOU, {"email": NEW})
    assert "We wrote about this several times already" in refused.text
    for number in range(MOST_A_DAY):
        client.post(YOU, {"email": f"p{number}@example.org"})
        tasks.send_due()
    assert [message.to[0] for message in mail.outbox] == [
        f"p{number}@example.org" for number in range(MOST_A_DAY - 5)
    ]
    # The last that was asked for can still be confirmed.
    assert client.get(link_in(newest())).status_code == 200


@pytest.mark.parametrize(
    ("token", "status"), [("x", 410), ("1-x", 410), ("9" * 5000, 410), ("%00", 404)]
)
def test_a_link_that_nobody_made_is_answered(client, db, token, status):
    assert client.get(f"/address/{token}/").status_code == status


def test_nobody_else_is_made_of_an_address_to_which_somebody_may_go_back(changed, someone):
    """Whoever took the address over invites the old one, so that it could not be given back."""
    assert User.objects.for_email(OLD) == someone
    Client().post(changed[1])
    assert email_of(someone) == OLD


def test_once_it_cannot_be_undone_the_old_address_is_anybodys(changed, someone):
    AddressChange.objects.update(confirmed_at=timezone.now() - UNDO_LIFE)
    assert User.objects.for_email(OLD) != someone


def test_after_two_changes_the_address_of_today_is_told_that_the_first_is_undone(changed, someone):
    client, back = changed
    client.post(asked(client, "third@example.org"))
    newest()
    assert "t…@example.org" in Client().get(back).text
    Client().post(back)
    assert newest().to == ["third@example.org"]


def test_the_page_that_undoes_it_does_not_send_away_who_did_not_ask(changed):
    page = Client().get(changed[1]).text
    assert "Did you want the new address? Close this page." in page
    assert "You did not ask for this?" not in page


def test_a_request_that_began_before_a_change_was_undone_asks_for_nothing(changed, someone):
    thief = User.objects.get(pk=someone.pk)
    Client().post(changed[1])
    with pytest.raises(PermissionDenied):
        ask_for_address(thief, email="again@example.net", now=timezone.now())
    assert not AddressChange.objects.filter(confirmed_at=None).exists()


def test_a_code_that_was_made_for_the_old_address_meanwhile_opens_nothing(changed, someone):
    late = SignInCode.objects.create(
        user=someone,
        email=OLD,
        created_at=timezone.now(),
        due_at=timezone.now(),
        expires_at=timezone.now() + timedelta(minutes=5),
    )
    assert use_code(late, late.code, connection="x", now=timezone.now()) is None


def test_asking_for_an_address_keeps_nobody_from_signing_in_there(signed_in, someone, jo):
    client = signed_in(someone)
    for _each in range(5):
        client.post(YOU, {"email": jo.user.email})
    codes = [request_code(email=jo.user.email, now=timezone.now()) for _each in range(5)]
    assert len({code.pk for code in codes}) == 5


def test_one_link_does_not_do_the_work_of_the_other(signed_in, someone):
    change = ask_for_address(someone, email=NEW, now=timezone.now())
    assert Client().post(f"/address/{change.token_back}/").status_code == 410
    confirm_address(change, now=timezone.now())
    assert Client().post(f"/address/{change.token}/").status_code == 410
    assert email_of(someone) == NEW


def test_who_comes_second_with_the_same_page_changes_nothing(someone):
    now = timezone.now()
    change = ask_for_address(someone, email=NEW, now=now)
    assert [confirm_address(change, now=now) for _press in range(2)] == [True, False]
    assert [undo_address(change, now=now) for _press in range(2)] == [True, False]
    assert email_of(someone) == OLD


def test_a_mail_server_that_is_away_costs_no_email(someone, settings, monkeypatch):
    monkeypatch.setattr("accounts.tasks.emails.for_change", lambda row: 1 / 0)
    ask_for_address(someone, email=NEW, now=timezone.now())
    tasks.send_due()
    change = AddressChange.objects.get()
    assert (change.done_at, change.last_error) == (None, "ZeroDivisionError")
    monkeypatch.undo()
    AddressChange.objects.update(due_at=timezone.now(), lease_until=None)
    tasks.send_due()
    tasks.send_due()
    assert [message.to for message in mail.outbox] == [[NEW]]


def test_a_slow_mail_server_does_not_swallow_what_the_old_address_is_told(someone):
    """The new address has the email and uses its link before the server has answered the worker that sent it."""
    now = timezone.now()
    change = ask_for_address(someone, email=NEW, now=now)
    (held,) = AddressChange.objects.claim(now=now)
    confirm_address(change, now=now)
    held.mark_done(now=now)
    assert newest().to == [OLD]


def test_what_is_over_is_forgotten(someone):
    now = timezone.now()

    def kept(**more) -> AddressChange:
        known = {"user": someone, "old_email": OLD, "new_email": NEW, "due_at": now}
        return AddressChange.objects.create(**{"created_at": now - CONFIRM_LIFE} | known | more)

    waits = kept(created_at=now)
    undoable = kept(confirmed_at=now - UNDO_LIFE + timedelta(hours=1))
    kept()
    kept(confirmed_at=now - UNDO_LIFE)
    tasks.forget_old()
    assert set(AddressChange.objects.all()) == {waits, undoable}


@pytest.mark.django_db(transaction=True)
def test_confirmed_and_undone_many_times_at_once_it_happens_once(someone):
    change = ask_for_address(someone, email=NEW, now=timezone.now())
    link = f"/address/{change.token}/"
    answers = at_once(partial(Client().post, link) for _each in range(8))
    assert sorted(answer.status_code for answer in answers) == [302] + [410] * 7
    assert email_of(someone) == NEW
    tasks.send_due()
    assert [message.to for message in mail.outbox] == [[OLD]]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_the_same_address_at_once_one_gets_it(someone, jo):
    now = timezone.now()
    changes = [ask_for_address(user, email=NEW, now=now) for user in (someone, jo.user)]
    answers = at_once(partial(Client().post, f"/address/{one.token}/") for one in changes)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert User.objects.filter(email=NEW).count() == 1
