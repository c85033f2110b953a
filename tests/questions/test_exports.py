"""Questions and what people said as files: to each what their pages show, whole, and read in parts."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from questions.models import Contribution, Question
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks
from tests.questions.rows import answered, contribution, looked_at, question, wording

WORDS = "Nobody asks how we get home at 4am."
NAMES = ("questions_table", "contributions_table", "contributions_data")
#: What only those who run the project get.
FOR_FACILITATORS = {
    *("way", "entered_by", "is_unasked", "may_be_public", "name_may_be_public"),
    *("answer_by", "first_answer_by", "later_why", "read_by", "read_on"),
}


def url(name: str, project) -> str:
    return reverse(f"questions:{name}", args=[project.slug])


def data(client, project) -> dict:
    return json.loads(client.get(url("contributions_data", project)).getvalue())


def table(client, project, name="contributions_table") -> list[dict[str, str]]:
    text = client.get(url(name, project)).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.fixture
def said(amina, jo):
    """Something with two answers, a reply, a mark and what came of it."""
    asked = question(amina)
    wording(asked, jo, outcome="declined", answer="It is shorter.", answered_at=NOW, answered_by=jo)
    row = contribution(
        amina,
        words=WORDS,
        question=asked,
        kind="worry",
        read_by=jo,
        read_at=NOW,
        first_answer_by=DAY,
        later_why="We ask the city.",
    )
    no = answered(row, by=jo, outcome="no", reason="No bus.")
    no.is_enough, no.not_enough_why, no.told_enough_at = False, "Why not?", NOW
    no.save()
    later = {"until": DAY + timedelta(days=60), "passed_to": "Anil Rao", "followed_up_by": jo}
    answered(row, by=jo, number=2, outcome="passed-on", reason="We asked him.", **later)
    row.replies.create(member=jo, words="I walked it.", said_at=NOW)
    for member in (amina, jo):
        row.honours.create(member=member, mark="hard")
    row.moves.create(what="decided", address="/d/", title="3. A bus", at=NOW)
    row.moves.create(what="planned", address="/p/", title="UNDONE", at=NOW, undone_at=NOW)
    return row


def test_members_get_what_the_pages_show(signed_in, participant, project, said):
    found = data(signed_in(participant), project)
    assert (found["project"], found["made_on"]) == (
        "Waiting at night",
        timezone.localdate().isoformat(),
    )
    [asked], [row] = found["questions"], found["contributions"]
    assert asked["question"] == "How do people get home at night?"
    assert [(one["by"], one["outcome"]) for one in asked["wordings"]] == [
        ("Amina", "first"),
        ("Jo", "declined"),
    ]
    assert asked["wordings"][1]["answer"] == "It is shorter."
    assert (row["contribution"], row["said_by"], row["kind"]) == (WORDS, "Amina", "worry")
    assert row["address"] == said.get_absolute_url()
    assert row["marks_of_honour"] == ["hard"]
    assert [one["reason"] for one in row["answers"]] == ["No bus.", "We asked him."]
    assert row["answers"][0]["not_enough_why"] == "Why not?"
    assert row["answers"][1] | {"reason": ""} == {
        "outcome": "passed-on",
        "reason": "",
        "answered_by": "Jo",
        "answered_on": "2026-11-19",
        "look_again_on": "2027-01-18",
        "passed_on_to": "somebody outside the project",
        "followed_up_by": "Jo",
        "not_enough_why": "",
    }
    assert row["replies"] == [{"reply": "I walked it.", "said_by": "Jo", "said_on": "2026-11-19"}]
    assert [one["title"] for one in row["came_of_it"]] == ["3. A bus"]
    assert not FOR_FACILITATORS & set(row)


def test_those_who_run_the_project_get_what_helps_them_besides(
    signed_in, participant, facilitator, project, said
):
    as_member = data(signed_in(participant), project)["contributions"][0]
    [row] = data(signed_in(facilitator), project)["contributions"]
    assert set(row) - set(as_member) == FOR_FACILITATORS
    assert (row["way"], row["read_by"], row["first_answer_by"]) == ("web", "Jo", "2026-11-19")
    more = {"How it was said", "Promised by", "May be shown outside"}
    assert more <= set(table(signed_in(facilitator), project)[0])
    assert not more & set(table(signed_in(participant), project)[0])


def test_the_table_has_a_row_each_with_the_newest_answer(signed_in, participant, project, said):
    client = signed_in(participant)
    [row] = table(client, project)
    assert (row["What they said"], row["Answer"], row["Why"]) == (
        WORDS,
        "Passed on",
        "We asked him.",
    )
    assert row["Passed on to"] == "somebody outside the project"
    assert row["What it is for us"] == "Hard for us to hear"
    assert row["Replies"] == "Jo, 2026-11-19: I walked it."
    assert row["What came of it"] == "Decided: 3. A bus, 2026-11-19"
    assert row["Address"] == f"http://testserver{said.get_absolute_url()}"
    [asked] = table(client, project, "questions_table")
    assert (asked["Asked by"], asked["State"]) == ("Amina", "We are exploring it")


def test_nobody_gets_what_is_set_aside_or_not_given(signed_in, participant, facilitator, said, jo):
    project, amina = said.project, said.member
    aside = contribution(amina, words="ASIDE")
    answered(aside, by=jo, reason="ASIDE ANSWER")
    aside.set_aside(now=timezone.now())
    said.replies.create(member=jo, words="ASIDE REPLY", said_at=NOW).set_aside(now=timezone.now())
    looked_at(contribution(amina, words="Asked again"), by=jo)
    for user in (participant, facilitator):
        client = signed_in(user)
        for name in NAMES[1:]:
            text = client.get(url(name, project)).getvalue().decode()
            hidden = ("ASIDE", "set aside", "There is no money.")
            assert lacks(text, *hidden, but_has="Asked again")


def test_who_said_it_without_a_name_cannot_be_told(signed_in, facilitator, project, amina, jo):
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    said = contribution(None, project=project, is_unnamed=True, words=WORDS)
    said.notes.create(by=jo, words="A NOTE TO THEM", day=DAY)
    text = signed_in(facilitator).get(url("contributions_data", project)).getvalue().decode()
    assert lacks(text, "Amina", "lived", "A NOTE TO THEM", but_has=WORDS)
    [row] = json.loads(text)["contributions"]
    assert (row["said_by"], row["said_on"]) == ("Somebody, without a name", "2026-11-19")
    assert (row["experience"], row["speaks_for"], row["entered_by"]) == ([], [], None)


def test_a_day_is_that_of_the_organisation(signed_in, participant, amina, project):
    contribution(amina, said_at=datetime(2026, 7, 19, 23, 30, tzinfo=UTC))
    assert data(signed_in(participant), project)["contributions"][0]["said_on"] == "2026-07-20"


def test_hostile_words_are_words_and_no_formula(signed_in, participant, amina, project):
    words = '=1+1 "لا باص",\n<script>'
    contribution(amina, words=words, question=question(amina, words="@ask"))
    client = signed_in(participant)
    assert data(client, project)["contributions"][0]["contribution"] == words
    row, asked = table(client, project)[0], table(client, project, "questions_table")[0]
    assert (row["What they said"], row["Question"]) == (f"'{words}", "'@ask")
    assert asked["Question"] == "'@ask"


@pytest.mark.parametrize("name", NAMES)
def test_who_may_download_them(signed_in, coordinator, stranger, outsider, project, name):
    assert signed_in(coordinator).get(url(name, project)).status_code == 403
    for user in (stranger, outsider):
        assert signed_in(user).get(url(name, project)).status_code == 404


def test_with_nothing_said_the_files_say_what_there_would_be(signed_in, participant, project):
    client = signed_in(participant)
    found = data(client, project)
    assert (found["questions"], found["contributions"]) == ([], [])
    assert client.get(url("contributions_table", project)).getvalue().count(b"\r\n") == 1
    page = client.get(reverse("questions:question_list", args=[project.slug])).content.decode()
    for name in NAMES:
        assert f'href="{url(name, project)}"' in page


def test_nothing_comes_from_another_project(signed_in, participant, project, said):
    contribution(factories.MemberFactory(), words="From another project")
    text = signed_in(participant).get(url("contributions_data", project)).getvalue().decode()
    assert lacks(text, "From another project", but_has=WORDS)


def test_many_are_read_in_parts_with_few_queries(signed_in, facilitator, project, amina, jo):
    asked = Question.objects.bulk_create(
        Question(project=project, words=f"Question {n}?", asked_by=amina, asked_at=NOW)
        for n in range(300)
    )
    Contribution.objects.bulk_create(
        Contribution(
            project=project,
            member=amina,
            question=asked[n],
            words=f"{n}",
            said_at=NOW + timedelta(minutes=n),
            answer_by=DAY,
        )
        for n in range(300)
    )
    client = signed_in(facilitator)
    for name in NAMES:
        client.get(url(name, project)).getvalue()
        with CaptureQueriesContext(connection) as asked_for:
            text = client.get(url(name, project)).getvalue()
        # 300 rows are two parts, of which each asks the same few.
        assert len(asked_for) <= 30
        assert text.count(b"Question 299?") >= 1
    rows = data(client, project)["contributions"]
    assert [row["contribution"] for row in rows] == [str(n) for n in range(300)]
