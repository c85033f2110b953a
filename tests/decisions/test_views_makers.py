"""Choosing who made a decision: by name, without JavaScript too, and nothing typed is lost."""

import pytest

from decisions.models import Decision
from tests import factories
from tests.decisions.pages import offered, text_of, ticked
from tests.pages import lacks


@pytest.fixture
def client(signed_in, facilitator):
    return signed_in(facilitator)


def test_more_rows_keep_what_was_typed_and_check_nothing(client, typed, address):
    answer = client.post(address("decision_create"), {**typed, "why": "", "do": "rows"})
    form = answer.context["form"]
    assert (len(form.other_rows), form.errors, ticked(answer)) == (6, {}, ["Amina", "Jo"])
    assert 'value="Dana Reed"' in answer.text
    assert [(str(m), is_chosen) for m, is_chosen in form["members"].ticks] == [
        ("Amina", True),
        ("Jo", True),
    ]
    again = client.post(address("decision_create"), {**typed, "rows": 6, "do": "rows"})
    assert len(again.context["form"].other_rows) == 9


@pytest.mark.parametrize("rows", ["", "x", "-4", "999999"])
def test_a_wrong_number_of_rows_does_no_harm(client, typed, address, rows):
    answer = client.post(address("decision_create"), {**typed, "rows": rows, "do": "rows"})
    assert 3 <= len(answer.context["form"].other_rows) <= 60


def test_a_small_project_shows_everybody(client, address, project, amina):
    for _ in range(8):
        factories.MemberFactory(project=project, user=None)
    answer = client.get(address("decision_create"))
    assert len(offered(answer)) == 10
    assert lacks(answer, "Type a part of the name", but_has="Who made it?")


@pytest.fixture
def large(project, jo, amina):
    """A project with 502 members."""
    for number in range(500):
        factories.MemberFactory(project=project, user=None, known_as=f"Person {number:03}")


def test_a_large_project_lists_nobody_and_keeps_the_chosen(client, large, address, typed):
    first = client.get(address("decision_create"))
    assert offered(first) == []
    assert "Type a part of the name" in first.text
    second = client.post(address("decision_create"), {**typed, "people": "members:find"})
    assert (offered(second), ticked(second)) == ([], ["Amina", "Jo"])
    assert "People could not rest." in second.text


def test_a_name_is_found_in_a_large_project(client, large, address, typed):
    sent = {**typed, "members-find": "person 49", "people": "members:find"}
    answer = client.post(address("decision_create"), sent)
    assert offered(answer) == [f"Person 49{n}" for n in range(10)]
    assert ticked(answer) == ["Amina", "Jo"]
    assert "More than 10 people found" in text_of(answer)


def test_a_name_typed_before_pressing_enter_is_found_and_not_sent(client, large, address, typed):
    sent = {**typed, "members-find": "person 499", "members-found": "", "do": "check"}
    answer = client.post(address("decision_create"), sent)
    assert offered(answer) == ["Person 499"]
    done = client.post(address("decision_create"), {**sent, "members-found": "person 499"})
    assert "This is not saved yet." in done.text


def test_somebody_chosen_is_taken_out_again(client, large, address, typed, amina):
    answer = client.post(
        address("decision_create"), {**typed, "people": f"members:drop:{amina.pk}"}
    )
    assert ticked(answer) == ["Jo"]
    assert "People could not rest." in answer.text


def test_the_same_people_as_last_time(client, address, decision, amina):
    answer = client.post(address("decision_create"), {"what": "Mine", "people": "members:same"})
    assert ticked(answer) == ["Jo"]
    assert "Mine" in answer.text


def test_htmx_gets_the_makers_alone(client, typed, address):
    answer = client.post(
        address("decision_create"), {**typed, "do": "rows"}, headers={"HX-Request": "true"}
    )
    assert answer.text.lstrip().startswith('<div id="makers"')


@pytest.mark.parametrize("people", ["", "members:find", "members:same", "members:drop:x", ":::"])
@pytest.mark.parametrize("do", ["rows", "change", "check", "unheard-of"])
def test_wrong_input_is_met_with_a_form(client, large, address, do, people):
    sent = {
        "do": do,
        "people": people,
        "members-find": "a\x00b",
        "members-found": "a\x00b",
        "members": ["9" * 40, "x", "-1"],
        "what": "a\x00b",
        "boundary": "9" * 40,
        "sent_key": "x",
    }
    assert client.post(address("decision_create"), sent).status_code == 200
    assert Decision.objects.count() == 0
