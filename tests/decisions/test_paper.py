"""A decision on paper: all that its page folds, with every version, and without band or menus."""

from datetime import timedelta

import pytest

from decisions.services import (
    Maker,
    correct_decision,
    object_to_naming,
    supersede_decision,
    withdraw_decision,
)
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution

ILL = "I was ill that day."


@pytest.fixture
def decision(project, jo, amina):
    makers = [Maker(jo), Maker(amina), Maker(name="Dana Reed", as_what="estates manager")]
    said = {"how": "We talked.", "dissent": "“Not yet”: who can see me?", "considered": "Masks."}
    return factories.a_decision(project, jo, what="Lights off at 10pm", makers=makers, **said)


def page_of(client, decision) -> str:
    return tight(client.get(f"{decision.get_absolute_url()}?print=1").content.decode())


def test_all_that_the_page_folds_is_there(signed_in, participant, jo, amina, decision):
    why = {"base_version": 1, "change_why": "The hour was wrong.", "now": NOW}
    correct_decision(decision, by=jo, what="Lights off at 11pm", **why)
    object_to_naming(decision, member=amina, words=ILL, now=NOW)
    said = contribution(amina, words="I can't sleep.")
    said.moves.create(what="decided", address=decision.get_absolute_url(), title="1.", at=NOW)
    page = page_of(signed_in(participant), decision)
    for shown in (
        *("<b>Waiting at night</b>", "Printed on", "<h1>Lights off at 11pm</h1>", "We talked."),
        *("<li>Amina</li>", "<li>Dana Reed, estates manager</li>", ILL, "who can see me?"),
        *("Masks.", "I can&#x27;t sleep.", "The hour was wrong.", "It said: Lights off at 10pm"),
        "<b>Version 1</b>",
    ):
        assert shown in page
    assert lacks(page, "<nav", "<form", "Say something", "<textarea", but_has="Printed on")


def test_its_page_leads_there_and_back(signed_in, participant, decision):
    client, url = signed_in(participant), decision.get_absolute_url()
    assert '<a href="?print=1">Print this</a>' in tight(client.get(url).content.decode())
    assert f'<a class="back" href="{url}">' in page_of(client, decision)


def test_what_was_withdrawn_says_so(signed_in, facilitator, jo, decision):
    withdraw_decision(decision, by=jo, change_why="It hurts.", base_version=1, now=NOW)
    page = page_of(signed_in(facilitator), decision)
    assert "This decision was withdrawn." in page
    assert "It hurts." in page


def test_what_somebody_decided_instead(signed_in, facilitator, project, jo, decision):
    new = {"what": "No lamps", "why": "They are loud.", "decided_on": DAY, "makers": [Maker(jo)]}
    why = {"change_why": "It was dark.", "base_version": 1, "now": NOW + timedelta(days=1)}
    other = supersede_decision(decision, by=jo, new=new, **why)
    assert "No lamps" in page_of(signed_in(facilitator), decision)
    assert "Lights off at 10pm" in page_of(signed_in(facilitator), other)


def test_hostile_words_and_words_from_right_to_left(signed_in, participant, project, jo):
    row = factories.a_decision(project, jo, what="<i>قرار</i>", why="<script>x</script> لأن")
    page = page_of(signed_in(participant), row)
    assert '<p dir="auto">&lt;script&gt;x&lt;/script&gt; لأن</p>' in page
    assert lacks(page, "<i>قرار", "<script>x", but_has="&lt;i&gt;قرار")


def test_who_may_print_it(signed_in, coordinator, stranger, decision):
    url = f"{decision.get_absolute_url()}?print=1"
    assert signed_in(coordinator).get(url).status_code == 200
    assert signed_in(stranger).get(url).status_code == 404


def test_many_versions_are_printed_with_few_queries(
    signed_in, queries_of, participant, jo, decision
):
    for version in range(1, 61):
        why = {"base_version": version, "change_why": f"Reason {version}.", "now": NOW}
        correct_decision(decision, by=jo, what=f"Lights {version}", **why)
    count, same = queries_of(participant, f"{decision.get_absolute_url()}?print=1")
    assert count <= 12
    assert same <= 2
    page = page_of(signed_in(participant), decision)
    assert "Reason 1." in page
    assert "Reason 60." in page
