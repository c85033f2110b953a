"""Where few decisions can be meant, the log's search looks at these alone, and finds the same."""

import pytest
from django.db import connection
from django.urls import reverse

from decisions import searching
from decisions.searching import few_with
from tests.factories import a_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(project, jo):
    """Three decisions about lamps, one of them about quiet as well."""
    return [
        a_decision(project, jo, what=f"{words} lamps") for words in ("Softer", "Quiet", "Brighter")
    ]


def found(client, project, **asked):
    page = client.get(reverse("decisions:decision_list", args=[project.slug]), asked)
    return [row.number for row in page.context["page"].rows]


@pytest.mark.parametrize("few", [1000, 1, 0])
@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"q": "lamps"}, [3, 2, 1]),
        ({"q": "lamps quiet"}, [2]),
        ({"q": "QUIET jo"}, [2]),
        ({"q": "zzzz"}, []),
        ({"q": "la"}, [3, 2, 1]),
        ({"made_by": "jo"}, [3, 2, 1]),
        ({"made_by": "nobody"}, []),
    ],
)
def test_the_same_is_found_however_few_are_looked_at(
    few, asked, numbers, signed_in, participant, project, log, jo, monkeypatch
):
    monkeypatch.setattr(searching, "FEW", few)
    assert found(signed_in(participant), project, **asked) == numbers


def test_few_are_those_that_have_the_word_anywhere(project, log, jo):
    if connection.vendor != "postgresql":
        assert few_with(project, {"q": "quiet"}) is None
        return
    assert few_with(project, {"q": "lamps quiet"}) is not None
    assert few_with(project, {"q": "quiet"}) == {log[1].current_id}
    assert few_with(project, {"q": "zzzz"}) == set()
    assert few_with(project, {"q": "qu"}) is None


def test_a_word_of_many_is_no_help(project, log, jo, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 2)
    assert few_with(project, {"q": "lamps"}) is None


def test_postgresql_finds_letters_within_a_text_by_an_index():
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM decisions_decisionversion WHERE search_text LIKE '%quiet%'"
        )
        assert "decision_version_words" in "\n".join(row[0] for row in cursor.fetchall())
