"""Whatever people type, mail programs make no links of it in an email of ours, but for what is meant as a message."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from itertools import chain
from typing import Any
from unittest.mock import patch

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db.models import Model

from accounts.emails import for_change, for_code
from accounts.models import AddressChange, User
from accounts.services import request_code
from core.offers import offered
from decisions.services import withdraw_decision
from elements.models import Review
from outbox.emails import digest, letter
from outbox.kinds import put_into_words
from outbox.models import Delivery, Digest, Message
from participation.services import open_review
from projects.models import Member, Organisation, Project
from questions.models import Contribution, ContributionAnswer
from questions.services import add_contribution, answer_contribution
from tests.coproduce.test_who_hears import MAKES
from tests.coproduce.two_people import People
from tests.factories import DAY, NOW, UpdateFactory, a_decision
from updates.models import Update
from updates.services import send_update, send_update_to_writer

pytestmark = pytest.mark.django_db
_EACH = "http://{0} {0}/x a@{0} www.{0}"
HOSTILE, MEANT = _EACH.format("evil.example"), _EACH.format("meant.example")
#: What is typed of a project and its people, whether or not it is filled in in this test.
NAMES: dict[type[Model], tuple[str, ...]] = {
    Project: ("name", "summary", "purpose", "help_name", "help_phone", "ring_now"),
    Organisation: ("name",),
    Member: ("known_as",),
    User: ("name",),
    Review: ("closed_why",),
}
#: What a message keeps in its ``data``: names, titles and words that somebody typed.
TYPED = {"by", "for_whom", "title", "what", "who", "why", "words"}
NEWS = "Somebody wrote this news to the members, with its links."
#: What stays as it was typed: (kind, model, field) -> why.
EXCEPTIONS: dict[tuple[str, type[Model], str], str] = {
    ("invited", Message, "words"): "What somebody writes to the person whom they invite.",
    ("contribution_answered", ContributionAnswer, "reason"): "It is the answer itself.",
    ("contribution_answered", Contribution, "words"): "It was said by whoever reads it.",
    **{
        (kind, Update, field): NEWS
        for kind in ("update_sent", "update_first_look")
        for field in ("where_we_are", "settled", "not_settled")
    },
}


def pass_on(people: People) -> None:
    """Answer something by passing it on to somebody by name, whom somebody follows up."""
    said = add_contribution(people.project, by=people.amina, words="Why?", now=NOW)
    told = {"outcome": "passed-on", "reason": "They decide.", "passed_to": "The council"}
    more = {"may_name_them": True, "followed_up_by": people.jo, "until": DAY + timedelta(days=9)}
    answer_contribution(said, by=people.jo, **told, **more, now=NOW)


def news_of_decisions(people: People) -> Update:
    """Write news that names a decision which was withdrawn since."""
    jo = people.jo
    draft = UpdateFactory(project=people.project)
    draft.decisions.add(a_decision(people.project, jo))
    how = {"by": jo, "base_version": 1, "now": NOW}
    withdraw_decision(people.project.decisions.get(), change_why="Nobody came.", **how)
    return draft


def find_gap(people: People) -> None:
    review = open_review(people.project, due_on=DAY, now=NOW)
    review.gaps.create(kind="nobody", what="People at night")


#: Kinds with more in them than it takes to send one.
MAKES_MORE: dict[str, Callable[[People], Any]] = {
    **MAKES,
    "contribution_answered": pass_on,
    "participation_review_opened": find_gap,
    "update_first_look": lambda p: send_update_to_writer(news_of_decisions(p), by=p.jo, now=NOW),
    "update_sent": lambda p: send_update(news_of_decisions(p), by=p.jo, now=NOW),
}
#: An address that is meant as one, in all of them: people write to it.
HELP = "help@meant.example"
#: Keys of `data` that hold no words of a person there.
NOT_TYPED = {("contribution_file_away", "what")}


def _typed() -> dict[type[Model], set[str]]:
    """Return all fields with words of people, as the apps offer them to whoever takes a name out."""
    fields: dict[type[Model], set[str]] = {model: set(names) for model, names in NAMES.items()}
    for one in chain.from_iterable(offered("PEOPLES_WORDS")):
        fields.setdefault(one.model, set()).update(one.fields)
    return fields


@contextmanager
def hostile(kind: str, *, phone: str, email: str) -> Iterator[None]:
    """Let whatever is read from the database be hostile where people type."""
    typed, as_it_is = _typed(), Model.from_db.__func__  # type: ignore[attr-defined]

    def change(model: type[Model], name: str, value: Any) -> Any:
        if (model, name) == (Message, "data"):
            return value
        if (model, name) == (Project, "help_email"):
            return email
        if (model, name) == (Project, "help_phone"):
            return phone
        is_named = name in NAMES.get(model, ())
        if name in typed.get(model, ()) and isinstance(value, str) and (value or is_named):
            return MEANT if (kind, model, name) in EXCEPTIONS else HOSTILE
        return value

    def data(values: dict[str, Any]) -> dict[str, Any]:
        return {
            key: (MEANT if (kind, Message, key) in EXCEPTIONS else HOSTILE)
            if key in TYPED and (kind, key) not in NOT_TYPED
            else value
            for key, value in values.items()
        }

    def from_db(cls: type[Model], db: str, names: list[str], values: list[Any]) -> Model:
        row = as_it_is(cls, db, names, values)
        for field in cls._meta.concrete_fields:
            if field.attname in row.__dict__:
                at, value = field.attname, row.__dict__[field.attname]
                row.__dict__[at] = change(cls._meta.concrete_model or cls, at, value)
        if isinstance(row, Message):
            row.data = data(row.data)
        return row  # type: ignore[no-any-return]

    with patch.object(Model, "from_db", classmethod(from_db)):
        yield


def _texts(email: EmailMultiAlternatives) -> dict[str, str]:
    html = email.alternatives[0][0]
    shown = unescape(re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL))
    return {"subject": email.subject, "text": email.body, "html": shown}


def live(text: str, host: str) -> list[str]:
    """Return where a mail program would see a link or an address, each with a few words around."""
    sees = rf"{host}\.example|https?://{host}|@{host}"
    return [
        text[max(found.start() - 40, 0) : found.end() + 20] for found in re.finditer(sees, text)
    ]


def emails_of(kind: str) -> list[EmailMultiAlternatives]:
    """Return the email of a message of this kind, and the digest that gathers it."""
    delivery = Delivery.objects.filter(message__kind=kind).latest("pk")
    told = put_into_words(delivery.message)
    found = [letter(told)(delivery)]
    if delivery.member:
        row = Digest(
            member=delivery.member, period_start=NOW, period_end=NOW, mail_id="<d@testserver>"
        )
        found.append(digest(row, [told])(row))
    return found


@pytest.fixture
def people(project, jo, amina) -> People:
    return People(project, jo, amina)


@pytest.mark.many_ways
@pytest.mark.parametrize(
    ("phone", "email"), [(HOSTILE, HELP), ("", HELP), ("", "")], ids=["phone", "email", "neither"]
)
@pytest.mark.parametrize("kind", sorted(MAKES_MORE))
def test_a_message_makes_no_links_of_what_was_typed(kind, phone, email, people):
    MAKES_MORE[kind](people)
    with hostile(kind, phone=phone, email=email):
        emails = emails_of(kind)
    for sent in emails:
        texts = _texts(sent)
        assert "evil" in texts["text"]
        assert "evil" in texts["html"]
        assert {where: live(text, "evil") for where, text in texts.items()} == {
            where: [] for where in texts
        }
        assert live(texts["subject"], "meant") == []
    meant = any(of == kind for of, _model, _field in EXCEPTIONS)
    for part in ("text", "html"):
        words = _texts(emails[0])[part].replace(HELP, "")
        assert bool(live(words, "meant")) == meant


def _changed(**more: Any) -> AddressChange:
    user = User.objects.create(email="amina@evil.example", name=HOSTILE)
    known = {"user": user, "old_email": user.email, "new_email": "new@evil.example"}
    return AddressChange(**known, asked_by=HOSTILE, created_at=NOW, due_at=NOW, pk=1, **more)


@pytest.mark.parametrize("mail", AddressChange.Mail.values)
def test_an_email_of_an_address_makes_no_links_of_names_and_other_addresses(mail):
    texts = _texts(for_change(_changed(mail=mail)))
    assert {where: live(text, "evil") for where, text in texts.items()} == {
        where: [] for where in texts
    }


def test_the_code_says_the_readers_own_address_and_nothing_else_that_was_typed():
    texts = _texts(for_code(request_code(email="a@evil.example", now=NOW, next_path="/evil")))
    assert live(texts["text"].replace("a@evil.example", ""), "evil") == []
    assert live(texts["subject"], "evil") == []
