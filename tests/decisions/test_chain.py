"""Tampering shows: in a text, in a maker, in the order, at the end; a name erased later does not."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from decisions import chain
from decisions.models import Decision, DecisionLog
from decisions.services import check_log, correct_decision, verify_chain
from decisions.tasks import check_due
from tests import factories
from tests.decisions.tampering import tamper
from tests.factories import NOW, a_decision


@pytest.fixture
def log(project, jo):
    """Three decisions, the second corrected."""
    for _ in range(3):
        a_decision(project, jo)
    correct_decision(
        Decision.objects.get(number=2),
        by=jo,
        base_version=1,
        change_why="Because.",
        what="New words",
        now=NOW,
    )
    return DecisionLog.objects.get()


def test_an_untouched_chain_has_no_problems(project, log):
    assert verify_chain(project) == []
    assert (log.last_number, log.version_count) == (3, 4)


def test_a_project_without_decisions_has_no_problems(project):
    assert verify_chain(project) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decisions_decisionversion SET why = 'Orders.' WHERE version = 2",
        "UPDATE decisions_decisionversion SET decided_on = '2026-01-01' WHERE version = 2",
        "UPDATE decisions_decisionversion SET change_why = 'Other.' WHERE version = 2",
    ],
)
def test_a_changed_text_shows(project, log, change):
    tamper(change)
    assert verify_chain(project) == ["Decision 2, version 2, is not as it was written."]


@pytest.mark.parametrize(
    "change",
    [
        "as_what = 'director'",
        "was_participant = NOT was_participant",
        "had_lived_experience = NOT coalesce(had_lived_experience, FALSE)",
    ],
)
def test_a_changed_maker_shows(project, log, change):
    tamper(f"UPDATE decisions_decisionmaker SET {change}")
    assert len(verify_chain(project)) == 4


def test_a_renumbered_decision_shows(project, log):
    tamper("UPDATE decisions_decision SET number = 9 WHERE number = 3")
    assert verify_chain(project) == [
        "Decision 9, version 1, is not as it was written.",
        "The log does not have the number of its last decision.",
    ]


def test_an_old_version_shown_as_the_newest_shows(project, log):
    decision = Decision.objects.get(number=2)
    first = decision.versions.get(version=1)
    tamper(f"UPDATE decisions_decision SET current_id = {first.pk} WHERE id = {decision.pk}")
    assert verify_chain(project) == ["Decision 2 does not show its newest version."]


def test_a_cut_end_shows(project, log):
    decision = Decision.objects.get(number=2)
    first = decision.versions.get(version=1)
    tamper(f"UPDATE decisions_decision SET current_id = {first.pk} WHERE id = {decision.pk}")
    last = decision.versions.get(version=2).pk
    tamper(f"DELETE FROM decisions_decisionmaker WHERE version_id = {last}")
    tamper(f"DELETE FROM decisions_decisionversion WHERE id = {last}")
    assert verify_chain(project) == ["The end of the log is missing, or something was added to it."]


def test_a_name_changed_later_keeps_the_chain_whole(project, jo, log):
    jo.known_as = "a participant"
    jo.save()
    assert verify_chain(project) == []


def test_check_log_keeps_what_it_found(project, log):
    assert check_log(project, now=NOW).is_sound
    tamper("UPDATE decisions_decisionversion SET why = 'Orders.' WHERE version = 2")
    found = check_log(project, now=NOW)
    assert (found.checked_count, found.problems) == (
        4,
        ["Decision 2, version 2, is not as it was written."],
    )


def test_command_checks_every_log(project, log):
    out = StringIO()
    call_command("check_decisions", stdout=out)
    assert out.getvalue() == (
        "waiting-at-night: 4 versions checked\nEvery version is unchanged since it was written.\n"
    )


def test_command_fails_when_something_was_changed(project, log):
    tamper("UPDATE decisions_decisionversion SET why = 'Orders.' WHERE version = 2")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_decisions", "waiting-at-night", stdout=out)
    assert "Decision 2, version 2, is not as it was written." in out.getvalue()


def test_command_knows_no_such_project(db):
    with pytest.raises(CommandError, match="There is no project nowhere"):
        call_command("check_decisions", "nowhere")


def test_the_daily_check_checks_once_a_day(project, log):
    check_due()
    first = DecisionLog.objects.get().checked_at
    check_due()
    assert first is not None
    assert DecisionLog.objects.get().checked_at == first


def test_a_log_that_cannot_be_read_is_kept_and_does_not_stop_the_others(project, twin, jo, log):
    a_decision(twin, factories.MemberFactory(project=twin))
    real = chain.read_chain

    def breaks_off(of, **words):
        if of == project:
            raise RuntimeError("its words")
        return real(of, **words)

    with patch("decisions.chain.read_chain", breaks_off):
        check_due()
    here, there = [DecisionLog.objects.get(project=one) for one in (project, twin)]
    assert here.problems == ["The check broke off: something in the log cannot be read."]
    assert (here.is_sound, there.is_sound) == (False, True)
    assert (here.checked_count, there.checked_count) == (0, 1)


def test_a_decision_without_a_version_shows(project, log):
    Decision.objects.create(project=project, number=4, created_at=NOW)
    DecisionLog.objects.update(last_number=4)
    assert verify_chain(project) == ["Decision 4 does not show its newest version."]


def test_a_lost_log_shows(project, log):
    tamper("DELETE FROM decisions_decisionlog")
    assert "The end of the log is missing, or something was added to it." in verify_chain(project)
