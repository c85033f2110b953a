"""Files that people take with them: no cell is a formula, they are whole, and long ones are written in parts."""

import csv
import json
from datetime import date
from io import StringIO

import pytest

from core.tables import (
    PARTS_AT_ONCE,
    ROWS_AT_ONCE,
    as_csv,
    as_file,
    csv_parts,
    json_parts,
    plain_cell,
)

MANY = ROWS_AT_ONCE * 2 + 1
ARABIC = "كيف نعود إلى البيت؟"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start):
    assert plain_cell(f"{start}1+1") == f"'{start}1+1"
    assert as_csv([[f"{start}1"]]).decode("utf-8-sig").lstrip('"').startswith("'")
    assert (plain_cell("plain"), plain_cell(-1)) == ("plain", -1)


def test_csv_is_written_in_parts_with_one_mark_at_its_beginning():
    parts = list(csv_parts([number, ARABIC, 'a\nb;"c",'] for number in range(MANY)))
    assert len(parts) == 3
    whole = b"".join(parts)
    assert whole.count("\ufeff".encode()) == 1
    rows = list(csv.reader(StringIO(whole.decode("utf-8-sig"))))
    assert len(rows) == MANY
    assert rows[-1] == [str(MANY - 1), ARABIC, 'a\nb;"c",']


def test_json_is_whole_whatever_there_is():
    about = {"project": 'Night "light"', "made_on": date(2026, 11, 19)}
    rows = ({"words": f"{ARABIC} {number}"} for number in range(MANY))
    read = json.loads(b"".join(json_parts(about, {"said": rows, "nothing": []})))
    assert read["project"] == 'Night "light"'
    assert read["made_on"] == "2026-11-19"
    assert len(read["said"]) == MANY
    assert read["said"][-1] == {"words": f"{ARABIC} {MANY - 1}"}
    assert read["nothing"] == []


def test_a_large_file_is_sent_while_it_is_read():
    read = []

    def parts():
        for number in range(9):
            read.append(number)
            yield b"%d" % number

    answer = as_file(parts(), name="said.json")
    assert answer.streaming
    assert read == [*range(PARTS_AT_ONCE + 1)]
    assert answer.getvalue() == b"012345678"
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="said.json"'


def test_a_small_file_is_sent_as_a_whole():
    answer = as_file([b"%d" % number for number in range(PARTS_AT_ONCE)], name="said.csv")
    assert not answer.streaming
    assert answer.getvalue() == b"0123"
