"""The search finds what people mean, the same on each database (docs/adr/0128)."""

import random

import pytest
from django.utils.html import strip_tags

from core.alike import likeness, slips_allowed
from home.models import SearchWord
from home.search.asking import further_words, search
from home.search.hits import show
from home.search.keeping import keep_up
from projects.getters import get_project_or_404
from projects.models import Project, Role
from tests import factories
from tests.home import findable_world
from tests.home.findable_cases import CASES


@pytest.fixture(scope="module")
def seen(made_once):
    return made_once(make_seen)


def make_seen() -> Project:
    """Return a project full of things, as a participant sees it."""
    project = factories.ProjectFactory(slug="full-of-things")
    jo = factories.MemberFactory(project=project, known_as="Jo", role=Role.FACILITATOR)
    amina = factories.MemberFactory(project=project, known_as="Amina")
    findable_world.fill(jo, amina)
    assert keep_up(project.pk)
    return get_project_or_404(amina.user, project.slug)


def titles(project, typed: str, most: int = 3) -> list[str]:
    found = search(project, typed)
    return [_plain(hit.title) for hit in show(project, found.rows[:most], found.words)]


def _plain(html: str) -> str:
    return strip_tags(html).replace("&#x27;", "'").replace("&amp;", "&")


def test_there_are_eighty_cases():
    assert len(CASES) >= 80
    assert len({typed for typed, _title in CASES}) == len(CASES)


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "title"), CASES)
def test_what_is_meant_is_among_the_first_three(typed, title, seen):
    found = titles(seen, typed)
    assert [one for one in found if one.startswith(title)], found


def slip(word: str, chance: random.Random) -> str:
    """Type a word with one slip."""
    at, letter = chance.randrange(len(word) - 1), chance.choice("aeklnoty")
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


@pytest.mark.parametrize("seed", range(5))
def test_no_word_that_was_meant_is_left_out_by_what_is_asked_first(project, seed):
    """The database is asked for words that come near; which ones were meant is a question for likeness alone."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("aeioklmnprst", k=chance.randint(4, 12))) for _ in range(60)]
    SearchWord.objects.bulk_create(
        SearchWord(project=project, word=word, start=word[:3]) for word in {*words}
    )
    tried = 0
    for word in words:
        typed = slip(word, chance)
        if chance.random() < 0.5 and len(typed) > 7:
            typed = slip(typed, chance)
        if (
            len(typed) < 4
            or not likeness(typed, word)
            or len(typed) < len(word) - slips_allowed(typed)
        ):
            continue
        tried += 1
        assert word in [found for _pk, found in further_words(project, [typed])], (typed, word)
    assert tried > 40
