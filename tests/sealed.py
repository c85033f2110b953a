"""Looks into the sealed answers of an open review, with its key."""

from collections import Counter
from typing import Any

from ballots.cleaning import clean_up
from ballots.keys import read_key
from ballots.models import SealedPiece
from ballots.sealing import unseal
from elements.models import Review
from tests.system.processes import wait_for


def contents_of(review: Review) -> list[dict[str, Any]]:
    """Return what is in each piece of a review; nothing is opened for good."""
    key = read_key(review.seal.pk, review.seal.public_key)
    pieces = SealedPiece.objects.filter(seal=review.seal).order_by("pk")
    return [unseal(piece.box, key) for piece in pieces]


def tallied(review: Review) -> dict[tuple[int, str, int], int]:
    """Return how often each answer was given so far, by indicator, role and answer."""
    return dict(
        Counter(
            (indicator, entry["role"], answer)
            for entry in contents_of(review)
            for indicator, answer in entry["answers"]
        )
    )


def written(review: Review) -> list[tuple[int | None, str]]:
    """Return the words that came so far, each with the element they are about."""
    return sorted(
        ((element, text) for entry in contents_of(review) for element, text in entry["words"]),
        key=lambda words: (words[0] or 0, words[1]),
    )


def clean_at_last() -> None:
    """
    Clean up until nothing is left for the next time: PostgreSQL keeps rows while another test's transaction runs.

    A walk through all pages is one transaction, and takes minutes on a busy machine.
    """
    wait_for(lambda: clean_up() == 0, seconds=600, name="the tables of ballots without remains")
