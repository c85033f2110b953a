"""Lists as people really have them (tests/participation/cases): who is read from each, and what is asked."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery, Preference
from participation import services
from participation.member_lists import (
    NotAList,
    WhichColumn,
    WhichLetters,
    as_text,
    judge,
    pack,
    read_file,
    read_text,
    unpack,
)
from participation.member_lists.people import line_of
from participation.models import MemberImport
from tests import factories
from tests.at_once import at_once
from tests.pages import lacks, tight
from tests.participation.listed import read, upload

ROSA, TOM = ("Rosa Lind", "rosa.lind@example.org"), ("Tom Ash", "tom.ash@example.org")
#: File -> who is read from it.
READ = {
    "01-outlook-long-note.csv": [ROSA, TOM],
    "02-google-address-in-note.csv": [ROSA, TOM],
    "04-marks-around-address.csv": [
        *(ROSA, TOM, ("Pat Oak", "pat@example.org"), ("Ada Elm", "ada@example.org")),
    ],
    "04-soft-hyphen-in-address.csv": [
        *(("Tom Shy", "tom.shy@example.org"), ("Eve Bidi", "eve.bidi@example.org")),
    ],
    "05-dutch.csv": [("Saskia van der Meer", "s.vandermeer@example.org")],
    "05-french-prenom-nom.csv": [
        *(
            ("Éloïse Lefèvre", "eloise.lefevre@example.org"),
            ("Jean-Noël d’Arc", "jn.darc@example.org"),
        ),
    ],
    "05-no-header-first-last.txt": [ROSA, TOM],
    "09-google-two-addresses.csv": [
        *(ROSA, TOM, ("No Mail", ""), ("Anon", "anon@example.org")),
    ],
    "09-two-in-a-cell.csv": [
        *(("Rosa Lind", "rosa@example.org"), ("Tom Ash", "tom@example.org")),
        ("Pat Oak", "pat@example.org"),
    ],
    "10-people-without-email.csv": [
        *(("Rosa Lind", ""), ("Tom Ash", "tom@example.org"), ("Pat Oak", ""), ("Ada Elm", "")),
    ],
    "11-one-address-two-people.csv": [
        *(("Rosa Lind", "lindfamily@example.org"), ("Tom Lind", "lindfamily@example.org")),
    ],
    "12-header-in-another-language.csv": [("Nodira Karimova", "nodira@example.org")],
    "12-title-above-header.csv": [ROSA, TOM],
    "13-last-first.csv": [ROSA, ("Tom Ash (Dr)", "tom.ash@example.org")],
    "16-hyperlink-mailto.csv": [ROSA, TOM],
}


@pytest.mark.parametrize("name", READ)
def test_who_stands_in_a_list_is_read_from_it_and_nobody_else(name):
    people = [line for line in read(name) if not line.is_passed]
    assert [(line.known_as, line.email) for line in people] == READ[name]


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        (
            "12-title-above-header.csv",
            {1: "Night waiting area: contact list", 2: "Exported 03/05/2026", 7: "Total: 2"},
        ),
        ("12-header-in-another-language.csv", {}),
    ],
)
def test_what_is_no_person_is_shown_and_nobody_is_made_of_it(name, passed):
    judged = judge(read(name), known={})
    assert {row["line"]: row["known_as"] for row in judged if row["verdict"] == "passed"} == passed


def test_headings_in_a_language_that_we_do_not_know_are_shown_as_such():
    judged = judge(read_file(b"Jina,Anwani\nAsha,asha@example.org\n"), known={})
    shown = [(row["known_as"], row["verdict"]) for row in judged]
    assert shown == [("Jina, Anwani", "passed"), ("Asha", "new")]


def test_a_list_without_headings_keeps_its_first_person_in_view():
    judged = judge(read_file(b"Rosa,see Tom\nTom,tom@example.org\n"), known={})
    assert [(row["known_as"], row["verdict"]) for row in judged] == [
        ("Rosa, see Tom", "passed"),
        ("Tom", "new"),
    ]


def test_a_wide_row_and_a_long_cell_cost_no_more_than_their_size():
    wide = b"Name,Email\n" + b"," * 900_000 + b"\n" + b"Rosa,rosa@example.org\n" * 9_000
    assert len(read_file(wide)) == 9_000
    long = b"Name,Email\nRosa,mailto:a@" + b"%20" * 200_000 + b"@example.org\nTom,tom@example.org\n"
    assert [bool(line.problem) for line in read_file(long)] == [True, False]


def test_a_heading_that_says_email_above_other_things_is_not_followed():
    (line,) = read_file(b"Name,Email,Contact\nRosa,yes,rosa@example.org\n")
    assert line.email == "rosa@example.org"


def test_a_second_address_is_shown_as_passed_over():
    judged = judge(read("09-two-in-a-cell.csv"), known={})
    assert [line["verdict"] for line in judged] == ["new", "new", "new"]
    assert judged[1]["reason"] == "Also there, and passed over: t.ash@example.com."


def test_what_stands_beside_a_first_name_is_a_surname_only_where_it_looks_like_one():
    people = read_file(
        b"Rosa,patient,rosa@example.org\nTom,Ash,tom@example.org\nada,elm,ada@example.org\n"
    )
    assert [line.known_as for line in people] == ["Rosa", "Tom Ash", "ada elm"]


def test_facilitators_without_email_come_as_participants_and_the_page_says_so(
    signed_in, facilitator, project, lists_url
):
    client = signed_in(facilitator)
    words = "They come as participants: facilitators sign in"
    page = upload(client, lists_url, "10-people-without-email.csv")
    assert lacks(page, words, but_has="would be added by name")
    page = upload(client, lists_url, "10-people-without-email.csv", role="facilitator")
    assert words in page.text
    client.post(page.redirect_chain[-1][0])
    roles = dict(project.members.values_list("known_as", "role"))
    assert (roles["Rosa Lind"], roles["Tom Ash"]) == ("participant", "facilitator")


@pytest.mark.django_db(transaction=True)
def test_two_lists_confirmed_at_the_same_moment_add_nobody_twice(jo, project):
    now = timezone.now()
    names = [f"Person {number}" for number in range(20)]
    lines = [line_of(at, "", name, phone="0300 000 001") for at, name in enumerate(names, start=1)]
    kept = [
        services.check_import(project, by=jo, lines=lines, role="participant", now=now)
        for _list in range(4)
    ]
    done = at_once(partial(services.confirm_import, one, by=jo, now=now) for one in kept)
    assert sorted(one.added for one in done) == [0, 0, 0, 20]
    assert project.members.filter(user=None).count() == 20
    assert Preference.objects.filter(channel="phone", phone="0300 000 001").count() == 20


def test_what_was_chosen_of_one_list_is_not_taken_for_the_next(signed_in, facilitator, lists_url):
    client = signed_in(facilitator)
    first = "Rosa\tc@example.com\trosa@example.org"
    other = "Tom\ttom@example.org\tTom's carer: pat@example.com\tpat@example.com"
    form = client.post(lists_url, {"people": first, "role": "participant"}).context["form"]
    chosen = form.fields["column"].choices[1][0]
    sent = {"people": other, "role": "participant", "column": chosen}
    assert client.post(lists_url, sent).context["form"].errors["column"]
    # The same list with a further person is the same list.
    longer = {**sent, "people": f"{first}\nAda\tx@example.com\tada@example.org"}
    client.post(lists_url, longer)
    emails = [line["email"] for line in MemberImport.objects.get().lines]
    assert emails == ["rosa@example.org", "ada@example.org"]


def test_with_two_columns_of_addresses_somebody_says_whose_they_are(
    signed_in, facilitator, lists_url
):
    client = signed_in(facilitator)
    page = upload(client, lists_url, "02-carer-address-first.csv")
    form = page.context["form"]
    # Nothing else is wrong; least of all does anybody have to choose the file again.
    assert form.errors == {"column": ["More than one column has email addresses. Choose one."]}
    assert "Participant&#x27;s email address: Rosa Lind rosa.lind@example.org" in tight(page.text)
    assert not MemberImport.objects.exists()
    # The file came along: nobody chooses it again.
    theirs = next(key for key, words in form.fields["column"].choices if "rosa.lind@" in words)
    sent = {"carried": form["carried"].value(), "column": theirs, "role": "participant"}
    client.post(lists_url, sent, follow=True)
    lines = MemberImport.objects.get().lines
    assert [(line["known_as"], line["email"]) for line in lines] == [ROSA, TOM]


def test_a_pasted_table_with_two_columns_of_addresses_stays_in_the_form(
    signed_in, facilitator, lists_url
):
    typed = "Rosa\tcarer@example.com\trosa@example.org\nTom\tcarer2@example.com\ttom@example.org"
    client = signed_in(facilitator)
    form = client.post(lists_url, {"people": typed, "role": "participant"}).context["form"]
    assert form["people"].value() == typed
    (_carers, _words), (theirs, _more) = form.fields["column"].choices
    client.post(lists_url, {"people": typed, "role": "participant", "column": theirs})
    emails = [line["email"] for line in MemberImport.objects.get().lines]
    assert emails == ["rosa@example.org", "tom@example.org"]


@pytest.mark.parametrize(
    ("name", "encoding", "people"),
    [
        ("07-mac-roman.csv", "mac_roman", ["Siân Ty", "René Böll"]),
        ("07-windows-1251.csv", "cp1251", ["Нодира Каримова"]),
    ],
)
def test_letters_that_look_wrong_are_shown_and_somebody_chooses(
    signed_in, facilitator, lists_url, name, encoding, people
):
    with pytest.raises(WhichLetters):
        read(name)
    client = signed_in(facilitator)
    page = upload(client, lists_url, name)
    assert people[0].split()[0] in page.text
    form = page.context["form"]
    sent = {"carried": form["carried"].value(), "encoding": encoding, "role": "participant"}
    client.post(lists_url, sent)
    assert [line["known_as"] for line in MemberImport.objects.get().lines] == people


@pytest.mark.parametrize(
    "name", ["René Böll", "Łukasz Žižek".replace("Ł", "L"), "Noël d’Arc", "Ærø Åse"]
)
def test_letters_of_the_west_are_not_asked_about(name):
    (line,) = read_file(f"Name,Email\n{name},a@example.org\n".encode("cp1252"))
    assert line.known_as == name


def test_what_was_said_of_one_file_is_not_taken_for_the_next(signed_in, facilitator, lists_url):
    client = signed_in(facilitator)
    upload(client, lists_url, "02-google-address-in-note.csv", column="25", encoding="cp1251")
    assert next(line["email"] for line in MemberImport.objects.get().lines) == ROSA[1]
    upload(client, lists_url, "05-french-prenom-nom.csv", encoding="cp1251")
    (french,) = MemberImport.objects.exclude(lines__0__email=ROSA[1])
    assert french.lines[0]["known_as"] == "Éloïse Lefèvre"


@pytest.mark.parametrize("carried", ["x", "eA==", "é", pack(b"PK\x03\x04"), pack(b"")])
def test_a_file_that_did_not_come_along_is_asked_for_again(
    signed_in, facilitator, lists_url, carried
):
    answer = signed_in(facilitator).post(lists_url, {"carried": carried, "role": "participant"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_what_is_packed_comes_back_and_no_more_than_a_list_may_have():
    assert unpack(pack("Siân".encode("mac_roman"))) == "Siân".encode("mac_roman")
    with pytest.raises(NotAList):
        read_file(unpack(pack(bytes(50_000_000))))


def test_people_without_email_are_added_by_name_and_the_others_are_invited(
    signed_in, facilitator, project, lists_url
):
    client = signed_in(facilitator)
    page = upload(client, lists_url, "10-people-without-email.csv")
    assert [line["verdict"] for line in page.context["lines"]] == [
        "without",
        "new",
        "without",
        "wrong",
    ]
    assert "2 people have no email address of their own" in tight(page.text)
    there = page.redirect_chain[-1][0]
    done = client.post(there, follow=True)
    assert [str(message) for message in done.context["messages"]] == [
        "1 invitation is on its way.",
        "2 people without email are here now.",
    ]
    rosa = project.members.get(known_as="Rosa Lind")
    assert (rosa.user, rosa.is_taking_part) == (None, True)
    known = Preference.objects.get(member=rosa)
    assert (known.channel, known.phone) == ("phone", "0300 000 001")
    # The same file once more adds nobody.
    again = upload(client, lists_url, "10-people-without-email.csv")
    assert next(line["verdict"] for line in again.context["lines"]) == "here"


def test_two_people_with_one_address_are_both_in_the_project(
    signed_in, facilitator, project, lists_url
):
    client = signed_in(facilitator)
    page = upload(client, lists_url, "11-one-address-two-people.csv")
    assert [line["verdict"] for line in page.context["lines"]] == ["new", "shares"]
    client.post(page.redirect_chain[-1][0])
    people = dict(project.members.values_list("known_as", "user__email"))
    assert (people["Rosa Lind"], people["Tom Lind"]) == ("lindfamily@example.org", None)
    assert Delivery.objects.count() == 1
    rosa, tom = (project.members.get(known_as=name) for name in ("Rosa Lind", "Tom Lind"))
    choice = Preference.of(tom)
    # Nobody knows yet whether Rosa reads what comes there.
    assert (choice.through, choice.shares_with) == (rosa, None)
    project.members.filter(pk=rosa.pk).update(joined_at=timezone.now())
    assert Preference.objects.get(member=tom).shares_with == rosa


def test_whose_address_it_is_is_said_when_the_list_has_another_name(jo, project):
    factories.MemberFactory(
        project=project, known_as="Rosa", user=factories.UserFactory(email="lindfamily@example.org")
    )
    lines = read("11-one-address-two-people.csv")
    kept = services.check_import(
        project, by=jo, lines=lines, role="participant", now=timezone.now()
    )
    assert kept.lines[0]["verdict"] == "here"
    assert kept.lines[0]["reason"] == "It is the address of Rosa."


def test_going_back_to_change_the_list_keeps_phones_and_who_said_no(jo, project):
    for name in ("10-people-without-email.csv", "03-civicrm-do-not-email.csv"):
        judged = judge(read(name), known={})
        again = judge(read_text(as_text(judged)), known={})
        assert [(row["known_as"], row["email"], row["phone"], row["verdict"]) for row in again] == [
            (row["known_as"], row["email"], row["phone"], row["verdict"]) for row in judged
        ]


def test_a_note_is_never_taken_for_an_address():
    with pytest.raises(NotAList):
        read_file(b"Name,About\nRosa,ring pat@example.com first\nTom,\n")
    with pytest.raises(WhichColumn):
        read_file(b"Rosa,rosa@example.org,pat@example.com\n")


def test_an_address_is_one_whatever_signs_it_is_typed_with(signed_in, facilitator, project):
    invite = reverse("participation:member_invite", args=[project.slug])
    for typed in (
        "tom.shy@example.org\u00ad",
        "ｔom.shy＠example．org",
        "TOM.SHY@example.org\u200b",
    ):
        sent = {"email": typed, "known_as": "Tom", "role": "participant"}
        signed_in(facilitator).post(invite, sent)
    assert [member.user.email for member in project.members.invited()] == ["tom.shy@example.org"]
