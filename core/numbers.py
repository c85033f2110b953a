"""Numbers that come from outside: what is none, or is larger than any row's, is no number."""

#: A number of so many digits fits into every column of the database.
MOST_DIGITS = 18


def number_in(text: str, *, digits: int = MOST_DIGITS) -> int | None:
    """Return the whole number that a text is; None for anything else, a longer one too."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
