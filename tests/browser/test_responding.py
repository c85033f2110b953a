"""Responding without an account, from the public page to the answer and away, in three ways; and the page on paper."""

import io

import pikepdf
import pytest
from django.core import mail
from django.utils import timezone

from questions.models import Contribution, Response
from questions.services import answer_contribution
from tests.browser.hands import WAYS, hand_for
from tests.factories import NOW, BoundaryFactory, StepFactory, UpdateFactory
from tests.following import link_in, send
from tests.pages import lacks
from tests.responding import ASKED, WORDS, ask_everybody

#: What is on paper, and what no paper can do.
SHOWN = """() => Object.fromEntries(['form', 'main nav', '.you', 'main summary.on-screen', '#news', '.on-paper']
  .map(what => [what, [...document.querySelectorAll(what)].some(one => one.checkVisibility())]))"""


@pytest.fixture
def public(project, jo) -> str:
    project.is_public, project.purpose = True, "A quiet night for everybody on the ward."
    project.save()
    ask_everybody(jo)
    return f"/p/{project.slug}/"


@pytest.mark.parametrize("way", WAYS)
def test_from_the_public_page_to_an_answer_and_away(
    way, new_page, sign_in, facilitator, project, public, jo
):
    hand = hand_for(way, new_page)
    hand.page.goto(public)
    hand.follow("Tell us what you think")
    hand.unfold("Respond")
    hand.press("Send me the link")
    hand.is_refused()
    hand.is_for_everybody()
    hand.write("What do you want to say?", WORDS)
    hand.write("What may we call you?", "Zoe")
    hand.write("Your email address, for the answer", "zoe@example.org")
    hand.tick("Yes, without a name")
    hand.press("Send me the link")
    hand.reads("We send you an email with a link.")
    hand.is_for_everybody()

    send(timezone.now())
    link = link_in(mail.outbox[-1], "/response/")
    hand.page.goto(link)
    hand.sees("Shall we send this?")
    hand.reads(WORDS)
    hand.is_for_everybody()
    hand.press("Yes, send it")
    hand.sees("Thank you. We have it.")
    hand.is_for_everybody()
    assert hand.page.context.cookies() == []

    look_at_it(hand, sign_in, facilitator, project)
    said = Contribution.objects.get()
    answer_contribution(said, outcome="no", reason="No money.", by=jo, now=timezone.now())
    hand.page.context.clear_cookies()
    hand.page.goto(link)
    hand.sees("What you wrote")
    hand.reads("No money.")
    hand.is_for_everybody()
    hand.tick("No, please look at it once more")
    hand.press("Send")
    hand.is_refused()
    hand.is_for_everybody()
    hand.write("What is missing?", "Ask the council.")
    hand.press("Send")
    hand.reads("We promised an answer by")
    said.refresh_from_db()
    assert said.answer is None
    hand.press("Take it back")
    hand.sees("Take it back?")
    hand.is_for_everybody()
    hand.press("Take it back for good")
    hand.sees("It is taken back")
    hand.is_for_everybody()
    assert not Response.objects.exists()
    assert hand.page.troubles == []


def look_at_it(hand, sign_in, facilitator, project) -> None:
    """As a facilitator, read what came, and show it to the project."""
    sign_in(hand.page, facilitator)
    hand.page.goto(f"/projects/{project.slug}/")
    hand.follow("Look at it")
    hand.sees("What we ask the community")
    hand.is_for_everybody()
    hand.follow(f"“{WORDS}")
    hand.sees("Zoe responded")
    hand.is_for_everybody()
    hand.press("Show it to the project")
    hand.reads("Everybody in the project can read it now.")
    hand.is_for_everybody()


def test_on_paper_there_is_no_form_and_nothing_is_folded(new_page, project, public, jo):
    for number in range(3):
        told = {"title": f"News {number}", "where_we_are": f"Words of news {number}."}
        UpdateFactory(project=project, sent_at=NOW, is_public=True, **told)
        BoundaryFactory(project=project, is_public=True, what=f"Limit {number}")
    StepFactory(project=project, title="Try softer lamps", state="doing")
    page = new_page()
    page.goto(public)
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == {
        "form": False,
        "main nav": False,
        ".you": False,
        "main summary.on-screen": False,
        "#news": True,
        ".on-paper": True,
    }
    words = page.inner_text("main")
    here = [f"Words of news {number}." for number in range(3)] + ["Limit 0", "Limit 2", public]
    assert [one for one in here if one not in words] == []
    assert lacks(words, "Respond\n", "Send me the link", "Put them in", but_has=ASKED)
    with pikepdf.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as pdf:
        sheets = [[float(side) for side in sheet.mediabox] for sheet in pdf.pages]
    assert 1 <= len(sheets) <= 3
    a4 = pytest.approx([0, 0, 595.3, 841.9], abs=2)
    assert [sheet for sheet in sheets if sheet != a4] == []
