"""A session ends while somebody writes: the words come back to them and nobody else, but not when they are private."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import WaitingWords
from accounts.tasks import forget_old
from accounts.waiting_words import COOKIE, KEPT_FOR
from core.access import Visitor
from tests.filled_forms import Form, filled_forms
from tests.house.test_access import PATTERNS, declared
from tests.house.world import Role, World
from tests.pages import lacks, tight

WORDS = "We heard people, and they <could> not rest."
SHOWN = "We heard people, and they &lt;could&gt; not rest."
SIGN_IN = "/sign-in/?next="


@pytest.fixture
def world(full_world: World, db) -> World:
    return deepcopy(full_world)


@pytest.fixture
def client(world: World) -> Client:
    return world.client(Role.FACILITATOR)


@pytest.fixture
def writing(client, world) -> Form:
    """A form that the facilitator has filled in."""
    address = reverse("plan:unsettled_create", args=[world.project.slug])
    found = filled_forms(client.get(address).content.decode(), address, WORDS)
    return next(form for form in found if form.action == address)


def end_session(client: Client) -> None:
    del client.cookies[settings.SESSION_COOKIE_NAME]


def sign_in(client: Client, world: World, role: Role) -> None:
    """Sign in, in the same browser."""
    client.cookies[settings.SESSION_COOKIE_NAME] = (
        world.client(role).cookies[settings.SESSION_COOKIE_NAME].value
    )


def page_of(client: Client, world: World) -> str:
    return client.get(world.project.get_absolute_url()).content.decode()


def every_form(client: Client, world: World) -> list[Form]:
    """Return each form for which somebody is signed in; with a link that needs no session, none ends."""
    found = []
    for name, pattern in sorted(PATTERNS.items()):
        if Visitor.ANYBODY in declared(pattern.callback):
            continue
        words = {word: world.arguments[word] for word in pattern.pattern.regex.groupindex}
        address = reverse(name, kwargs=words)
        page = client.get(address)
        if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
            found += filled_forms(page.content.decode(), address, WORDS)
    return [form for form in found if form.typed and SIGN_IN not in form.action]


def test_the_words_come_back_and_are_sent_with_one_button(client, world, writing):
    end_session(client)
    answer = client.post(writing.action, writing.data)
    assert answer.url == f"{SIGN_IN}{writing.action}"
    assert "What you wrote is kept for an hour" in client.get(answer.url).content.decode()
    assert SHOWN not in client.get(answer.url).content.decode()

    sign_in(client, world, Role.FACILITATOR)
    page = page_of(client, world)
    assert page.count(SHOWN) >= 2
    again = next(form for form in filled_forms(page, "/", "") if form.action == writing.action)
    assert client.post(again.action, again.data).status_code == 302
    assert world.project.unsettled.filter(what=WORDS).count() == 1
    assert WaitingWords.objects.count() == 0
    assert lacks(page_of(client, world).partition("<h1")[0], SHOWN, but_has="<title>")


def test_whoever_signs_in_reads_that_they_come_back_in_this_browser_alone(client, world, writing):
    end_session(client)
    page = client.get(client.post(writing.action, writing.data).url).content.decode()
    where = "when you sign in here, in this browser, and not on another phone or computer"
    assert where in tight(page)


def test_words_that_come_back_in_a_form_are_not_kept_beside_it(client, world, writing):
    end_session(client)
    client.post(writing.action, writing.data | {"sent_key": ""} | dict.fromkeys(writing.typed, ""))
    client.post(writing.action, writing.data)
    sign_in(client, world, Role.FACILITATOR)
    again = next(
        form for form in filled_forms(page_of(client, world), "/", "") if "kept" in form.data
    )
    missing = {name: "" for name in again.data if name in writing.typed[:1]}
    page = client.post(again.action, again.data | missing).content.decode()
    assert lacks(page, "You were signed out while", but_has="problem")
    assert WaitingWords.objects.filter(pk=again.data["kept"]).count() == 0


def test_nobody_else_gets_them_who_signs_in_next(client, world, writing):
    end_session(client)
    client.post(writing.action, writing.data)
    sign_in(client, world, Role.PARTICIPANT)
    page = page_of(client, world)
    assert world.project.name in page
    assert SHOWN not in page
    assert WaitingWords.objects.count() == 0
    # Not even the owner, when they come after somebody else.
    sign_in(client, world, Role.FACILITATOR)
    assert lacks(page_of(client, world), SHOWN, but_has=world.project.name)


def test_the_server_cannot_read_them_and_another_browser_gets_none(client, world, writing):
    end_session(client)
    client.post(writing.action, writing.data)
    sealed = bytes(WaitingWords.objects.get().sealed)
    assert len(sealed) > len(WORDS)
    assert [part for part in (b"heard", b"rest", b"what") if part in sealed] == []

    key = client.cookies[COOKIE]
    assert (key["httponly"], key["samesite"], key["max-age"]) == (True, "Lax", 3600)
    assert lacks(page_of(world.client(Role.FACILITATOR), world), SHOWN, but_has=world.project.name)
    end = ("A" if key.value[-3] != "A" else "B") + key.value[-2:]
    client.cookies[COOKIE] = key.value[:-3] + end
    sign_in(client, world, Role.FACILITATOR)
    assert lacks(page_of(client, world), SHOWN, but_has=world.project.name)


def test_words_of_others_and_of_other_browsers_stay(client, world, writing):
    kept = {"sealed": b"x", "kept_at": timezone.now()}
    theirs = [
        WaitingWords.objects.create(user=world.people[Role.PARTICIPANT], **kept) for _ in range(5)
    ]
    own = WaitingWords.objects.create(user=world.people[Role.FACILITATOR], **kept)
    end_session(client)
    client.post(writing.action, writing.data)
    sign_in(client, world, Role.FACILITATOR)
    client.post(reverse("accounts:words_forget"))
    assert set(WaitingWords.objects.values_list("pk", flat=True)) == {
        *(row.pk for row in theirs),
        own.pk,
    }


def test_of_one_person_the_last_five_are_kept(client, world, writing):
    end_session(client)
    for _time in range(7):
        client.post(writing.action, writing.data)
    assert WaitingWords.objects.count() == 5


def test_after_an_hour_they_are_gone(client, world, writing):
    end_session(client)
    client.post(writing.action, writing.data)
    WaitingWords.objects.update(kept_at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    sign_in(client, world, Role.FACILITATOR)
    assert lacks(page_of(client, world), SHOWN, but_has=world.project.name)

    WaitingWords.objects.create(
        user=world.people[Role.FACILITATOR], sealed=b"x", kept_at=timezone.now() - KEPT_FOR
    )
    forget_old()
    assert WaitingWords.objects.count() == 0


def test_they_can_be_thrown_away(client, world, writing):
    end_session(client)
    client.post(writing.action, writing.data)
    sign_in(client, world, Role.FACILITATOR)
    assert SHOWN in page_of(client, world)
    assert client.post(reverse("accounts:words_forget")).status_code == 302
    assert WaitingWords.objects.count() == 0
    assert client.cookies[COOKIE].value == ""


def test_private_answers_are_not_kept_and_the_page_says_so_once(client, world):
    address = reverse(
        "elements:review_rate", args=[world.project.slug, world.arguments["element_review_pk"]]
    )
    page = client.get(address).content.decode()
    whose = next(form for form in filled_forms(page, address, "") if "form_of" in form.data).data[
        "form_of"
    ]
    end_session(client)
    answer = client.post(address, {"form_of": whose, "why": WORDS, "1": "4"})
    assert answer.url == f"{SIGN_IN}{address}"
    assert WaitingWords.objects.count() == 0
    assert "was private, so we did not keep it" in client.get(answer.url).content.decode()
    sign_in(client, world, Role.FACILITATOR)
    assert "What you chose was not kept" in page_of(client, world)
    page = page_of(client, world)
    assert lacks(page, "What you chose was not kept", but_has=world.project.name)


def test_words_that_are_too_long_to_keep_are_said_to_be_gone_once(client, world, writing):
    end_session(client)
    answer = client.post(writing.action, writing.data | {"what": "long " * 41_000})
    assert WaitingWords.objects.count() == 0
    assert "What you sent was too long" in client.get(answer.url).content.decode()
    sign_in(client, world, Role.FACILITATOR)
    assert "it was too long for us to keep" in page_of(client, world)
    assert lacks(page_of(client, world), "too long for us", but_has=world.project.name)


@pytest.mark.parametrize("whose", ["", "7", "7:wrong", "x" * 500])
def test_what_no_form_of_ours_sent_is_not_kept(client, world, writing, whose):
    end_session(client)
    client.post(writing.action, writing.data | {"form_of": whose})
    assert WaitingWords.objects.count() == 0
    assert client.cookies.get(COOKIE) is None


@pytest.mark.only_pages
def test_every_form_of_a_facilitator_comes_back(client, world):
    lost, sent = [], every_form(client, world)
    assert len(sent) > 40
    for form in sent:
        browser = Client()
        answer = browser.post(form.action, form.data)
        if form.action.endswith("/three-words/"):
            # Open to whoever is signed out, and answered at once.
            assert answer.status_code == 200
            continue
        sign_in(browser, world, Role.FACILITATOR)
        page = page_of(browser, world)
        typed = [form.data[name] for name in form.typed if form.data[name]]
        if "What you chose was not kept" in page:
            continue
        if [words for words in typed if escape(words) not in page]:
            lost.append((form.action, form.data, [w for w in typed if escape(w) not in page][:2]))
    assert lost == []


def test_a_person_has_few_of_them(world, writing):
    for _ in range(8):
        Client().post(writing.action, writing.data)
    assert WaitingWords.objects.count() == 5


class TestStaleToken:
    """The session goes on, and the token of the form does not count any more."""

    @pytest.fixture
    def strict(self, world):
        client = Client(enforce_csrf_checks=True)
        sign_in(client, world, Role.FACILITATOR)
        return client

    def test_whoever_typed_it_sends_it_again(self, strict, client, world, writing):
        answer = strict.post(writing.action, writing.data | {"csrfmiddlewaretoken": "x" * 64})
        page = answer.content.decode()
        assert answer.status_code == 403
        assert SHOWN in page
        again = next(form for form in filled_forms(page, "/", "") if form.action == writing.action)
        assert strict.post(again.action, again.data).status_code == 302
        assert world.project.unsettled.filter(what=WORDS).count() == 1

    def test_somebody_else_does_not_see_it(self, strict, world, writing):
        sign_in(strict, world, Role.PARTICIPANT)
        page = strict.post(writing.action, writing.data).content.decode()
        assert "This page was open too long" in page
        assert SHOWN not in page

    def test_another_site_puts_no_words_here(self, strict, world):
        address = reverse("plan:unsettled_create", args=[world.project.slug])
        page = strict.post(address, {"what": WORDS}).content.decode()
        assert "This page was open too long" in page
        assert SHOWN not in page

    def test_signed_out_as_well_they_come_back(self, strict, world, writing):
        end_session(strict)
        assert strict.post(writing.action, writing.data).url == f"{SIGN_IN}{writing.action}"
        sign_in(strict, world, Role.FACILITATOR)
        assert SHOWN in page_of(strict, world)
