"""The email of an update: all it says as text and as HTML, with the headers that mail programs ask for."""

import pytest

from decisions.services import Content, Maker, supersede_decision, withdraw_decision
from outbox.emails import letter
from outbox.kinds import put_into_words
from outbox.models import Delivery
from tests import factories
from tests.factories import DAY, NOW, MemberFactory
from updates.services import draft_update, send_update, send_update_to_writer

pytestmark = pytest.mark.django_db


def read(message):
    return letter(put_into_words(message))


@pytest.fixture
def draft(project, jo):
    project.help_name, project.help_email = "Nora Reed", "nora@example.org"
    project.name = "Waiting & watching"
    project.save()
    return draft_update(
        project,
        by=jo,
        title="Chairs & lamps are ordered",
        where_we_are="Twelve <chairs> are on their way.",
        settled="They have arms.",
        not_settled="Where they stand.",
        more_on=DAY,
        decisions=[factories.a_decision(project, jo, what="Chairs & arms")],
        now=NOW,
    )


@pytest.fixture
def email(draft, jo):
    message = send_update(draft, by=jo, now=NOW)
    return read(message)(Delivery.objects.get(member=jo))


def test_the_text_is_written_and_not_escaped(email):
    assert email.subject == "Chairs & lamps are ordered"
    head, _line, foot = email.body.partition("----")
    assert head == (
        "Hello Jo,\n\n"
        "Twelve <chairs> are on their way.\n\n\n"
        "What we have settled\n\nThey have arms.\n\n\n"
        "What we have not settled yet\n\nWhere they stand.\n\n\n"
        "What we decided, and why\n\n"
        "1. Chairs & arms\nWhy: People could not rest under full light.\n"
        "http://testserver/projects/waiting-at-night/decisions/1/\n\n\n"
        "When you'll hear more\n\nBy Thursday 19 November 2026.\n\n\n"
        "Read it online:\n"
        "http://testserver/projects/waiting-at-night/news/1/\n\n".replace(
            "/news/1/", f"/news/{Delivery.objects.get().message.data['update']}/"
        )
    )
    assert "You get this email because you're part of “Waiting & watching”." in foot
    assert "Need help? Write to Nora Reed: nora@example.org" in foot


def test_the_html_says_the_same_with_the_reasons(email):
    ((html, _kind),) = email.alternatives
    for words in ("1. Chairs &amp; arms", "Why: People could not rest under full light."):
        assert words in html


def test_what_is_sent_later_says_that_a_decision_was_withdrawn_or_replaced(draft, jo, project):
    message = send_update(draft, by=jo, now=NOW)
    gone, old = project.decisions.get(), factories.a_decision(project, jo, what="Lamps")
    draft.decisions.add(old)
    newer = Content(what="Candles", why="Warmer.", decided_on=DAY, makers=[Maker(member=jo)])
    how = {"by": jo, "base_version": 1, "now": NOW}
    withdraw_decision(gone, change_why="Nobody sat in them.", **how)
    supersede_decision(old, change_why="Too bright.", new=newer, **how)
    email = read(message)(Delivery.objects.get(member=jo))
    for told in (email.body, email.alternatives[0][0], put_into_words(message).summary):
        assert "This decision was withdrawn. The reason: Nobody sat in them." in told
        assert "This decision was replaced by decision 3: Candles" in told


def test_the_html_is_escaped_and_loads_nothing_from_anywhere(email):
    ((html, kind),) = email.alternatives
    assert kind == "text/html"
    assert "<h1>Chairs &amp; lamps are ordered</h1>" in html
    assert "Twelve &lt;chairs&gt; are on their way." in html
    for loader in ("<img", "<script", "<link", "@import", "url(", "src="):
        assert loader not in html


def test_it_carries_what_mail_programs_ask_for(email, project):
    row = Delivery.objects.get()
    headers = email.extra_headers
    stop = headers["List-Unsubscribe"]
    assert stop.startswith("<http://testserver/unsubscribe/")
    assert stop[1:-1] in email.body
    assert {name: value for name, value in headers.items() if name != "List-Unsubscribe"} == {
        "Message-ID": row.mail_id,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": "<waiting-at-night.testserver>",
        "Auto-Submitted": "auto-generated",
        "From": f'"Waiting & watching ({project.organisation.name})" <coproduce@localhost>',
        "Reply-To": "nora@example.org",
    }


def test_each_gets_their_own_name_and_link(draft, jo, project):
    MemberFactory(project=project, known_as="<Bea> & www.bea.example")
    message = send_update(draft, by=jo, now=NOW)
    build = read(message)
    mails = [build(row) for row in message.deliveries.order_by("member__known_as")]
    assert mails[0].body.startswith(
        "Hello <Bea> & www.\N{WORD JOINER}bea.\N{WORD JOINER}example,\n"
    )
    assert "Hello &lt;Bea&gt; &amp; www." in mails[0].alternatives[0][0]
    assert mails[1].body.startswith("Hello Jo,\n")
    assert len({mail.extra_headers["List-Unsubscribe"] for mail in mails}) == 2


def test_the_first_look_is_marked_and_otherwise_the_same(draft, jo):
    first = read(send_update_to_writer(draft, by=jo, now=NOW))(Delivery.objects.get())
    sent = read(send_update(draft, by=jo, now=NOW))(Delivery.objects.order_by("-pk")[0])
    assert first.subject == f"[Only to you] {sent.subject}"
    assert first.body == sent.body
