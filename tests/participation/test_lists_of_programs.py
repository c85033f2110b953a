"""Lists as workbooks (XLSX) and as cards of an address book (vCard), by the reader and through the pages."""

from datetime import date, datetime
from io import BytesIO
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from participation.member_lists import (
    MAX_BYTES,
    NotAList,
    WhichColumn,
    WhichSheet,
    as_text,
    judge,
    read_file,
    read_text,
)
from participation.member_lists.workbooks import MOST_BYTES_INSIDE, as_shown
from participation.models import MemberImport
from tests.factories import NOW
from tests.pages import tight

ROSA, TOM = ("Rosa Lind", "rosa.lind@example.org"), ("Tom Ash", "tom.ash@example.org")
HEADINGS = ["First name", "Surname", "Email"]
ROWS = [HEADINGS, ["Rosa", "Lind", ROSA[1]], ["Tom", "Ash", TOM[1]]]


def workbook(**sheets: list[list]) -> bytes:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(file := BytesIO())
    return file.getvalue()


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def people(data: bytes, **said) -> list[tuple[str, str]]:
    return [(line.known_as, line.email) for line in read_file(data, **said) if not line.is_passed]


def test_the_people_of_a_workbook_are_read_with_the_numbers_of_their_rows():
    data = workbook(People=[["Contacts, 3 May"], [], *ROWS])
    assert people(data) == [ROSA, TOM]
    assert [line.number for line in read_file(data)] == [1, 4, 5]


def test_cells_are_read_as_they_are_shown():
    rows = [
        ["Name", "Email", "Phone", "Consent", "Opt out"],
        ["Rosa", None, 3000000001.0, None, None],
        ["Tom", "tom@example.org", None, date(2026, 5, 3), False],
        ["Ada", "ada@example.org", None, NOW.replace(tzinfo=None), True],
        ["Pat", "pat@example.org", None, True, None],
    ]
    rosa, tom, ada, pat = read_file(workbook(People=rows))
    assert rosa.phone == "3000000001"
    assert [line.says_no for line in (rosa, tom, ada, pat)] == ["Consent", "", "Opt out", ""]


def test_an_address_in_a_link_is_read_and_other_formulas_are_not():
    link = '=HYPERLINK("mailto:rosa@example.org","Write to her")'
    rows = [["Name", "Email", "Notes"], ["Rosa", link, "=A1"], ["Tom", "tom@example.org", "=A2"]]
    data = workbook(People=rows)
    assert people(data) == [("Rosa", "rosa@example.org"), ("Tom", "tom@example.org")]


def test_the_sheet_with_addresses_is_taken_and_of_two_somebody_chooses():
    data = workbook(Notes=[["What we need"], ["Chairs"]], People=ROWS)
    assert people(data) == [ROSA, TOM]
    listed = [["Contacts, 3 May"], *ROWS]
    data = workbook(Staff=[["Pat", "pat@example.org"]], Notes=[["Chairs"]], People=listed)
    with pytest.raises(WhichSheet) as asked:
        read_file(data)
    assert [(choice.place, choice.heading) for choice in asked.value.choices] == [
        (0, "Staff"),
        (2, "People"),
    ]
    assert [line.known_as for line in asked.value.choices[1].people] == [ROSA[0], TOM[0]]
    assert people(data, sheet=2) == [ROSA, TOM]
    # A sheet that has none is no answer.
    with pytest.raises(WhichSheet):
        read_file(data, sheet=1)


def test_which_sheet_and_then_which_column_are_asked_on_the_page(signed_in, facilitator, lists_url):
    carers = [["Name", "Carer's email", "Own email"], ["Rosa", "c@example.com", ROSA[1]]]
    data = workbook(Staff=[["Pat", "pat@example.org"]], People=carers)
    client = signed_in(facilitator)
    sent = {"file": SimpleUploadedFile("people.xlsx", data), "role": "participant"}
    form = client.post(lists_url, sent).context["form"]
    assert form.errors == {"sheet": ["More than one sheet has email addresses. Choose one."]}
    sheet = form.fields["sheet"].choices[1]
    assert sheet[1] == "People: Rosa c@example.com"
    sent = {"carried": form["carried"].value(), "role": "participant", "sheet": sheet[0]}
    form = client.post(lists_url, sent).context["form"]
    assert form.errors == {"column": ["More than one column has email addresses. Choose one."]}
    assert form["sheet"].value() == sheet[0]
    column = form.fields["column"].choices[1][0]
    client.post(lists_url, {**sent, "carried": form["carried"].value(), "column": column})
    assert [line["email"] for line in MemberImport.objects.get().lines] == [ROSA[1]]


def test_a_workbook_as_large_as_one_may_be_is_kept_while_something_is_asked(
    signed_in, facilitator, lists_url
):
    rows = [["Name", "Carer's email", "Own email"], ["Rosa", "c@example.com", ROSA[1]]]
    file = BytesIO(workbook(People=rows))
    with ZipFile(file, "a") as inside:
        inside.writestr("xl/media/image1.png", Random(1).randbytes(MAX_BYTES - 10_000))
    data, client = file.getvalue(), signed_in(facilitator)
    assert 0.99 * MAX_BYTES < len(data) <= MAX_BYTES
    sent = {"file": SimpleUploadedFile("people.xlsx", data), "role": "participant"}
    form = client.post(lists_url, sent).context["form"]
    column = form.fields["column"].choices[1][0]
    sent = {"carried": form["carried"].value(), "role": "participant", "column": column}
    client.post(lists_url, sent)
    assert [line["email"] for line in MemberImport.objects.get().lines] == [ROSA[1]]


def test_of_a_workbook_without_addresses_that_is_said():
    with pytest.raises(NotAList, match="We found no email address in it"):
        read_file(workbook(People=[["Name"], ["Rosa"]]))
    with pytest.raises(NotAList, match="We found no email address in it"):
        read_file(workbook(People=[]))


def zipped(name: str, content: bytes) -> bytes:
    with ZipFile(file := BytesIO(), "w", ZIP_DEFLATED) as inside:
        inside.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped("word/document.xml", b"<x/>"), "We cannot read this file as a spreadsheet"),
        (b"PK\x03\x04" + b"x" * 40, "We cannot read this file as a spreadsheet"),
        (workbook(People=ROWS)[:-60], "We cannot read this file as a spreadsheet"),
        (zipped("xl/workbook.xml", bytes(MOST_BYTES_INSIDE + 1)), "This file is too large"),
        (b"\xd0\xcf\x11\xe0" + bytes(40), "This is an old kind of spreadsheet file"),
    ],
)
def test_a_file_that_is_no_workbook_gets_plain_words(data, says):
    with pytest.raises(NotAList, match=says):
        read_file(data)


def test_a_workbook_that_names_itself_without_end_is_refused():
    """A few lines of XML that would fill the memory if each name were put in its place."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "{"lol" * 10}">{names}]><workbook>&a11;</workbook>'
    data = workbook(People=ROWS)
    with ZipFile(BytesIO(data)) as whole, ZipFile(file := BytesIO(), "w", ZIP_DEFLATED) as inside:
        for part in whole.namelist():
            is_book = part == "xl/workbook.xml"
            inside.writestr(part, bomb.encode() if is_book else whole.read(part))
    with pytest.raises(NotAList, match="We cannot read this file as a spreadsheet"):
        read_file(file.getvalue())


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        *((None, ""), (3.0, "3"), (3.5, "3.5"), ("Rosa", "Rosa"), (True, "True")),
        *((datetime.fromisoformat("2026-05-03"), "2026-05-03"), (date(2026, 5, 3), "2026-05-03")),
    ],
)
def test_a_cell_stands_as_its_program_shows_it(cell, shown):
    assert as_shown(cell) == shown


def test_what_a_sheet_says_of_its_own_size_is_not_believed():
    data = with_rows(b"", instead_of=(b'<dimension ref="A1:C3"', b'<dimension ref="A1:A2"'))
    assert people(data) == [ROSA, TOM]


def with_rows(rows: bytes, *, instead_of: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """Return a workbook with Rosa, Tom, and behind them these rows as they would be written; and a piece exchanged."""
    with ZipFile(BytesIO(workbook(People=ROWS))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert instead_of[0] in parts[sheet]
    changed = parts[sheet].replace(*instead_of, 1)
    parts[sheet] = changed.replace(b"</sheetData>", rows + b"</sheetData>")
    with ZipFile(file := BytesIO(), "w", ZIP_DEFLATED) as inside:
        for name, content in parts.items():
            inside.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "rows",
    [b"<row/>" * 1_210_000, b"<row>" + b"<c/>" * 110_000 + b"</row>"],
    ids=["rows", "cells of a row"],
)
def test_a_small_file_that_would_keep_us_busy_is_refused(rows):
    data = with_rows(rows)
    assert len(data) < 30_000
    with pytest.raises(NotAList, match="This file is too large"):
        read_file(data)


def test_a_workbook_that_lies_about_itself_or_lets_letters_stand_for_more_is_refused():
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    marked = with_rows(b"", instead_of=(b"<worksheet", entity + b"<worksheet"))
    data = BytesIO(workbook(People=ROWS))
    with ZipFile(data, "a") as inside, pytest.warns(UserWarning, match="Duplicate name"):
        inside.writestr("xl/workbook.xml", b"<again/>")
    odd = BytesIO(workbook(People=ROWS))
    with ZipFile(odd, "a") as inside:
        inside.writestr("more.xml", b"<x/>", compress_type=ZIP_BZIP2)
    for refused in (marked, data.getvalue(), odd.getvalue()):
        with pytest.raises(NotAList, match="We cannot read this file as a spreadsheet"):
            read_file(refused)


def test_a_sheet_that_is_hidden_holds_nobody():
    book = load_workbook(BytesIO(workbook(Old=[["Pat", "pat@example.org"]], People=ROWS)))
    book["Old"].sheet_state = "hidden"
    book.save(file := BytesIO())
    assert people(file.getvalue()) == [ROSA, TOM]


def test_a_name_that_is_a_link_stays_a_name_and_an_address_that_is_shown_counts():
    link = '=HYPERLINK("https://example.org/17","Anna")'
    data = workbook(People=[["Name", "Email"], [link, "anna@example.org"]])
    assert [line.problem for line in read_file(data)] == [""]


def test_a_last_row_far_below_costs_no_more_than_the_rows_before_it():
    far = with_rows(b'<row r="900000000"><c r="A900000000"><v>1</v></c></row>')
    assert people(far) == [ROSA, TOM]
    wide = with_rows(b'<row r="9"><c r="XFD9"><v>1</v></c></row>')
    assert people(wide) == [ROSA, TOM]


def test_a_workbook_with_too_many_rows_is_too_long():
    with pytest.raises(NotAList, match="more than 10,000 lines"):
        read_file(workbook(People=[[f"p{n}@example.org"] for n in range(10_200)]))


def test_the_cards_of_an_address_book_are_read():
    text = "".join(
        [
            card("N:Lind;Rosa;;;", "FN:Rosa Lind", f"EMAIL;TYPE=INTERNET:{ROSA[1]}"),
            card("FN:Tom Ash", f"item1.EMAIL:{TOM[1]}", "item1.X-ABLabel:Home"),
            card("N:Elm;Ada;May;;", "FN:", "TEL;TYPE=CELL:tel:0300 000 001"),
        ]
    )
    read = read_file(text.encode())
    assert [(line.number, line.known_as, line.email, line.phone) for line in read] == [
        (1, *ROSA, ""),
        (2, *TOM, ""),
        (3, "Ada May Elm", "", "0300 000 001"),
    ]
    # Pasted, they are the same people; with the mark that some programs set before them, too.
    assert read_text(text) == read == read_file(b"\xef\xbb\xbf" + text.encode())


def test_a_card_of_an_old_telephone_is_read():
    name = "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=B6f;Ren=C3=A9;;;"
    shown = "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ren=C3=A9 =\r\nL=C3=B6f"
    text = card(name, shown, "EMAIL;INTERNET:rene@example.org", version="2.1")
    assert people(text.encode()) == [("René Löf", "rene@example.org")]


@pytest.mark.parametrize("mark", ["PREF=1", "TYPE=HOME,PREF", "type=pref", "PREF"])
def test_the_preferred_address_of_a_card_comes_first_and_the_other_is_shown(mark):
    version = "2.1" if mark == "PREF" else "4.0"
    old = "EMAIL;PREF=2:old@example.org" if mark == "PREF=1" else "EMAIL:old@example.org"
    text = card("FN:Rosa", old, f"EMAIL;{mark}:new@example.org", version=version)
    (rosa,) = judge(read_file(text.encode()), known={})
    assert (rosa["email"], rosa["reason"]) == (
        "new@example.org",
        "Also there, and passed over: old@example.org.",
    )


def test_a_line_of_a_card_that_goes_on_very_often_takes_no_longer_than_its_length():
    shown = "FN;ENCODING=QUOTED-PRINTABLE:Rosa" + "=\r\n" * 400_000 + "=20Lind"
    assert people(card(shown, f"EMAIL:{ROSA[1]}", version="2.1").encode()) == [ROSA]


def test_a_picture_whose_end_looks_like_a_line_that_goes_on_is_passed_over():
    picture = ["PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRg=", "", f"EMAIL:{ROSA[1]}"]
    assert people(card("FN:Rosa Lind", *picture, version="2.1").encode()) == [ROSA]


def test_nothing_of_a_card_stands_in_the_log(caplog, capfd):
    read_file(card("FN:Rosa", "0300 000 001 no line", f"EMAIL:{ROSA[1]}").encode())
    with pytest.raises(NotAList):
        read_file(card("FN:Rosa", 'EMAIL;X="y:rosa@example.org').encode() + b"BEGIN:VCARD\r\nx")
    assert not any("rosa" in line.casefold() or "0300" in line for line in caplog.messages)
    assert "".join(capfd.readouterr()) == ""


def test_a_note_and_a_broken_line_of_a_card_harm_nobody():
    text = card("FN:Rosa", "NOTE:ring pat@example.com", "no line at all", f"EMAIL:{ROSA[1]}")
    text += card("FN:Tom", f"EMAIL:{TOM[1]}")
    assert people(text.encode()) == [("Rosa", ROSA[1]), ("Tom", TOM[1])]


def test_cards_that_cannot_be_read_get_plain_words():
    with pytest.raises(NotAList, match="We cannot read this file as an address book"):
        read_file(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rosa\r\nBEGIN:VCARD\r\nEND:VEVENT\r\n")


def test_two_columns_of_addresses_in_a_workbook_are_asked_about():
    with pytest.raises(WhichColumn):
        read_file(workbook(People=[["Rosa", "rosa@example.org", "pat@example.com"]]))


def with_hidden(*rows: int) -> bytes:
    """Return a workbook with Rosa, Tom, Pat, whose rows with these numbers are hidden, as by a filter."""
    pat = ["Pat", "Ode", "pat.ode@example.org"]
    book = load_workbook(BytesIO(workbook(People=[*ROWS, pat])))
    for number in rows:
        book["People"].row_dimensions[number].hidden = True
    book.save(file := BytesIO())
    return file.getvalue()


@pytest.mark.parametrize("hidden", [(3, 4), (1, 3, 4)], ids=["people", "headings too"])
def test_a_row_that_is_hidden_is_left_out(hidden):
    judged = judge(read_file(with_hidden(*hidden)), known={})
    verdicts = [(line["line"], line["known_as"], line["verdict"]) for line in judged]
    assert verdicts == [
        *((2, "Rosa Lind", "new"), (3, "Tom Ash", "hidden"), (4, "Pat Ode", "hidden")),
    ]
    assert as_text(judged) == "Rosa Lind <rosa.lind@example.org>"


def test_hidden_rows_are_told_and_nobody_is_invited_by_them(
    signed_in, facilitator, project, lists_url
):
    client = signed_in(facilitator)
    sent = {"file": SimpleUploadedFile("people.xlsx", with_hidden(3, 4)), "role": "participant"}
    preview = client.post(lists_url, sent, follow=True)
    assert "2 rows are hidden in your file, so we left them out." in tight(preview.text)
    assert "Hidden in the file (2)" in tight(preview.text)
    client.post(preview.request["PATH_INFO"], {"anyway": ["3", "4"]})
    invited = project.members.filter(invited_at__isnull=False).values_list("known_as", flat=True)
    assert "Rosa Lind" in invited
    assert not {"Tom Ash", "Pat Ode"} & set(invited)


@pytest.mark.parametrize(
    ("row", "known_as", "email", "says"),
    [
        (
            ["=Staff!A2", "Lind", ROSA[1]],
            "Rosa Lind",
            ROSA[1],
            "the file does not say what it shows",
        ),
        (["Rosa", "Lind", "=Staff!C2"], "Rosa Lind", "", "the file does not say what it shows"),
        (["#REF!", "", ROSA[1]], "#REF!", ROSA[1], "The cell shows an error (#REF!)."),
        (["Rosa", "Lind", "#N/A"], "Rosa Lind", "", "The cell shows an error (#N/A)."),
    ],
)
def test_a_formula_that_shows_nothing_or_an_error_is_no_name_and_no_address(
    row, known_as, email, says
):
    line, _tom = read_file(workbook(People=[HEADINGS, row, ROWS[2]]))
    assert (line.known_as, line.email) == (known_as, email)
    assert says in line.problem
    assert read_file(workbook(People=[HEADINGS, row]))[0].problem == line.problem


def test_a_formula_that_was_worked_out_is_read_as_it_is_shown():
    shown = b'<c r="A4" t="str"><f>Staff!A2</f><v>Pat</v></c><c r="B4" t="str"><f>IF(1,"")</f><v></v></c>'
    row = (
        b'<row r="4">'
        + shown
        + b'<c r="C4" t="str"><f>Staff!C2</f><v>pat@example.org</v></c></row>'
    )
    assert people(with_rows(row)) == [ROSA, TOM, ("Pat", "pat@example.org")]


def test_a_formula_under_do_not_email_that_shows_nothing_holds_them_back():
    rows = [["Name", "Email", "Do not email"], ["Tom", TOM[1], "=Staff!D2"]]
    assert [line.says_no for line in read_file(workbook(People=rows))] == ["Do not email"]


def test_a_name_that_is_a_link_to_an_address_is_its_words():
    link = f'=HYPERLINK("mailto:{ROSA[1]}","Rosa Lind")'
    assert people(workbook(People=[["Name", "Email"], [link, ROSA[1]]])) == [ROSA]
