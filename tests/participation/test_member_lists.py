"""Lists of people as they come from outside."""

import codecs
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.member_lists import (
    MAX_BYTES,
    MAX_LINES,
    Line,
    NotAList,
    WhichColumn,
    WhichLetters,
    judge,
    read_file,
    read_text,
)

SPREADSHEET = 'Name;E-Mail\r\nAmina;Amina@Example.ORG\r\n"Khan; Tom";tom@example.org\r\n'
PEOPLE = [("amina@example.org", "Amina"), ("tom@example.org", "Khan; Tom")]


def pairs(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.email, line.known_as) for line in lines]


@pytest.mark.parametrize(
    "data",
    [
        SPREADSHEET.encode("utf-8"),
        SPREADSHEET.encode("utf-8-sig"),
        SPREADSHEET.encode("utf-16"),
        SPREADSHEET.encode("utf-16-le"),
        SPREADSHEET.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + SPREADSHEET.encode("utf-16-be"),
        SPREADSHEET.replace("\r\n", "\n").encode(),
        SPREADSHEET.replace("\r\n", "\r").encode(),
        ("sep=;\r\n" + SPREADSHEET).encode(),
    ],
    ids=["utf8", "bom", "utf16", "le", "be", "be+bom", "lf", "cr", "sep"],
)
def test_read_file_reads_each_way_in_which_programs_write_it(data):
    assert pairs(read_file(data)) == PEOPLE


def test_read_file_reads_old_western_files():
    assert pairs(read_file("Name,Email\nJosé Ørsted,jose@example.org\n".encode("cp1252"))) == [
        ("jose@example.org", "José Ørsted")
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(
    "header",
    ["name|email", "Email Address|Known as", "town|E-MAIL|name", ""],
    ids=["plain", "turned round", "one more", "none"],
)
def test_read_file_finds_the_columns(delimiter, header):
    order = header.split("|") if header else ["name", "email"]
    rows = [header.split("|")] if header else []
    for email, name in (("a@example.org", "Ann"), ("b@example.org", "Bo")):
        cells = {"town": "Leeds", "name": name, "Known as": name}
        rows.append([cells.get(column, email) for column in order])
    data = "\n".join(delimiter.join(row) for row in rows)

    assert pairs(read_file(data.encode())) == [("a@example.org", "Ann"), ("b@example.org", "Bo")]


def test_read_file_puts_first_and_last_name_together():
    data = b"Surname,Email,First name\nMoss,zoe@example.org,Zoe\n"
    assert pairs(read_file(data)) == [("zoe@example.org", "Zoe Moss")]


def test_read_file_makes_a_name_of_the_address_when_the_column_is_missing():
    assert pairs(read_file(b"email\namina.khan@example.org\n")) == [
        ("amina.khan@example.org", "Amina Khan")
    ]


def test_read_file_loses_one_line_at_most_to_a_quote_that_is_never_closed():
    data = b'Name,Email\n"Ann,a@example.org\nBo,b@example.org\n'
    assert pairs(read_file(data)) == [("a@example.org", "Ann"), ("b@example.org", "Bo")]


def test_read_file_counts_lines_as_the_file_does():
    data = b'Name,Email\n\n"Ann\nof the day room",a@example.org\nBo,b@example.org\n'
    assert [(line.number, line.known_as) for line in read_file(data)] == [
        (3, "Ann of the day room"),
        (5, "Bo"),
    ]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("", "There is no email address in this line."),
        ("amina", "There is no @ in the email address."),
        ("a@b@example.org", "There is more than one @ in the email address."),
        ("a b@example.org", "There is a space in the email address."),
        ("a@example", "The part after the @ has no dot, as in example.org."),
        ("a@.org", "This is not an email address like name@example.org."),
        (f"{'a' * 300}@example.org", "This email address is too long."),
    ],
)
def test_read_file_says_what_is_wrong_with_an_address(address, problem):
    quoted = address.replace('"', '""')
    lines = read_file(f'Name;Email\nAnn;"{quoted}"\nBo;b@example.org\n'.encode())
    assert [line.problem for line in lines] == [problem, ""]


@pytest.mark.parametrize("name", ["=1+2", "+Ann", "-Ann", "@SUM(A1)"])
def test_read_file_takes_no_formula_for_a_name(name):
    (line,) = read_file(f"Name;Email\n{name};a@example.org\n".encode())
    assert line.problem == (
        "The name starts like a formula of a spreadsheet. Write the name itself."
    )


def test_read_file_takes_out_what_cannot_be_seen():
    data = "Name;Email\nA\0nn\u200b;\ufeffa@example.org\xa0\n".encode()
    assert pairs(read_file(data)) == [("a@example.org", "Ann")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "We found no email address in it."),
        (b"Name,Town\nAnn,Leeds\n", "We found no email address in it."),
        (b"PK\x03\x04rest of a workbook", "We cannot read this file as a spreadsheet."),
        (b"%PDF-1.7 and so on", "This is not a CSV file."),
        (bytes(range(256)) * 20, "This is not a CSV file."),
        (b"a@example.org\n" * (MAX_LINES + 1), "This list has more than 10,000 lines."),
        (b"a" * (MAX_BYTES + 1), "This file is too large."),
    ],
    ids=["empty", "no address", "workbook", "pdf", "bytes", "lines", "bytes too many"],
)
def test_read_file_says_why_a_file_is_no_list(data, words):
    with pytest.raises(NotAList) as refusal:
        read_file(data)
    assert str(refusal.value).startswith(words)


def test_read_file_reads_ten_thousand_lines_in_seconds():
    rows = "".join(f'"Person, {n}";p{n}@example.org\r\n' for n in range(MAX_LINES - 1))
    began = time.perf_counter()

    lines = judge(read_file(f"Name;Email\r\n{rows}".encode()), known={})

    assert time.perf_counter() - began < 5
    assert {line["verdict"] for line in lines} == {"new"}
    assert len(lines) == MAX_LINES - 1


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Amina <A@example.org>", [("a@example.org", "Amina")]),
        ("'Amina' <a@example.org>;", [("a@example.org", "Amina")]),
        ("Khan, Amina <a@example.org>", [("a@example.org", "Amina Khan")]),
        ("a@example.org", [("a@example.org", "A")]),
        (
            "Amina <a@example.org>, b@example.org; Tom c@example.org\nd@example.org",
            [
                ("a@example.org", "Amina"),
                ("b@example.org", "B"),
                ("c@example.org", "Tom"),
                ("d@example.org", "D"),
            ],
        ),
        ("a@example.org b@example.org", [("a@example.org", "A"), ("b@example.org", "B")]),
        ("Tom, t@example.org", [("t@example.org", "Tom")]),
        (
            "Tom\tt@example.org\nAnn\ta@example.org",
            [("t@example.org", "Tom"), ("a@example.org", "Ann")],
        ),
        ("name; email\nTom; t@example.org", [("t@example.org", "Tom")]),
        ("mailto:t@example.org", [("t@example.org", "T")]),
    ],
)
def test_read_text_reads_what_people_paste(text, people):
    assert pairs(read_text(text)) == people


def test_read_text_keeps_a_line_without_address_as_a_wrong_one():
    lines = read_text("a@example.org\nMrs Okonkwo, 3 Mill Lane")
    assert [line.problem for line in lines] == ["", "There is no email address in this line."]


def test_judge_says_of_each_line_what_would_happen():
    lines = read_text(
        "new@example.org\nNEW@example.org\nbad\nhere@example.org\ncame@example.org\nwent@example.org"
    )
    known = {"here@example.org": "here", "came@example.org": "invited", "went@example.org": "left"}

    judged = judge(lines, known=known)

    assert [(line["line"], line["verdict"]) for line in judged] == [
        (1, "new"),
        (2, "twice"),
        (3, "wrong"),
        (4, "here"),
        (5, "invited"),
        (6, "left"),
    ]
    assert judged[1]["reason"] == "The same is in line 1."


@settings(max_examples=150)
@given(st.binary(max_size=600))
def test_read_file_answers_or_refuses_whatever_the_bytes(data):
    try:
        lines = read_file(data)
    except (NotAList, WhichColumn, WhichLetters):
        return
    assert all(isinstance(line, Line) for line in lines)


@settings(max_examples=150)
@given(st.text(alphabet="ab@.;, \t\n\"'<>\0é", max_size=200))
def test_read_text_answers_or_refuses_whatever_the_text(text):
    try:
        lines = read_text(text)
    except (NotAList, WhichColumn):
        return
    for line in lines:
        assert line.problem or (("@" in line.email or line.phone) and line.known_as)
        assert len(line.known_as) <= 80
        assert (line.email + line.known_as).count("\0") == 0


names = st.text(alphabet="abcdeé ',-;\"", min_size=1, max_size=20).filter(
    lambda name: name.strip(" \"'").strip() and not name.strip(" \"'").startswith(("-", "="))
)


@settings(max_examples=100)
@given(st.lists(names, min_size=1, max_size=30), st.sampled_from([";", ",", "\t"]))
def test_read_file_finds_everybody_in_what_a_program_wrote(people, delimiter):
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["Name", "Email"])
    writer.writerows([name, f"p{n}@example.org"] for n, name in enumerate(people))

    lines = read_file(file.getvalue().encode("utf-8-sig"))

    assert [line.email for line in lines] == [f"p{n}@example.org" for n in range(len(people))]
    assert not any(line.problem for line in lines)
