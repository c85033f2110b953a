"""Reads lists of people as they come from outside, and says of each line what confirming it would do."""

from participation.member_lists.columns import Choice, WhichColumn
from participation.member_lists.decoding import ENCODINGS, odd_words
from participation.member_lists.judging import WITHOUT, as_text, judge
from participation.member_lists.packing import pack, unpack
from participation.member_lists.people import Line, NotAList
from participation.member_lists.reading import (
    MAX_BYTES,
    MAX_LINES,
    WhichLetters,
    WhichSheet,
    read_file,
    read_text,
)

__all__ = [
    "ENCODINGS",
    "MAX_BYTES",
    "MAX_LINES",
    "WITHOUT",
    "Choice",
    "Line",
    "NotAList",
    "WhichColumn",
    "WhichLetters",
    "WhichSheet",
    "as_text",
    "judge",
    "odd_words",
    "pack",
    "read_file",
    "read_text",
    "unpack",
]
