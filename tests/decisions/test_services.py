"""Versions are added and never written over; numbers have no gaps; one form has one effect."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core.revisions import EditConflict
from decisions.models import Decision, DecisionLog, DecisionVersion
from decisions.services import (
    Maker,
    correct_decision,
    record_decision,
    supersede_decision,
    verify_chain,
    withdraw_decision,
)
from tests import factories
from tests.factories import DAY, NOW, a_decision

NEW = {"what": "Lights stay on by the door", "why": "Somebody fell.", "decided_on": DAY}


def states(project):
    rows = DecisionVersion.objects.filter(decision__project=project).order_by("pk")
    return list(rows.values_list("decision__number", "version", "state", "change"))


def test_decisions_of_a_project_are_numbered_from_one(project, twin, jo):
    olu = factories.MemberFactory(project=twin)
    numbers = [a_decision(project, jo).number for _ in range(3)]
    assert (numbers, a_decision(twin, olu).number) == ([1, 2, 3], 1)


def test_the_key_of_a_form_finds_nothing_in_another_project(project, twin, jo):
    olu, key = factories.MemberFactory(project=twin), uuid4()
    a_decision(twin, olu, sent_key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_decision(project, jo, sent_key=key)
    assert not project.decisions.exists()


def test_makers_are_kept_with_what_they_had_said_by_then(project, jo, amina):
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    dana = Maker(name="Dana Reed", as_what="estates manager")
    decision = a_decision(project, jo, makers=[Maker(member=amina), Maker(member=jo), dana])
    amina.has_lived_experience = False
    amina.save()
    rows = decision.current.makers.values_list(
        "member", "name", "as_what", "was_participant", "had_lived_experience"
    )
    assert list(rows) == [
        (amina.pk, "", "", True, True),
        (jo.pk, "", "", False, None),
        (None, "Dana Reed", "estates manager", False, None),
    ]
    assert decision.current.maker_count == 3


def test_a_decision_without_makers_is_not_recorded(project, jo):
    with pytest.raises(ValueError):
        a_decision(project, jo, makers=[])
    assert (Decision.objects.count(), DecisionLog.objects.count()) == (0, 0)


def test_a_member_of_another_project_is_no_maker(project, twin, jo):
    stranger = factories.MemberFactory(project=twin)
    with pytest.raises(ValueError):
        a_decision(project, jo, makers=[Maker(member=stranger)])


def test_the_database_wants_a_reason(project, jo):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_decision(project, jo, why="  ")


def test_correct_adds_a_version_and_leaves_the_old_one(project, jo, amina):
    decision = a_decision(project, jo, what="Lights are dimmed from 10pm")
    correct_decision(
        decision,
        by=amina,
        base_version=1,
        change_why="It is 11pm.",
        what="Lights are dimmed from 11pm",
        now=NOW,
    )
    old, new = decision.versions.order_by("version")
    assert (old.what, new.what) == ("Lights are dimmed from 10pm", "Lights are dimmed from 11pm")
    assert (new.why, new.change_why, new.changed_by) == (old.why, "It is 11pm.", amina)
    assert [row.member for row in new.makers.all()] == [jo]
    assert Decision.objects.get().current == new


def test_supersede_links_both(project, jo):
    old = a_decision(project, jo)
    new = supersede_decision(
        old,
        by=jo,
        base_version=1,
        change_why="Somebody fell.",
        new={**NEW, "makers": [Maker(member=jo)]},
        now=NOW,
    )
    old.refresh_from_db()
    assert (old.current.state, old.current.superseded_by, new.number) == ("superseded", new, 2)
    assert states(project) == [
        (1, 1, "in-force", "recorded"),
        (2, 1, "in-force", "recorded"),
        (1, 2, "superseded", "superseded"),
    ]


def test_withdraw_keeps_the_decision_in_the_log(project, jo):
    decision = a_decision(project, jo)
    withdraw_decision(decision, by=jo, base_version=1, change_why="Money is gone.", now=NOW)
    assert states(project) == [
        (1, 1, "in-force", "recorded"),
        (1, 2, "withdrawn", "withdrawn"),
    ]


def change_in_each_way(decision, jo, base_version):
    common = {"by": jo, "base_version": base_version, "change_why": "Because.", "now": NOW}
    yield lambda: correct_decision(decision, what="Other words", **common)
    yield lambda: withdraw_decision(decision, **common)
    yield lambda: supersede_decision(decision, new={**NEW, "makers": [Maker(member=jo)]}, **common)


def test_a_change_of_an_older_version_is_a_conflict_and_leaves_no_trace(project, jo):
    decision = a_decision(project, jo)
    correct_decision(
        decision, by=jo, base_version=1, change_why="Because.", what="New words", now=NOW
    )
    before = states(project)
    for change in change_in_each_way(decision, jo, 1):
        with pytest.raises(EditConflict) as caught:
            change()
        assert caught.value.theirs.what == "New words"
    assert (states(project), verify_chain(project)) == (before, [])
    assert a_decision(project, jo).number == 2


def test_a_decision_that_is_not_in_force_cannot_be_changed(project, jo):
    decision = a_decision(project, jo)
    withdraw_decision(decision, by=jo, base_version=1, change_why="Because.", now=NOW)
    for change in change_in_each_way(decision, jo, 2):
        with pytest.raises(EditConflict):
            change()


def test_a_form_sent_twice_has_one_effect(project, jo):
    one, two, three = uuid4(), uuid4(), uuid4()
    common = {"by": jo, "change_why": "Because.", "now": NOW}
    for _ in range(2):
        decision = a_decision(project, jo, sent_key=one)
    for _ in range(2):
        correct_decision(decision, base_version=1, what="New words", sent_key=two, **common)
    for _ in range(2):
        new = supersede_decision(
            decision,
            base_version=2,
            new={**NEW, "makers": [Maker(member=jo)]},
            sent_key=three,
            **common,
        )
    assert new.number == 2
    assert [row[:2] for row in states(project)] == [(1, 1), (1, 2), (2, 1), (1, 3)]


def test_a_boundary_keeps_the_words_of_that_day(project, jo):
    boundary = factories.BoundaryFactory(project=project, what="No building work before April")
    decision = a_decision(project, jo, boundary=boundary)
    boundary.what = "No building work at all"
    boundary.save()
    assert decision.current.boundary_said == "No building work before April"
    assert verify_chain(project) == []


def test_line_ends_of_browsers_are_made_plain(project, jo):
    decision = a_decision(project, jo, why="One.\r\n\r\nTwo.\r\n")
    assert decision.current.why == "One.\n\nTwo."


def test_look_again_lies_after_the_decision(project, jo):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_decision(project, jo, look_again_on=DAY)
    assert a_decision(project, jo, look_again_on=DAY + timedelta(days=1)).number == 1


def test_a_word_that_is_no_field_is_refused(project, jo):
    decision = a_decision(project, jo)
    with pytest.raises(TypeError):
        correct_decision(decision, by=jo, base_version=1, change_why="Because.", wat="?", now=NOW)


def test_record_decision_takes_every_field(project, jo):
    decision = record_decision(
        project,
        by=jo,
        **NEW,
        makers=[Maker(member=jo, as_what="note taker")],
        how="By a vote",
        considered="Eye masks",
        rests_on="The night count",
        changed_our_mind="A visit at 2am",
        now=NOW,
    )
    version = DecisionVersion.objects.get()
    assert decision.current == version
    assert (version.how, version.considered) == ("By a vote", "Eye masks")
    assert (version.rests_on, version.changed_our_mind) == ("The night count", "A visit at 2am")
    assert version.makers.get().as_what == "note taker"
