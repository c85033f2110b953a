"""Reads the articles that help facilitators with each element: ten data files, in our own words."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "guidance"


@dataclass(frozen=True)
class Deed:
    """Something to do in the app. ``url``: where, as :func:`core.addresses.address_in` reads it."""

    text: str
    url: str


@dataclass(frozen=True)
class Article:
    """What an element means in practice, what helps, how it goes wrong, what to ask the group, what to do."""

    means: tuple[str, ...]
    helps: tuple[str, ...]
    wrong: tuple[str, ...]
    questions: tuple[str, ...]
    deeds: tuple[Deed, ...]

    @property
    def texts(self) -> list[str]:
        """All that is read in it, in order."""
        deeds = [deed.text for deed in self.deeds]
        return [*self.means, *self.helps, *self.wrong, *self.questions, *deeds]


@lru_cache(maxsize=32)
def read_article(element_key: str) -> Article | None:
    """Return the article of an element; none for an element that has none, such as one of a later version."""
    path = FOLDER / f"{element_key}.toml"
    if not path.is_file():
        return None
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Article(
        means=tuple(data["means"]),
        helps=tuple(data["helps"]),
        wrong=tuple(data["wrong"]),
        questions=tuple(data["questions"]),
        deeds=tuple(Deed(deed["text"], deed["url"]) for deed in data["do"]),
    )
