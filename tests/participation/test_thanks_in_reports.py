"""What a report says of thanks: those that everybody in the project reads, without the names of people."""

from datetime import timedelta

import pytest

from participation import services
from reports import rendering
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.thanking import WORDS, shown_thanks, thank

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Boglarka Weiss")


@pytest.fixture
def report(project, facilitator):
    days = {"starts_on": DAY - timedelta(days=91), "ends_on": DAY}
    return factories.ReportFactory(project=project, asked_by=facilitator, **days)


def page_of(report) -> str:
    html = tight(rendering.render_page(report, now=NOW))
    return html.partition('<section id="thanks">')[2].partition("</section>")[0]


def test_without_thanks_there_is_no_such_part(report, amina, bo):
    thank(bo, amina, now=NOW)
    assert page_of(report) == ""


def test_what_is_shown_is_printed_without_names(report, jo, amina, bo, porters):
    shown_thanks(jo, amina, now=NOW)
    thank(amina, group=porters, words="They wait with us", now=NOW)
    thank(bo, named="The tea bar", words="Hot at four", now=NOW)
    page = page_of(report)
    assert WORDS in page
    assert "From a facilitator to a participant" in page
    assert "From a participant to Night porters" in page
    assert "From a participant to The tea bar" in page
    assert lacks(page, *("Jo", "Amina", "Boglarka"), but_has="Hot at four")


def test_what_is_between_two_set_aside_or_of_another_time_is_not(report, jo, amina, bo, porters):
    thank(jo, amina, words="Between us", now=NOW)
    aside = shown_thanks(amina, bo, words="I regret it", now=NOW)
    services.set_thanks_aside(aside, now=NOW)
    hidden = thank(bo, group=porters, words="It hurts", now=NOW)
    services.hide_thanks(hidden, why="It does.", by=jo, now=NOW)
    thank(bo, group=porters, words="Long ago", now=NOW - timedelta(days=200))
    thank(bo, group=porters, words="Just now", now=NOW)
    texts = ("Between us", "I regret it", "It hurts", "Long ago", "There are more")
    assert lacks(page_of(report), *texts, but_has="Just now")


@pytest.mark.parametrize(
    "words", ["Boglarka, you sang", "weiss sang", "I, Amina, heard it", "You and Jo sang"]
)
def test_words_that_name_a_member_are_not_printed(report, jo, amina, bo, words):
    shown_thanks(amina, bo, words=words, now=NOW)
    shown_thanks(amina, bo, words="How well that was", now=NOW)
    page = page_of(report)
    assert lacks(page, words, but_has="How well that was")
    assert "There are more, which are not printed here." in page
