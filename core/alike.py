"""Says which word a person may have meant, whatever its case, marks or ending: by a part of it, or with a slip."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from core.folding import fold

#: No word is kept longer than this.
LONGEST = 40
#: How sure it is that a word was meant; a slip of one letter is surer than one of two.
SAME, SAME_STEM, BEGINNING, PART, SLIP, FURTHER_SLIP = 100, 90, 75, 45, 40, 30
#: Marks above and below letters, which Python takes for the end of a word.
_MARKS = "".join(
    chr(n) for n in range(0x300, 0x3000) if unicodedata.category(chr(n)).startswith("M")
)
#: Chinese and Japanese are written without spaces: each sign counts as a word.
_SIGN = "\u3040-\u30ff\u3400-\u9fff"
_LETTERS = rf"[^\W_{_SIGN}{_MARKS}][{_MARKS}]*"
_WORD = re.compile(rf"[{_SIGN}]|(?:{_LETTERS})+(?:['’ʼ](?:{_LETTERS})+)*")
#: Letters that people type for each other, beside those of :func:`core.folding.fold`.
_TYPED_ALIKE = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "'": None, "’": None, "ʼ": None})
_ENDINGS = (
    *(("ations", "", 4), ("ation", "", 4), ("ments", "", 4), ("ment", "", 4)),
    *(("ions", "", 5), ("ion", "", 5), ("ies", "y", 2), ("ied", "y", 2), ("ings", "", 3)),
    *(("ing", "", 3), ("ers", "", 4), ("er", "", 4), ("ed", "", 3), ("ly", "", 4)),
    *(("es", "", 3), ("s", "", 3)),
)


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Give each word of a text as it is compared, with where it begins and ends in the text."""
    for found in _WORD.finditer(text):
        word = found[0]
        # Few words have other letters than these; a search looks at thousands.
        word = (
            word.lower()
            if word.isascii() and word.isalnum()
            else fold(word).translate(_TYPED_ALIKE)
        )
        if word := word[:LONGEST]:
            yield word, found.start(), found.end()


@lru_cache(4096)
def stem(word: str) -> str:
    """Return what words have in common that differ in an English ending; other words lose little by it."""
    if len(word) < 4 or not word.isascii() or word.endswith(("ss", "us", "is")):
        return word
    for ending, instead, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= left:
            word = word[: -len(ending)] + instead
            break
    word = word[:3] + word[3:].rstrip("e")
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def likeness(typed: str, word: str) -> int:
    """Say how sure it is that somebody who typed one folded word meant another: 100 for the same, 0 for another one."""
    if typed == word:
        return SAME
    if typed[:2] == word[:2] and stem(typed) == stem(word):
        return SAME_STEM
    if len(typed) >= 3 and word.startswith(typed):
        return BEGINNING - min(len(word) - len(typed), 15)
    if len(typed) >= 4 and typed in word:
        return PART
    return _slip(typed, word)


@lru_cache(1024)
def slips_allowed(typed: str) -> int:
    """Return how many letters of a word may be wrong: none in a short one or a number."""
    if len(typed) < 4 or any(letter.isdigit() for letter in typed):
        return 0
    return 1 if len(typed) < 7 else 2


def _slip(typed: str, word: str) -> int:
    allowed = slips_allowed(typed)
    # Each slip changes two letters at most; most words are out by that alone.
    if not allowed or len(word) < 3 or len({*typed} ^ {*word}) > 2 * allowed + 1:
        return 0
    steps = min(distance(typed, word, allowed), distance(_one(typed), _one(word), allowed))
    # Somebody who gets the first letter wrong is rare.
    is_off = 0 if typed[0] == word[0] else 5
    return 0 if steps > allowed else (SLIP if steps <= 1 else FURTHER_SLIP) - is_off


def _one(word: str) -> str:
    """Take a word for one of several, as in "meetngs"."""
    return word.removesuffix("s") if len(word) > 4 else word


def distance(one: str, other: str, most: int) -> int:
    """
    Count the letters to add, leave out, change or swap with their neighbour; ``most + 1`` where there are more.

    The optimal string alignment distance (Damerau 1964, without a second change in what was swapped).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        two_before, before, row = before, row, [i]
        for j, its in enumerate(other, start=1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                steps = min(steps, two_before[j - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
