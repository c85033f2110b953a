"""The page on which people find things and look back."""

import pytest
from django.urls import reverse

from home.search import asking
from home.search.asking import LONGEST, MOST_FOUND, typed_words
from home.search.hits import HITS
from projects.models import Member
from tests import factories
from tests.pages import lacks, tight
from tests.questions.rows import contribution

HOSTILE = [
    *(
        '"',
        "'",
        "'; DROP TABLE home_searchtext; --",
        "NEAR(a b)",
        "a AND NOT b OR",
        "*",
        "l*",
        "%",
        "_",
        "\\",
    ),
    *(
        "lamps\x00",
        "\x00",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "(((",
        "^lamps",
        "-lamps",
        "title:lamps",
    ),
    *(
        "\u202elamps",
        "\ufeff",
        "e" * 10_000,
        "lamps " * 2_000,
        "%s %d %(x)s",
        "¼½¾",
        "\ud83d",
        "١٢٣",
        "a",
        "1",
    ),
]


@pytest.fixture
def find(signed_in, participant, project):
    """Return a function that searches as a participant."""

    def ask(typed=None, **more):
        query = more if typed is None else {"q": typed, **more}
        return signed_in(participant).get(reverse("home:find", args=[project.slug]), query)

    return ask


def test_what_is_found_has_its_words_marked_and_its_place_and_day(find, project):
    factories.StepFactory(
        project=project, title="Ask for lamps", details="The ólder lámps, and <b>no</b> others."
    )
    page = tight(find("LAMP OLDER").text)
    assert "1 thing found for “LAMP OLDER”" in page
    assert "Ask for <mark>lamps</mark>" in page
    assert "The <mark>ólder</mark><mark>lámps</mark>, and &lt;b&gt;no&lt;/b&gt; others." in page
    assert "Plan · A step · <time datetime=" in page


def test_a_long_text_is_shown_around_the_hit(find, amina):
    contribution(amina, words=f"{'Before it. ' * 40}Then came the lamps. {'And after it. ' * 40}")
    page = find("lamps").text
    assert "Then came the <mark>lamps</mark>. And after it." in page
    found = tight(page).partition('<p dir="auto">… ')[2].partition("</p>")[0]
    assert 150 < len(found) < 300
    assert found.endswith(" …")


def test_nothing_found_says_what_can_be_done(find, amina):
    page = find("xylophone")
    assert lacks(page, "things found", but_has="We found nothing for “xylophone”")
    assert "Try fewer words" in page.text


def test_a_part_of_what_was_typed_is_said_to_be_one(find, amina):
    contribution(amina, words="The lamps flicker.")
    assert "Nothing has all of “lamps xylophone”. This comes close:" in tight(
        find("lamps xylophone").text
    )


@pytest.mark.parametrize("typed", ["", "   ", None])
def test_without_words_it_shows_all_that_happened(typed, find, project):
    factories.UpdateFactory(project=project, title="The lamps came", sent_at=factories.NOW)
    page = find(typed)
    assert lacks(page, "found", but_has="Everything that happened")
    assert "The lamps came" in page.text


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:12]))
def test_whatever_is_typed_gets_an_answer(typed, find, amina):
    contribution(amina, words="The lamps flicker.")
    page = find(typed.encode("utf-8", "replace").decode())
    assert page.status_code == 200
    assert lacks(page, "<script>alert", but_has="Find and look back")


def test_too_many_words_are_cut_and_small_words_leave_first():
    assert typed_words("the lamp and the chair") == ["lamp", "chair"]
    assert typed_words("who are you") == ["who", "are", "you"]
    assert typed_words("one two three four five six seven") == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]
    assert typed_words("x" * 300)[0] == "x" * 40
    assert "".join(typed_words("a1 " * LONGEST)) == "a1"


def test_hits_come_in_pages(find, amina):
    for number in range(HITS + 3):
        contribution(amina, words=f"The lamps flicker {number}.")
    first = find("flicker")
    assert f"{HITS + 3} things found" in first.text
    assert first.text.count("<mark>") == HITS
    second = find(**_query(first.context["pages"]["older"]))
    assert second.text.count("<mark>") == 3
    assert find(**_query(second.context["pages"]["newer"])).text.count("<mark>") == HITS


def _query(address: str) -> dict[str, str]:
    return dict(part.split("=") for part in address.removeprefix("?").split("&"))


def test_more_than_anybody_reads_is_not_counted(find, project):
    Member.objects.bulk_create(
        Member(project=project, known_as=f"Lampert {n}", joined_at=factories.NOW)
        for n in range(MOST_FOUND + 5)
    )
    find("lampert")
    page = find("lampert")
    assert f"The best {MOST_FOUND} for “lampert”" in tight(page.text)


def test_of_a_word_that_stands_in_very_many_the_newest_are_looked_at(
    find, amina, project, monkeypatch
):
    monkeypatch.setattr(asking, "MOST_LOOKED_AT", 2)
    contribution(amina, words="The lampert is quiet.")
    for number in range(3):
        contribution(amina, words=f"The lampert flickers {number}.")
    page = find("lampert")
    assert lacks(page, "flickers 0", "is quiet", but_has="flickers 2")
    assert lacks(find("lampert quiet"), "flickers", but_has="1 thing found")


@pytest.mark.parametrize(("count", "many"), [(3, 1000), (30, 1000), (30, 2)])
def test_a_search_asks_little_however_much_there_is(
    count, many, queries_of, participant, amina, project, monkeypatch
):
    monkeypatch.setattr(asking, "MOST_LOOKED_AT", many)
    for number in range(count):
        contribution(amina, words=f"The lamps flicker {number}.")
    for typed in (
        "flicker",
        "flickr",
        "flicker xylophone",
        "flicker lamps",
        "flickre lmaps tehse numbres wrods nothign",
    ):
        address = f"{reverse('home:find', args=[project.slug])}?q={typed.replace(' ', '+')}"
        queries_of(participant, address)
        asked, _often = queries_of(participant, address)
        assert asked <= (10 if many == 1000 else 11)


def test_the_way_there_is_on_each_page_of_a_project(signed_in, participant, project):
    page = signed_in(participant).get(reverse("plan:plan", args=[project.slug]))
    assert f'<a href="/projects/{project.slug}/find/">Find</a>' in tight(page.text)
