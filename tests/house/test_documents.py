"""What README and its neighbours point at is there, and each picture has words for whoever does not see it."""

import re
from pathlib import Path

import pytest

from scripts.screenshots import FOLDER, MOST_BYTES, PICTURES

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/operating.md"]
#: Too short to say what is to be seen.
SHORT = 40


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pictures(words: str) -> dict[str, str]:
    """Return the pictures of a document: where each one is, and its words."""
    places = dict(re.findall(r"^\[([\w-]+)\]: (\S+)$", words, re.MULTILINE))
    return {places[name]: alt for alt, name in re.findall(r"!\[([^\]]*)\]\[([\w-]+)\]", words)}


def anchors(words: str) -> set[str]:
    """Return the names that a document's headings have as parts of an address."""
    headings = re.findall(r"^#+ (.+)$", words, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_readme_shows_every_picture_that_the_script_makes():
    made = {*(picture.name for picture in PICTURES), "report"}
    shown = pictures(text("README.md"))
    assert {ROOT / place for place in shown} == {FOLDER / f"{name}.png" for name in made}
    assert set(FOLDER.iterdir()) == {ROOT / place for place in shown}


def test_each_picture_has_words_and_is_small():
    shown = pictures(text("README.md"))
    assert {place: alt for place, alt in shown.items() if len(alt) < SHORT} == {}
    sizes = {place: (ROOT / place).stat().st_size for place in shown}
    assert {place: size for place, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name):
    words = text(name)
    links = re.findall(r"\]\(([^)\s]+)\)|^\[[\w-]+\]: (\S+)$", words, re.MULTILINE)
    inside = [one for link in links if not (one := link[0] or link[1]).startswith("http")]
    assert inside
    for link in inside:
        place, _, anchor = link.partition("#")
        target = (ROOT / name).parent / place if place else ROOT / name
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link
