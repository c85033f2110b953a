"""What the message says that a concern was answered."""

import pytest

from outbox.kinds import put_into_words
from tests.factories import NOW, MessageFactory, StatementFactory
from tests.pages import lacks

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(project, amina):
    statement = StatementFactory(project=project)
    return statement.concerns.create(
        member=amina,
        words="An hour is long.",
        outcome="We ask after half an hour.",
        raised_at=NOW,
        closed_at=NOW,
        ended="answered",
    )


def told(concern):
    data = {"concern": concern.pk, "statement": concern.statement_id, "by": "Jo"}
    message = MessageFactory(project=concern.statement.project, kind="concern_answered", data=data)
    return put_into_words(message)


def test_an_answer_says_both_sides_and_asks_again(concern):
    words = told(concern)
    assert words.subject == "Jo has answered your concern"
    assert words.summary == (
        "You said: “An hour is long.”\n\nWe answered: “We ask after half an hour.”\n\n"
        "Do you agree now, or not yet?"
    )
    assert words.path.endswith(f"#c{concern.pk}")


def test_it_asks_nothing_of_a_statement_that_was_taken_back(concern):
    concern.statement.retired_at, concern.statement.retired_why = NOW, "We meet at noon now."
    concern.statement.save()
    assert lacks(told(concern).summary, "Do you agree", but_has="You said")
    assert told(concern).kind.question() == ""
