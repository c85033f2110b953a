"""Writes what a row says as lines of text, for its history and for two texts side by side."""

from datetime import date
from typing import Any

from django.utils.formats import date_format


def day_in_words(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def lines(first: str, *rest: tuple[Any, str]) -> str:
    """Write what is filled in, a line each, under its name."""
    named = (f"{str(name).capitalize()}: {value}" for name, value in rest if value)
    return "\n".join([first, *named])
