"""Who is held back when a list is added, because it says no of them or does not say yes."""

import pytest
from django.utils import timezone

from participation import services
from participation.member_lists import as_text, judge, read_file, read_text
from tests.pages import lacks
from tests.participation.listed import read, upload


@pytest.mark.parametrize(
    ("name", "no"),
    [
        (
            "03-civicrm-do-not-email.csv",
            {"Tom Ash": "Do Not Email", "Pat Oak": "No Bulk Emails (User Opt Out)"},
        ),
        ("03-mailchimp-unsubscribed.csv", {"Tom Ash": "UNSUB_TIME"}),
    ],
)
def test_who_asked_not_to_be_written_to_is_held_back(name, no):
    lines = read(name)
    assert {line.known_as: line.says_no for line in lines if line.says_no} == no
    verdicts = {line["known_as"]: line["verdict"] for line in judge(lines, known={})}
    assert {name for name, verdict in verdicts.items() if verdict == "asked"} == set(no)


@pytest.mark.parametrize(
    ("heading", "cell", "is_held"),
    [
        *(("Unsubscribed", "yes", True), ("Unsubscribed", "No", False), ("Opt out", "", False)),
        *(("Consent", "no", True), ("Consent", "yes", False), ("Consent", "", False)),
        *(("Consent", "not given", True), ("Consent", "Withdrawn", True), ("Consent", "✓", False)),
        *(("Email opt in", "no", True), ("Email opt-in?", "never", True), ("Opted in", "Y", False)),
        *(("OPTIN_TIME", "2024-05-03 10:12:00", False), ("OPTIN_TIME", "", False)),
        *(("Has she given consent?", "unsure", True), ("May we email", "by post", True)),
        *(("Status", "Unsubscribed", True), ("Status", "active", False)),
        *(("Please do not email me", "x", True), ("Is Deceased", "1", True), ("Ward", "no", False)),
    ],
)
def test_columns_that_say_no_are_never_passed_over(heading, cell, is_held):
    (line,) = read_file(f"Name,Email,{heading}\nRosa Lind,rosa@example.org,{cell}\n".encode())
    assert bool(line.says_no) == is_held


@pytest.mark.parametrize(
    "heading",
    [
        *("Consent withdrawn", "No consent", "Consent refused on", "Email consent revoked"),
        *("Not opted in", "Opt-in withdrawn", "Consent expired", "Do not write", "Do not invite"),
    ],
)
def test_a_heading_that_takes_consent_back_is_turned_round(heading):
    listed = f"Name,Email,{heading}\nRosa,r@example.org,2026-03-01\nTom,t@example.org,\n"
    assert [line.says_no for line in read_file(listed.encode())] == [heading, ""]


def test_a_no_holds_also_where_the_name_of_its_line_is_a_broken_formula():
    broken = "#REF!,ROSA@example.org,,yes\n#REF!,,07700 900123,\n"
    listed = f"Name,Email,Phone,Do not email\n{broken}Rosa,rosa@example.org,,\n"
    judged = judge(read_file(listed.encode()), known={})
    assert [line["verdict"] for line in judged] == ["wrong", "wrong", "asked"]
    # What is given back to correct still has all of it, and is still wrong.
    text = as_text(judged)
    by_email, by_phone, _rosa = text.splitlines()
    assert by_email == "#REF! <rosa@example.org> # Do not email"
    assert by_phone == "#REF!, 07700 900123"
    assert [line["verdict"] for line in judge(read_text(text), known={})] == [
        *("wrong", "wrong", "asked")
    ]


def test_a_no_holds_for_each_address_of_its_line():
    for listed in (
        b"Name,Email,Opt out\nRosa,a@x.org; b@x.org,yes\nRo,b@x.org,\n",
        b"Name,Email,Secondary email,Opt out\nRosa,a@x.org,b@x.org,yes\nRo,b@x.org,,\n",
    ):
        judged = judge(read_file(listed), known={})
        assert [line["verdict"] for line in judged] == ["asked", "asked"]
        assert str(judged[0]["reason"]).endswith("Also there, and passed over: b@x.org.")


def test_where_a_list_says_yes_of_some_nothing_is_no_yes():
    (rosa, tom) = read_file(b"Name,Email,Consent\nRosa,r@example.org,yes\nTom,t@example.org,\n")
    assert (rosa.says_no, tom.says_no) == ("", "Consent")
    # What it says in one column says nothing of another.
    listed = b"Name,Email,Consent,Opt in\nRosa,r@example.org,yes,\nTom,t@example.org,yes,\n"
    assert [line.says_no for line in read_file(listed)] == ["", ""]


@pytest.mark.parametrize("rows", [("Tom,,", "Tom,{},1"), ("Tom,{},", "Thomas,{},yes")])
def test_a_no_in_one_line_holds_back_every_line_of_that_address(rows):
    listed = "\n".join(["Name,Email,Opt out", *rows]).replace("{}", "tom@example.org")
    for text in (listed, listed.replace("Tom,,", "Tom,tom@example.org,")):
        judged = judge(read_file(text.encode()), known={})
        verdicts = {line["verdict"] for line in judged if line["email"]}
        assert "asked" in verdicts
        assert verdicts <= {"asked", "twice"}
        again = judge(read_text(as_text(judged)), known={})
        assert [line["verdict"] for line in again] == [line["verdict"] for line in judged]


def test_a_no_stays_with_an_address_when_the_line_that_says_it_is_taken_out():
    listed = b"Name,Email,Opt out\nTom,t@example.org,\nThomas,t@example.org,yes\n"
    kept, _taken_out = as_text(judge(read_file(listed), known={})).splitlines()
    (tom,) = judge(read_text(kept), known={})
    assert tom["verdict"] == "asked"


def test_a_no_holds_back_who_shares_the_address_of_somebody_who_is_here():
    listed = b"Name,Email,Opt out\nRosa,l@example.org,\nTom,l@example.org,yes\n"
    judged = judge(read_file(listed), known={"l@example.org": "here"})
    assert [line["verdict"] for line in judged] == ["here", "asked"]


def test_the_page_says_which_line_holds_somebody_back():
    listed = b"Name,Email,Opt out\nTom,t@example.org,\nThomas,t@example.org,yes\n"
    reasons = [line["reason"] for line in judge(read_file(listed), known={})]
    assert reasons == ["See line 3, the column “Opt out”.", "See the column “Opt out”."]


def test_who_is_here_already_is_not_asked_about_and_what_the_list_says_is_shown():
    listed = b"Name,Email,Opt out\nTom,t@example.org,yes\n"
    (tom,) = judge(read_file(listed), known={"t@example.org": "here"})
    assert (tom["verdict"], tom["reason"]) == ("here", "See the column “Opt out”.")


def test_of_two_with_one_address_who_were_ticked_one_is_invited_and_the_other_added(jo, project):
    listed = b"Name,Email,Opt out\nRosa,l@example.org,yes\nTom,l@example.org,yes\n"
    now = timezone.now()
    kept = services.check_import(
        project, by=jo, lines=read_file(listed), role="participant", now=now
    )
    services.confirm_import(kept, by=jo, anyway={2, 3}, now=now)
    people = dict(project.members.exclude(pk=jo.pk).values_list("known_as", "user__email"))
    assert people == {"Rosa": "l@example.org", "Tom": None}


def test_who_asked_not_to_is_invited_only_when_somebody_says_so(
    signed_in, facilitator, project, lists_url
):
    client = signed_in(facilitator)
    page = upload(client, lists_url, "03-civicrm-do-not-email.csv")
    assert "May we write to them?" in page.text
    client.post(page.redirect_chain[-1][0], {"anyway": ["4", "x", "999"]})
    invited = set(project.members.invited().values_list("known_as", flat=True))
    assert invited == {"Ms Rosa Lind", "Pat Oak"}


def test_the_page_says_nothing_of_those_who_said_no_when_nobody_did(
    signed_in, facilitator, lists_url
):
    page = upload(signed_in(facilitator), lists_url, "13-last-first.csv")
    assert lacks(page, "May we write to them?", but_has="Invite 2 people")
