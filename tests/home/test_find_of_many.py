"""Of words that stand in very many texts, the newest are looked at, and a page claims no more (docs/adr/0157)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from home.models import SearchIndex, SearchStale, SearchText
from home.search import asking, keeping
from home.search.asking import found_rows, search
from home.search.keeping import keep_up
from projects.getters import get_project_or_404
from questions.linking import said_to_link
from tests import factories
from tests.factories import NOW
from tests.pages import tight
from tests.questions.rows import contribution

BOTH, LAMPS, BOWLS = "The lampert has porridge.", ["Lampert."] * 3, ["Porridge."] * 3


@pytest.fixture(autouse=True)
def three_are_many(monkeypatch):
    monkeypatch.setattr(asking, "MOST_LOOKED_AT", 3)


@pytest.fixture
def say(amina):
    """Return a function that lets somebody say several things, one after the other, a day each."""

    def each(*texts: str) -> list[int]:
        days = enumerate(texts, start=1)
        return [
            contribution(amina, words=words, said_at=NOW + timedelta(days=day)).pk
            for day, words in days
        ]

    return each


@pytest.fixture
def found(project, participant):
    """Return a function that searches as a participant, with the index kept up."""

    def ask(typed: str):
        while not keep_up(project.pk):
            pass
        return search(get_project_or_404(participant, project.slug), typed)

    return ask


def rows_of(result) -> list[int]:
    rows = SearchText.objects.in_bulk([one.pk for one in result.rows])
    return [rows[one.pk].row for one in result.rows]


def test_made_anew_by_other_code_the_index_is_in_the_order_of_days_again(
    found, say, project, monkeypatch
):
    monkeypatch.setattr(keeping, "MOST", 2)
    # Steps come after what people said, by the names of their kinds; here they are older.
    factories.StepFactory.create_batch(3, project=project, title="The lampert")
    new = say(*["The lampert flickers."] * 4)
    factories.UpdateFactory(project=project, title="The lampert came", sent_at=NOW)
    found("lampert")
    SearchText.objects.filter(kind="step").update(on=(NOW - timedelta(days=9)).date())
    in_index = SearchText.objects.filter(project=project).values_list("kind", "row", "on", "pk")
    days = {(kind, row): (on, row) for kind, row, on, _pk in in_index}
    SearchIndex.objects.update(made_by="older code")
    keeping._note_all(project.pk)
    noted = SearchStale.objects.order_by("pk").values_list("kind", "row")
    assert [days[one] for one in noted] == sorted(days.values())
    assert rows_of(found("lampert"))[:3] == new[:0:-1]


def test_what_is_not_in_the_index_yet_is_noted_last(found, say, project):
    first, second = say("The lampert flickers.", "The lampert is out.")
    found("lampert")
    SearchText.objects.filter(kind="said", row=first).delete()
    keeping._note_all(project.pk)
    noted = SearchStale.objects.order_by("-pk").values_list("kind", "row")
    assert noted[0] == ("said", first)
    assert ("said", second) in noted


def test_all_words_are_looked_for_in_what_is_among_the_newest_of_one(found, say):
    # What has both is among the newest with one of them, and not among those with the other.
    _old, _older, both, *_newer = say("Porridge.", "Porridge.", BOTH, *LAMPS, "Porridge.")
    result = found("lampert porridge")
    assert rows_of(result) == [both]
    assert not result.is_part


NOTHING_HAS, NONE_OF_NEWEST = "Nothing has all of", "Of the newest texts, none has all of"


@pytest.mark.parametrize(
    ("said", "typed", "heading"),
    [
        ([BOTH, *LAMPS, *BOWLS], "lampert porridge", NONE_OF_NEWEST),
        ([BOTH, *LAMPS, *BOWLS], "lampert xylophone", NOTHING_HAS),
        (["Lampert.", *LAMPS, "Porridge."], "lampert porridge", NOTHING_HAS),
        ([*LAMPS, *BOWLS], "lampert porridge", NOTHING_HAS),
        ([BOTH, *LAMPS], "lampert porridge", "1 thing found for"),
    ],
    ids=["both cut", "one is nowhere", "one is rare", "none is cut", "beside a rare one"],
)
def test_the_heading_claims_what_was_looked_at(
    said, typed, heading, say, found, signed_in, participant, project
):
    say(*said)
    found(typed)
    page = signed_in(participant).get(reverse("home:find", args=[project.slug]), {"q": typed})
    assert f"<h2>{heading} “{typed}”" in tight(page.text)


@pytest.mark.parametrize(("rare", "is_of_newest"), [(4, False), (5, True)])
def test_of_rare_words_that_stand_in_very_many_together_it_says_that_some_were_left_out(
    rare, is_of_newest, say, found, monkeypatch
):
    monkeypatch.setattr(asking, "MOST_WORDS", 2)
    monkeypatch.setattr(asking, "MOST_LOOKED_AT", 2)
    forms = [f"porridge{letter}" for letter in "abcde"[:rare]]
    say(*LAMPS, *forms)
    assert found("lampert porridge").is_of_newest == is_of_newest


def test_in_one_kind_the_newest_of_that_kind_are_looked_at(found, say, project, participant):
    said = say(*["The lampert flickers."] * 4)
    found("lampert")
    factories.StepFactory.create_batch(3, project=project, title="The lampert")
    found("lampert")
    seen = get_project_or_404(participant, project.slug)
    assert found_rows(seen, "lampert", kind="said") == said[:0:-1]
    # Who links what people said reads the same list.
    offered = said_to_link(seen, "/plan/steps/1/", "lampert")
    assert [one.pk for one in offered] == said[:0:-1]
