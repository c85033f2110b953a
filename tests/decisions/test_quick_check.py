"""A check that somebody asks for reads what is new; the daily one reads all, and finds what was changed before that."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions import chain, tasks
from decisions.models import LONGEST_CHECK, Decision, DecisionLog
from decisions.services import ask_for_check, check_log, checks, correct_decision
from decisions.tasks import check_asked, check_due
from tests.decisions.tampering import tamper
from tests.factories import NOW, a_decision
from tests.pages import lacks

DAY = timedelta(days=1)
OLD_ROW = "UPDATE decisions_decisionversion SET why = 'Orders.' WHERE decision_id = {}"


@pytest.fixture
def log(project, jo):
    """Three decisions, checked as a whole; then a fourth, and a correction of the second."""
    first, *_others = [a_decision(project, jo) for _ in range(3)]
    check_log(project, now=NOW)
    a_decision(project, jo)
    words = {"change_why": "Because.", "what": "New words", "now": NOW}
    correct_decision(Decision.objects.get(number=2), by=jo, base_version=1, **words)
    log = DecisionLog.objects.get()
    log.first = first
    return log


@pytest.fixture
def queued(monkeypatch):
    """Let each log be too long to be checked while somebody waits; return what workers are asked to do."""
    asked = []
    monkeypatch.setattr(checks, "AT_ONCE", -1)
    monkeypatch.setattr(checks, "wake", lambda task, **ids: asked.append((task, ids)))
    return asked


def test_what_is_new_is_checked_at_once(project, log):
    found = ask_for_check(project, now=NOW + DAY)
    assert (found.is_sound, found.checked_count, found.checked_at) == (True, 5, NOW + DAY)
    assert found.whole_checked_at == NOW
    again = ask_for_check(project, now=NOW + 2 * DAY)
    assert (again.is_sound, again.checked_count, again.is_read_in_part) == (True, 5, True)


def test_it_reads_no_version_from_before(project, log):
    with CaptureQueriesContext(connection) as queries:
        found = chain.read_chain(project, since=chain.Sound(log.sound_to, log.sound_hash, 3))
    assert (found.count, found.problems) == (5, [])
    read = [
        q["sql"] for q in queries if "words_taken_out" in q["sql"] or "wordstakenout" in q["sql"]
    ]
    assert len(read) == 1
    assert f"({log.sound_to + 1}, {log.sound_to + 2})" in read[0]


def test_what_was_changed_before_is_found_by_the_daily_check_alone(project, log):
    tamper(OLD_ROW.format(log.first.pk))
    assert ask_for_check(project, now=NOW + DAY).is_sound
    DecisionLog.objects.update(whole_checked_at=NOW - 2 * DAY)
    check_due()
    kept = DecisionLog.objects.get()
    assert kept.problems == ["Decision 1, version 1, is not as it was written."]
    # And from then on a quick check does not hide it: it reads all again.
    assert ask_for_check(project, now=NOW + DAY).problems == kept.problems


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            "UPDATE decisions_decisionversion SET why = 'Orders.' WHERE version = 2",
            "Decision 2, version 2, is not as it was written.",
        ),
        (
            "UPDATE decisions_decision SET number = 9 WHERE number = 4",
            "The log does not have the number of its last decision.",
        ),
        (
            "UPDATE decisions_decisionlog SET sound_hash = 'x'",
            "The last version that was checked before is not there any more.",
        ),
        (
            "UPDATE decisions_decision SET created_at = '2020-01-01' WHERE number = 4",
            "Decision 4 does not show when it was first recorded.",
        ),
        (
            "UPDATE decisions_decisionlog SET version_count = 4",
            "The end of the log is missing, or something was added to it.",
        ),
    ],
)
def test_what_was_changed_since_is_found_at_once(project, log, change, problem):
    tamper(change)
    assert problem in ask_for_check(project, now=NOW + DAY).problems
    assert DecisionLog.objects.get().sound_to is None


def test_a_decision_that_shows_an_older_version_is_found_at_once(project, log):
    second = Decision.objects.get(number=2)
    old = second.versions.get(version=1)
    tamper(f"UPDATE decisions_decision SET current_id = {old.pk} WHERE number = 2")
    found = ask_for_check(project, now=NOW + DAY)
    assert found.problems == ["Decision 2 does not show its newest version."]


def test_much_is_left_to_a_worker_and_asked_once_at_a_time(project, log, queued):
    for _time in range(3):
        found = ask_for_check(project, now=NOW + DAY)
    assert found.is_being_checked(now=NOW + DAY)
    assert queued == [(check_asked, {"log": log.pk})]
    for task, ids in queued:
        task(**ids)
    kept = DecisionLog.objects.get()
    assert (kept.is_sound, kept.checked_count, kept.asked_at) == (True, 5, None)
    assert kept.whole_checked_at == NOW


def test_a_check_whose_worker_was_ended_can_be_asked_for_again(project, log, queued):
    ask_for_check(project, now=NOW)
    later = NOW + LONGEST_CHECK
    assert not DecisionLog.objects.get().is_being_checked(now=later)
    ask_for_check(project, now=later)
    assert len(queued) == 2


def test_what_was_asked_with_a_lost_message_is_done_by_the_schedule(project, log, queued):
    ask_for_check(project, now=NOW)
    check_due()
    assert DecisionLog.objects.get().asked_at is None


def test_a_quick_check_does_not_hide_what_the_daily_one_found_meanwhile(project, log, monkeypatch):
    real = chain.read_chain

    def slow(of, *, since=None, progress):
        monkeypatch.setattr(chain, "read_chain", real)
        found = real(of, since=since, progress=progress)
        tamper(OLD_ROW.format(log.first.pk))
        check_log(of, now=NOW + DAY)
        return found

    monkeypatch.setattr(chain, "read_chain", slow)
    assert ask_for_check(project, now=NOW + DAY).problems
    assert DecisionLog.objects.get().problems


def test_who_waits_sees_how_far_it_is(signed_in, participant, project, log, queued, monkeypatch):
    monkeypatch.setattr(chain, "PROGRESS", 2)
    seen = []
    real = chain.hash_of

    def hash_of(*args, **words):
        seen.append(DecisionLog.objects.get().read_count)
        return real(*args, **words)

    monkeypatch.setattr(chain, "hash_of", hash_of)
    check_log(project, now=NOW)
    assert seen == [0, 0, 2, 2, 4]
    assert DecisionLog.objects.get().read_count == 0
    browser = signed_in(participant)
    foot = reverse("decisions:log_check", args=[project.slug])
    browser.post(foot)
    DecisionLog.objects.update(read_count=4)
    page = browser.get(reverse("decisions:decision_list", args=[project.slug])).content.decode()
    assert "4 of 5 versions are read." in " ".join(page.split())
    lacks(page, "Check it now", but_has="The log is being checked.")


def test_thousands_of_logs_are_read_in_turns(project, twin, jo, log, monkeypatch):
    a_decision(twin, jo.__class__.objects.create(project=twin, known_as="Kim", joined_at=NOW))
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    asked = []
    monkeypatch.setattr(tasks, "wake", asked.append)
    DecisionLog.objects.update(whole_checked_at=None)
    for left in (1, 0):
        check_due()
        assert DecisionLog.objects.filter(whole_checked_at=None).count() == left
    assert asked == [check_due]
