"""
What somebody learns who copies the disk at each commit: who has answered and that another answer is in, and no answer.

The attacker is the one of :mod:`tests.elements.test_disk`.
"""

import random
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from ballots import cleaning
from ballots.models import SealedPiece
from meetings import services
from meetings.models import Feeling, Pulse, PulseAsked
from projects.models import Member
from tests.disk import files_of_tables, files_with, log_begins, versions_on_disk
from tests.elements.test_disk import boxes_now, learned, rows_of_copy
from tests.elements.test_review_anonymity import order_of, tells_who_was_last
from tests.pulsing import a_pulse, people_of, say, say_on_paper
from tests.sealed import clean_at_last

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERED = {
    ("meetings_pulseasked", "has_answered"),
    ("meetings_pulseplaces", "taken"),
    ("ballots_sealedpiece", "1 more"),
}


@pytest.fixture
def people(project) -> list[Member]:
    return people_of(project, 7)


@pytest.fixture
def pulse(project, jo, people) -> Pulse:
    return a_pulse(project, jo, *people, others=3)


@pytest.fixture
def said_here() -> str:
    """A word that is in the answers of this test and nowhere else: a log of PostgreSQL holds other tests, too."""
    return f"warm{uuid4().hex}"


def answers() -> list[dict[str, int]]:
    """Return what each of seven people says: no two the same."""
    chance = random.Random(5)
    return [{one: chance.randrange(5) for one in Feeling.values} for _place in range(7)]


def test_copies_at_each_commit_show_who_answered_and_no_answer(
    pulse, people, said_here, tmp_path, monkeypatch
):
    # The write-ahead log grows, and is cut at each commit.
    monkeypatch.setattr(cleaning, "tidy", lambda: None)
    tables = cleaning.ballot_tables()
    seen, readable = [], []
    before, since = rows_of_copy(tmp_path), log_begins()
    for place, (member, said) in enumerate(zip(people, answers(), strict=True)):
        say(pulse, member, said, arrive=f"{said_here[:20]}{place}", unasked=said_here)
        after = rows_of_copy(tmp_path)
        seen.append(set(learned(before, after)))
        readable += files_with(said_here[:20], *tables, since=since)
        before = after
    say_on_paper(pulse, {"care": 1})
    after = rows_of_copy(tmp_path)
    assert seen == [ANSWERED] * 7
    assert set(learned(before, after)) == ANSWERED - {("meetings_pulseasked", "has_answered")}
    assert readable == []
    # What lies open is found: in a table, or a log.
    pulse.meeting.title = said_here
    pulse.meeting.save(update_fields=["title"])
    assert files_with(said_here[:20], *tables, "meetings_meeting", since=since)


def test_whoever_says_that_they_have_answered_looks_like_one_who_did(pulse, people, tmp_path):
    before = rows_of_copy(tmp_path)
    services.mark_answered(pulse, member=people[0], on=timezone.localdate())
    found = set(learned(before, rows_of_copy(tmp_path)))
    assert found == {("meetings_pulseasked", "has_answered"), ("ballots_sealedpiece", "0 more")}


def test_nothing_on_the_disk_tells_who_answered_last(pulse, people):
    asked = order_of(PulseAsked, "id")
    for number, member in enumerate(random.sample(people, 6), start=1):
        say(pulse, member)
        assert not tells_who_was_last(PulseAsked, asked)
        assert versions_on_disk("ballots_sealedpiece", boxes_now()) == number
        if connection.vendor == "postgresql":
            assert not tells_who_was_last(SealedPiece, [])
            assert versions_on_disk("meetings_pulseasked", []) == len(people)


def test_when_it_has_closed_only_what_is_shown_is_left(pulse, people):
    tables = cleaning.ballot_tables()
    boxes: list[bytes] = []
    for member, said in zip(people, answers(), strict=True):
        say(pulse, member, said)
        boxes += boxes_now()
    parts = {box[place : place + 64] for box in boxes for place in range(0, 8000, 1024)}
    before = files_of_tables(*tables)
    assert [name for name in before if any(part in before[name] for part in parts)]
    assert services.close_pulse(pulse, now=timezone.now() + timedelta(days=8))
    clean_at_last()
    after = files_of_tables(*tables)
    assert [name for name in after if any(part in after[name] for part in parts)] == []
    assert not services.can_be_read(Pulse.objects.get())
    assert (Pulse.objects.get().results.count(), PulseAsked.objects.count()) == (3, 0)


def test_the_order_of_words_says_nothing_about_who_came_when(project, jo, people):
    """Over many pulses, the first to answer is not first or last in what is shown more often than by chance."""
    places = []
    for _turn in range(24):
        pulse = a_pulse(project, jo, *people[:5])
        for place, member in enumerate(people[:5]):
            say(pulse, member, arrive=f"word {place}", leave=f"way {place}")
        services.close_pulse(pulse, now=timezone.now())
        words = list(
            pulse.words.filter(when="arrive").order_by("pk").values_list("word", flat=True)
        )
        lefts = list(pulse.words.filter(when="leave").order_by("pk").values_list("word", flat=True))
        places.append((words.index("word 0"), lefts.index("way 0")))
    # By chance, one place of five comes so often once in a hundred million runs.
    assert max(Counter(first for first, _second in places).values()) < 18
    assert sum(first == second for first, second in places) < 18
