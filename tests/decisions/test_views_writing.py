"""Writing into the log: nothing typed is lost, makers need no JavaScript, a second editor sees both texts."""

from datetime import date
from uuid import uuid4

import pytest

from decisions.models import Decision, DecisionVersion
from decisions.services import Maker, correct_decision, verify_chain, withdraw_decision
from tests import factories
from tests.decisions.pages import text_of, ticked
from tests.factories import NOW, a_decision
from tests.pages import tight


@pytest.fixture
def client(signed_in, facilitator):
    return signed_in(facilitator)


def makers(version):
    return [(m.member and m.member.known_as, m.name, m.as_what) for m in version.makers.all()]


def test_record_a_decision(client, typed, address, project):
    answer = client.post(address("decision_create"), typed)
    assert answer.headers["Location"] == address("decision_detail", 1)
    version = DecisionVersion.objects.get()
    assert (version.what, version.why) == ("Lights are dimmed from 11pm", "People could not rest.")
    assert makers(version) == [
        ("Jo", "", ""),
        ("Amina", "", ""),
        (None, "Dana Reed", "estates manager"),
    ]
    assert "Decision 1 is recorded." in client.get(answer.headers["Location"]).text


def test_check_shows_everything_and_saves_nothing(client, typed, address):
    answer = client.post(address("decision_create"), {**typed, "do": "check"})
    text = text_of(answer)
    assert "This is not saved yet." in text
    assert "1 participant, 1 facilitator and Dana Reed (estates manager)." in text
    assert Decision.objects.count() == 0


def hidden_fields(answer) -> dict[str, list[str]]:
    """What the check page sends on."""
    form, found = answer.context["form"], {}
    for field in form:
        value = field.value()
        if value is not None and value != "":
            found[field.html_name] = value if isinstance(value, list) else [str(value)]
    return found


def test_from_check_to_the_log_and_back(client, typed, address):
    page = client.post(address("decision_create"), {**typed, "do": "check"})
    sent = hidden_fields(page)
    back = client.post(address("decision_create"), {**sent, "do": "change"})
    assert 'value="Dana Reed"' in back.text
    assert ticked(back) == ["Amina", "Jo"]
    assert Decision.objects.count() == 0
    client.post(address("decision_create"), {**sent, "do": "save"})
    assert DecisionVersion.objects.get().how == "Agreed together"


def test_a_form_sent_twice_records_one_decision(client, typed, address):
    typed["sent_key"] = str(uuid4())
    first, second = (client.post(address("decision_create"), typed) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"what": ""}, "what", "Write what was decided."),
        ({"why": " "}, "why", "Write why this was decided."),
        ({"decided_on": ""}, "decided_on", "Give the day on which it was decided."),
        (
            {"decided_on": "soon"},
            "decided_on",
            "Write the date as day, month and year, like 27 3 2027.",
        ),
        (
            {"decided_on": "2050-01-01"},
            "decided_on",
            "Give a day that has come. A decision is written down once it is made.",
        ),
        (
            {"look_again_on": "2024-11-19"},
            "__all__",
            "Look at it again on a day after it was decided.",
        ),
        (
            {"members": [], "name_0": "", "as_what_0": ""},
            "members",
            "Name at least one person who made this decision.",
        ),
        ({"as_what_0": ""}, "as_what_0", "Say as what Dana Reed took part."),
        ({"name_0": ""}, "name_0", "Name the person, too."),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(
    client, typed, address, change, field, words
):
    answer = client.post(address("decision_create"), {**typed, "how": "My words", **change})
    assert answer.context["form"].errors[field] == [words]
    assert text_of(answer).count(words) >= 1
    assert "My words" in answer.text
    assert "<title>Error:" in tight(answer.text)
    assert Decision.objects.count() == 0


def test_a_member_of_another_project_cannot_be_named(client, typed, address, twin):
    typed["members"] = [factories.MemberFactory(project=twin).pk]
    answer = client.post(address("decision_create"), typed)
    assert list(answer.context["form"].errors) == ["members"]


def test_the_day_can_be_typed_as_people_write_it(client, typed, address):
    client.post(address("decision_create"), {**typed, "decided_on": "19 11 2024"})
    assert DecisionVersion.objects.get().decided_on == date(2024, 11, 19)


# --- Correct ---


@pytest.fixture
def correction(typed):
    typed |= {"base_version": 1, "change_why": "It is 11pm.", "what": "Lights from 11pm"}
    return typed


def test_the_form_starts_from_the_newest_version(client, project, jo, address):
    a_decision(project, jo, considered="Eye masks")
    answer = client.get(address("decision_correct", 1))
    assert "Eye masks" in answer.text
    assert ticked(answer) == ["Jo"]


def test_correct(client, decision, correction, address):
    answer = client.post(address("decision_correct", 1), correction)
    assert answer.headers["Location"] == address("decision_detail", 1)
    newest = Decision.objects.get().current
    assert (newest.version, newest.what, newest.change_why) == (
        2,
        "Lights from 11pm",
        "It is 11pm.",
    )


def test_the_check_of_a_correction_shows_what_is_different(client, decision, correction, address):
    answer = client.post(address("decision_correct", 1), {**correction, "do": "check"})
    changed = [field.label for field in answer.context["differences"] if field.is_changed]
    assert changed == [
        "What was decided",
        "Why",
        "Who made it",
        "When it was decided",
        "How it was decided",
    ]
    assert DecisionVersion.objects.count() == 1


def test_a_correction_needs_its_reason(client, decision, correction, address):
    answer = client.post(address("decision_correct", 1), {**correction, "change_why": ""})
    assert answer.context["form"].errors == {
        "change_why": ["Write why it is changed. Everybody can read it."]
    }


def test_a_member_keeps_as_what_they_took_part(client, project, jo, correction, address):
    a_decision(project, jo, makers=[Maker(member=jo, as_what="note taker")])
    client.post(address("decision_correct", 1), correction)
    assert makers(Decision.objects.get().current)[0] == ("Jo", "", "note taker")


def change_meanwhile(decision, amina, **fields):
    correct_decision(
        Decision.objects.get(pk=decision.pk),
        by=amina,
        base_version=1,
        change_why="I was quicker.",
        now=NOW,
        **fields,
    )


@pytest.mark.parametrize("do", ["check", "save"])
def test_the_second_editor_sees_both_texts(client, decision, amina, correction, address, do):
    change_meanwhile(decision, amina, what="Lights from midnight", considered="Eye masks")
    answer = client.post(address("decision_correct", 1), {**correction, "do": do})
    conflict = answer.context["conflict"]
    assert answer.status_code == 409
    assert [(c.label, c.theirs, c.mine) for c in conflict.clashes] == [
        ("What was decided", "Lights from midnight", "Lights from 11pm")
    ]
    assert conflict.taken == ["What else was considered"]
    assert "Amina changed this while you wrote" in answer.text
    assert DecisionVersion.objects.count() == 2


def test_the_second_text_can_be_saved_on_top(client, decision, amina, correction, address):
    change_meanwhile(decision, amina, what="Lights from midnight", considered="Eye masks")
    shown = client.post(address("decision_correct", 1), correction)
    form = shown.context["form"]
    sent = {f.html_name: f.value() for f in form if f.value() not in (None, "")}
    client.post(address("decision_correct", 1), {**sent, "do": "save"})
    newest = Decision.objects.get().current
    assert (newest.version, newest.what, newest.why, newest.considered) == (
        3,
        "Lights from 11pm",
        "People could not rest.",
        "Eye masks",
    )
    assert [m[0] or m[1] for m in makers(newest)] == ["Jo", "Amina", "Dana Reed"]


def test_words_for_a_decision_withdrawn_meanwhile_can_become_a_new_one(
    client, decision, jo, correction, address, project
):
    withdraw_decision(decision, by=jo, base_version=1, change_why="No money.", now=NOW)
    shown = client.post(address("decision_correct", 1), correction)
    assert (shown.status_code, "It was withdrawn." in shown.text) == (409, True)
    assert f'action="{address("decision_create")}"' in shown.text
    form = shown.context["form"]
    sent = {f.html_name: f.value() for f in form if f.value() not in (None, "")}
    client.post(address("decision_create"), {**sent, "do": "save"})
    assert Decision.objects.get(number=2).current.what == "Lights from 11pm"


# --- Replace and withdraw ---


def test_replace(client, decision, correction, address):
    answer = client.post(address("decision_supersede", 1), correction)
    assert answer.headers["Location"] == address("decision_detail", 2)
    old, new = Decision.objects.order_by("number")
    assert (old.current.state, old.current.superseded_by, old.current.change_why) == (
        "superseded",
        new,
        "It is 11pm.",
    )


def test_replace_what_was_changed_meanwhile(client, decision, amina, correction, address):
    change_meanwhile(decision, amina, what="Lights from midnight")
    shown = client.post(address("decision_supersede", 1), correction)
    assert (shown.status_code, "Lights from midnight" in shown.text) == (409, True)
    assert shown.context["form"]["what"].value() == "Lights from 11pm"
    assert Decision.objects.count() == 1


def test_withdraw(client, decision, address):
    sent = {"base_version": 1, "change_why": "No money.", "sent_key": str(uuid4())}
    for _ in range(2):
        answer = client.post(address("decision_withdraw", 1), sent)
        assert answer.headers["Location"] == address("decision_detail", 1)
    assert "This decision was withdrawn. It no longer counts." in text_of(
        client.get(address("decision_detail", 1))
    )
    assert DecisionVersion.objects.count() == 2


def test_withdraw_needs_a_reason(client, decision, address):
    answer = client.post(address("decision_withdraw", 1), {"base_version": 1, "change_why": ""})
    assert answer.context["form"].errors == {
        "change_why": ["Write why it is withdrawn. Everybody can read it."]
    }


def test_withdraw_what_was_changed_meanwhile(client, decision, amina, address):
    change_meanwhile(decision, amina, what="Lights from midnight")
    sent = {"base_version": 1, "change_why": "No money."}
    shown = client.post(address("decision_withdraw", 1), sent)
    assert (shown.status_code, "Lights from midnight" in shown.text) == (409, True)
    assert shown.context["form"]["change_why"].value() == "No money."
    client.post(address("decision_withdraw", 1), {**sent, "base_version": 2})
    assert Decision.objects.get().current.state == "withdrawn"


@pytest.mark.parametrize("page", ["correct", "supersede", "withdraw"])
def test_a_withdrawn_decision_is_not_opened_for_change(client, decision, jo, address, page):
    withdraw_decision(decision, by=jo, base_version=1, change_why="No money.", now=NOW)
    answer = client.get(address(f"decision_{page}", 1))
    assert answer.status_code == 403
    assert "This decision was withdrawn." in text_of(answer)


def test_after_all_that_the_chain_is_whole(client, typed, address, project):
    for _ in range(2):
        client.post(address("decision_create"), typed)
    sent = {**typed, "base_version": 1, "change_why": "Because."}
    client.post(address("decision_correct", 1), {**sent, "what": "Other"})
    client.post(address("decision_supersede", 2), sent)
    assert (verify_chain(project), DecisionVersion.objects.count()) == ([], 5)
