"""The decision log as files: what its pages show, with objections beside the names, and all versions."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.publishing import publish_decision
from decisions.services import Maker, correct_decision, object_to_naming, withdraw_decision
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks

NAMES = ("decisions_table", "decisions_data")
ILL = "I was ill that day."


def url(name: str, project) -> str:
    return reverse(f"decisions:{name}", args=[project.slug])


def data(client, project) -> list[dict]:
    return json.loads(client.get(url("decisions_data", project)).getvalue())["decisions"]


def table(client, project) -> list[dict[str, str]]:
    text = client.get(url("decisions_table", project)).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.fixture
def decision(project, jo, amina):
    """Corrected once; Amina says that she was no maker of it."""
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    makers = [Maker(jo), Maker(amina), Maker(name="Dana Reed", as_what="estates manager")]
    row = factories.a_decision(
        project,
        jo,
        makers=makers,
        what="Lights off at 10pm",
        how="We talked until nobody minded.",
        dissent="“Not yet”: who can see me?",
        rests_on="The night count.",
        look_again_on=DAY + timedelta(days=90),
    )
    why = {"base_version": 1, "change_why": "The hour was wrong.", "now": NOW}
    correct_decision(row, by=jo, what="Lights off at 11pm", **why)
    object_to_naming(row, member=amina, words=ILL, now=NOW)
    return row


def test_the_newest_version_how_who_and_what_people_said(signed_in, participant, project, decision):
    [row] = data(signed_in(participant), project)
    assert (row["number"], row["version"], row["state"]) == (decision.number, 2, "in-force")
    assert (row["decision"], row["how"], row["rests_on"], row["dissent"]) == (
        *("Lights off at 11pm", "We talked until nobody minded.", "The night count."),
        "“Not yet”: who can see me?",
    )
    assert (row["decided_on"], row["look_again_on"]) == ("2026-11-19", "2027-02-17")
    assert row["makers"] == [
        {"name": "Amina", "as_what": "", "says_it_was_not_so": True},
        {"name": "Jo", "as_what": "", "says_it_was_not_so": False},
        {"name": "Dana Reed", "as_what": "estates manager", "says_it_was_not_so": False},
    ]
    assert row["objections"] == [{"by": "Amina", "objection": ILL, "on": "2026-11-19"}]
    assert [(one["decision"], one["change"]) for one in row["versions"]] == [
        ("Lights off at 10pm", "recorded"),
        ("Lights off at 11pm", "corrected"),
    ]
    assert row["versions"][1]["change_why"] == "The hour was wrong."
    newest = decision.versions.get(version=2)
    assert row["fingerprint"] == newest.hash


def test_no_name_has_an_experience_beside_it(signed_in, facilitator, project, decision):
    answer = signed_in(facilitator).get(url("decisions_data", project))
    [row] = json.loads(answer.getvalue())["decisions"]
    assert "1 participant (1 with lived experience)" in row["made_by"]
    assert set(row["makers"][0]) == {"name", "as_what", "says_it_was_not_so"}


def test_the_table_says_beside_the_names_who_says_that_it_was_not_so(
    signed_in, participant, project, decision
):
    [row] = table(signed_in(participant), project)
    assert row["Names"].split("\n") == ["Amina", "Jo", "Dana Reed, estates manager"]
    assert row["Says that it was not so"] == f"Amina: {ILL}"
    assert (row["Decision"], row["State"], row["Version"]) == (
        *("Lights off at 11pm", "in force"),
        "2",
    )
    assert row["Address"] == f"http://testserver{decision.get_absolute_url()}"


def test_only_those_who_run_the_project_read_what_is_on_the_public_page(
    signed_in, participant, facilitator, coordinator, project, jo, decision
):
    for user in (participant, coordinator):
        [row] = data(signed_in(user), project)
        assert not {"is_on_the_public_page"} & set(row)
    assert data(signed_in(facilitator), project)[0]["is_on_the_public_page"] is False
    publish_decision(decision, by=jo, version=decision.versions.get(version=2), now=NOW)
    assert data(signed_in(facilitator), project)[0]["is_on_the_public_page"] is True


def test_what_was_withdrawn_stays_and_says_so(signed_in, participant, project, jo, decision):
    withdraw_decision(decision, by=jo, change_why="It hurts.", base_version=2, now=NOW)
    [row] = table(signed_in(participant), project)
    assert (row["State"], row["Why it was changed"]) == ("withdrawn", "It hurts.")


def test_hostile_words_are_words_and_no_formula(signed_in, participant, project, jo):
    words = '+1 "قرار"\n<script>'
    factories.a_decision(project, jo, what="=2", why=words, makers=[Maker(name="@x", as_what="-y")])
    client = signed_in(participant)
    [row] = table(client, project)
    assert (row["Decision"], row["Why"], row["Names"]) == ("'=2", f"'{words}", "'@x, -y")
    assert data(client, project)[0]["why"] == words


@pytest.mark.parametrize("name", NAMES)
def test_who_may_download_them(signed_in, coordinator, stranger, outsider, project, decision, name):
    assert signed_in(coordinator).get(url(name, project)).status_code == 200
    for user in (stranger, outsider):
        assert signed_in(user).get(url(name, project)).status_code == 404


def test_an_empty_log_and_where_the_files_are_found(signed_in, participant, project, jo):
    client = signed_in(participant)
    assert data(client, project) == []
    assert table(client, project) == []
    page = client.get(reverse("decisions:decision_list", args=[project.slug])).content.decode()
    assert lacks(page, "Download the decisions", but_has="No decisions yet")
    factories.a_decision(project, jo)
    page = client.get(reverse("decisions:decision_list", args=[project.slug])).content.decode()
    for name in NAMES:
        assert f'href="{url(name, project)}"' in page


def test_many_are_read_in_parts_with_few_queries(signed_in, facilitator, project, jo, decision):
    for number in range(60):
        factories.a_decision(project, jo, what=f"Lamp {number}")
    client = signed_in(facilitator)
    for name in NAMES:
        client.get(url(name, project)).getvalue()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url(name, project))
            before = len(asked)
            text = answer.getvalue()
        assert before <= 12
        assert len(asked) <= 20
        assert b"Lamp 59" in text
