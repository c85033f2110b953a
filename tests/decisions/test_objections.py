"""Who is named as a maker of a decision is told, and can say that it was not so."""

import pytest

from decisions.models import MakerObjection
from decisions.services import (
    Maker,
    NotNamed,
    correct_decision,
    object_to_naming,
    take_objection_back,
)
from outbox.models import Delivery
from reports import rendering
from tests import factories
from tests.decisions.proposing import a_proposal
from tests.factories import DAY, NOW
from tests.pages import lacks, tight

ILL = "I was ill that day."


@pytest.fixture
def decision(project, jo, amina):
    """Written down by Jo, who names Amina and somebody from outside."""
    makers = [Maker(jo), Maker(amina), Maker(name="Dana Reed", as_what="estates manager")]
    return factories.a_decision(project, jo, makers=makers)


def told(kind: str) -> list[str]:
    found = Delivery.objects.filter(message__kind=kind).order_by("pk")
    return [str(delivery.member) for delivery in found.select_related("member")]


def test_who_is_named_and_did_not_write_it_is_told_once(decision, jo, amina):
    assert told("maker_named") == ["Amina"]
    delivery = Delivery.objects.get()
    assert delivery.asks
    assert delivery.message.subject == "Jo wrote down that you helped to decide something"
    gil = factories.MemberFactory(project=decision.project, known_as="Gil")
    makers = [Maker(amina), Maker(gil)]
    change = {"base_version": 1, "change_why": "Gil was there, too.", "now": NOW}
    correct_decision(decision, by=jo, makers=makers, **change)
    assert told("maker_named") == ["Amina", "Gil"]


def test_who_decided_together_is_told_of_that_and_not_that_they_are_named(project, jo, amina):
    said = {"dissent": "2 agree.", "makers": [Maker(jo), Maker(amina)]}
    factories.a_decision(project, jo, **said)
    a_proposal(project, jo)
    assert told("maker_named") == []


def test_they_say_that_it_was_not_so_everybody_reads_it_and_facilitators_are_told(
    signed_in, participant, facilitator, decision
):
    client, url = signed_in(participant), decision.get_absolute_url()
    assert "You are named among those who made this" in client.get(url).content.decode()
    page = tight(client.post(url, {"not_so": " "}).content.decode())
    assert "Say in a few words what was not so." in page
    for _time in range(2):
        client.post(url, {"not_so": ILL})
    assert MakerObjection.objects.get().words == ILL
    assert told("maker_objected") == ["Jo"]
    page = tight(signed_in(facilitator).get(url).content.decode())
    assert "Amina is named among those who made this, and says that it was not so:" in page
    assert ILL in page


def test_it_can_be_taken_back_and_said_again(signed_in, participant, decision):
    client, url = signed_in(participant), decision.get_absolute_url()
    client.post(url, {"not_so": ILL})
    page = tight(client.post(url, {"take_back": "1"}, follow=True).content.decode())
    assert lacks(page, ILL, but_has="You are named among those who made this")
    client.post(url, {"not_so": "I left before the end."})
    assert "I left before the end." in client.get(url).content.decode()
    assert MakerObjection.objects.count() == 2


def test_it_is_over_when_a_newer_version_names_them_no_more(decision, jo, amina):
    object_to_naming(decision, member=amina, words=ILL, now=NOW)
    assert decision.objections.standing().exists()
    change = {"base_version": 1, "change_why": "Amina was ill.", "now": NOW}
    correct_decision(decision, by=jo, makers=[Maker(jo)], **change)
    assert not decision.objections.standing().exists()
    with pytest.raises(NotNamed):
        object_to_naming(decision, member=amina, words=ILL, now=NOW)


def test_nobody_else_can_say_so(signed_in, project, decision):
    bo = factories.MemberFactory(project=project)
    client, url = signed_in(bo.user), decision.get_absolute_url()
    page = client.get(url).content.decode()
    assert lacks(page, "You are named among", but_has="Who made it")
    page = client.post(url, {"not_so": ILL}, follow=True).content.decode()
    assert "You are not named among those who made this. So there is nothing to correct." in page
    assert "It is not saved. Copy it from here, so that you have it." in page
    assert ILL in page
    assert not MakerObjection.objects.exists()


def test_who_is_named_no_more_when_they_say_so_keeps_their_words(
    signed_in, participant, decision, jo
):
    client, url = signed_in(participant), decision.get_absolute_url()
    client.get(url)
    change = {"base_version": 1, "change_why": "Amina was ill.", "now": NOW}
    correct_decision(decision, by=jo, makers=[Maker(jo)], **change)
    page = tight(client.post(url, {"not_so": ILL}).content.decode())
    assert "So there is nothing to correct." in page
    assert ILL in page


def test_what_is_taken_back_touches_nobody_elses(decision, jo, amina):
    object_to_naming(decision, member=amina, words=ILL, now=NOW)
    take_objection_back(decision, member=jo, now=NOW)
    assert decision.objections.standing().exists()


def made_by(report) -> str:
    page = tight(rendering.render_page(report, now=NOW))
    return page.partition("<b>Made by</b>")[2].partition("</p>")[0]


def test_a_report_says_beside_the_name_that_it_was_not_so(project, decision, amina):
    report = factories.ReportFactory(project=project, starts_on=DAY, ends_on=DAY)
    assert lacks(made_by(report), "it was not so", but_has="Amina, Dana Reed")
    object_to_naming(decision, member=amina, words=ILL, now=NOW)
    said = made_by(report)
    assert lacks(said, ILL, but_has="Amina (says that it was not so), Dana Reed")
    take_objection_back(decision, member=amina, now=NOW)
    assert lacks(made_by(report), "it was not so", but_has="Amina, Dana Reed")
