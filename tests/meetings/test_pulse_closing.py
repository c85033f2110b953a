"""What is shown of a pulse when it has closed, once, and that it tells nobody's answer."""

import random
from collections import Counter
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from ballots.keys import KeyIsAway
from ballots.models import Seal, SealedPiece
from meetings import services, tasks
from meetings.models import Feeling, Pulse, PulseAsked, PulsePlaces, PulseResult, PulseWord, Unasked
from meetings.services.pulse_closing import words_to_show
from outbox.models import Hitch
from tests.pulsing import a_pulse, close, people_of, say, say_on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(project):
    return people_of(project, 8)


def kept() -> tuple[int, ...]:
    models = (PulseAsked, PulsePlaces, PulseResult, PulseWord, Unasked, SealedPiece)
    return tuple(model.objects.count() for model in models)


def words(pulse: Pulse, when: str) -> list[str]:
    return sorted(pulse.words.filter(when=when).values_list("word", flat=True))


def test_what_five_said_is_shown_once_for_good(jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    for place, member in enumerate(people[:5]):
        answers = {"care": place, "safe": 4} | ({"good": 2} if place else {})
        say(pulse, member, answers, arrive=f"tired {place}", leave="fed" if place > 1 else "")
    assert kept() == (6, 1, 0, 0, 0, 5)
    done = close(pulse)
    care, safe, good = (done.results.get(feeling=one) for one in Feeling.values)
    assert care.counts == [1, 1, 1, 1, 1]
    assert (safe.level, safe.up, safe.down, safe.fully) == ("coarse", 5, 0, None)
    assert (good.level, good.up) == ("hidden", None)
    assert words(done, "arrive") == [f"tired {place}" for place in range(5)]
    assert words(done, "leave") == []
    assert (done.outcome, done.answered, done.there) == ("shown", 5, 6)
    assert kept() == (0, 0, 3, 5, 0, 0)
    assert not services.close_pulse(pulse, now=timezone.now() + timedelta(days=9))
    assert kept() == (0, 0, 3, 5, 0, 0)


def test_of_fewer_than_five_nothing_is_kept_but_that(jo, project, people):
    pulse = a_pulse(project, jo, *people[:6])
    for member in people[:4]:
        say(pulse, member, arrive="tired", unasked="About the buses?")
    done = close(pulse)
    assert (done.outcome, done.answered, done.there) == ("few", None, 6)
    assert kept() == (0, 0, 0, 0, 0, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pulse.objects.update(answered=4)


def test_it_closes_by_itself_after_its_last_day_or_when_all_have_answered(jo, project, people):
    full, other = a_pulse(project, jo, *people[:5]), a_pulse(project, jo, *people[:5])
    for member in people[:5]:
        say(full, member)
        tasks.close_due_pulses()
    assert list(Pulse.objects.open()) == [other]
    assert not services.close_pulse(other, now=timezone.now() + timedelta(days=7))
    assert services.close_pulse(other, now=timezone.now() + timedelta(days=8))
    assert Pulse.objects.get(pk=full.pk).answered == 5


def test_those_who_say_that_they_have_answered_do_not_close_it(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    for member in people[:5]:
        services.mark_answered(pulse, member=member, on=timezone.localdate())
    tasks.close_due_pulses()
    say_on_paper(pulse)
    assert Pulse.objects.get().closed_at is None


@pytest.mark.parametrize(
    ("web", "paper", "room", "outcome"),
    [
        *((5, 0, 0, "shown"), (0, 5, 0, "shown"), (0, 0, 5, "shown"), (5, 2, 0, "shown")),
        *((3, 2, 0, "typed"), (3, 4, 1, "typed"), (3, 2, 2, "shown"), (2, 0, 2, "few")),
    ],
)
def test_whoever_typed_in_sheets_learns_nothing_about_fewer_than_five_others(
    jo, project, people, web, paper, room, outcome
):
    pulse = a_pulse(project, jo, *people)
    for member in people[:web]:
        say(pulse, member)
    for way in ["paper"] * paper + ["room"] * room:
        say_on_paper(pulse, way=way)
    done = close(pulse)
    assert done.outcome == outcome
    assert done.results.count() == (3 if outcome == "shown" else 0)


def test_words_are_held_back_where_too_few_gave_one_or_nearly_all_the_same():
    def shown(*said: str, paper: int = 0) -> list[str]:
        ways = ["paper"] * paper + ["web"] * (len(said) - paper)
        contents = [{"way": way, "arrive": one} for way, one in zip(ways, said, strict=True)]
        return words_to_show(contents, "arrive")

    assert shown("a", "b", "c", "d", "") == []
    assert shown("a", "b", "c", "d", "e") == ["a", "b", "c", "d", "e"]
    assert shown("Tired.", "tired", "tired", "TIRED", "hungry") == []
    assert shown("tired", "tired", "tired", "cross", "hungry") != []
    # Whoever typed the first two in would be left with those of five others, all alike but one.
    assert shown("x", "y", "a", "a", "a", "a", "b", paper=2) == []
    assert shown("x", "y", "a", "b", "c", "d", paper=2) == []
    assert shown("x", "y", "a", "b", "c", "d", "e", paper=2) != []


def worlds_of(size: int) -> list[tuple[int, ...]]:
    return [world for world in product(range(size + 1), repeat=5) if sum(world) == size]


def fits(world: tuple[int, ...], shown: PulseResult) -> bool:
    if shown.is_exact:
        return world == (shown.cannot_say, *shown.counts[:4])
    return world[3] + world[4] == shown.up


def is_found_out(shown: PulseResult, known: Counter) -> bool:
    """Whether whoever knows some answers, their own or what they typed in, can say what all others answered."""
    rest = []
    for world in (world for world in worlds_of(shown.count) if fits(world, shown)):
        left = [world[answer] - known[answer] for answer in range(5)]
        if min(left) >= 0 and sum(left):
            rest.append(left)
    possible = {answer for left in rest for answer in range(5) if left[answer]}
    return len(possible) == 1


def a_random_group(chance: random.Random) -> list[dict[str, Any]]:
    """Return what some people say: often alike, with what nobody answered, words, and sheets of paper among them."""
    likely = chance.choice([[4], [4, 3], [0, 1, 2, 3, 4]])
    letters = chance.choice(["a", "ab", "abcdef"])
    return [
        {
            "answers": {
                one: chance.choice(likely) for one in Feeling.values if chance.random() < 0.9
            },
            "arrive": chance.choice(letters) if chance.random() < 0.9 else "",
            "leave": chance.choice(letters),
            "is_paper": chance.random() < 0.15,
        }
        for _one in range(chance.randint(5, 8))
    ]


def run_random_pulses(jo, project, people, *, count: int):
    """Yield of each random pulse that closed what was said, and the pulse."""
    chance = random.Random(7)
    for _turn in range(count):
        group = a_random_group(chance)
        pulse = a_pulse(project, jo, *people[: len(group)])
        for member, one in zip(people, group, strict=False):
            said = {name: one[name] for name in ("arrive", "leave")}
            if one["is_paper"]:
                say_on_paper(pulse, one["answers"], **said)
            else:
                say(pulse, member, one["answers"], **said)
        yield group, close(pulse)


def test_nobody_who_reads_all_pulses_and_knows_an_answer_learns_another(jo, project, people):
    exact = coarse = 0
    for group, pulse in run_random_pulses(jo, project, people, count=40):
        typed = [one for one in group if one["is_paper"]]
        for result in pulse.results.exclude(level="hidden"):
            said = [one["answers"].get(result.feeling) for one in group]
            on_paper = Counter(one["answers"].get(result.feeling) for one in typed)
            del on_paper[None]
            for own in {*said} - {None}:
                assert not is_found_out(result, Counter([own]))
            assert not is_found_out(result, on_paper)
            exact, coarse = exact + result.is_exact, coarse + (not result.is_exact)
        for when in ("arrive", "leave"):
            shown = words(pulse, when)
            assert shown == [] or len(shown) >= 5
            for own in {*shown}:
                left = Counter(shown) - Counter([own])
                assert len(left) >= 2
    # Both ways of showing were tried.
    assert (exact > 10, coarse > 10) == (True, True)


def test_the_search_finds_somebody_where_all_counts_are_shown(jo, project, people, monkeypatch):
    monkeypatch.setattr("ballots.disclosure.OfOneGroup.are_alike", False)
    found = [
        result
        for _group, pulse in run_random_pulses(jo, project, people, count=10)
        for result in pulse.results.exclude(level="hidden")
        if any(
            is_found_out(result, Counter([own]))
            for own in range(5)
            if result.is_exact and [result.cannot_say, *result.counts[:4]][own]
        )
    ]
    assert found


def test_unasked_words_come_out_shuffled_without_a_name_or_time(jo, project, people):
    pulse = a_pulse(project, jo, *people)
    for place, member in enumerate(people):
        say(pulse, member, {}, unasked=f"Ask about {place}?")
    done = close(pulse)
    assert sorted(done.unasked.values_list("text", flat=True)) == [
        f"Ask about {place}?" for place in range(8)
    ]
    assert {*done.results.values_list("level", flat=True)} == {"hidden"}
    fields = {field.name for field in Unasked._meta.concrete_fields}
    assert fields == {"id", "pulse", "text", "outcome", "shown_text", "contribution"}
    assert {field.name for field in PulseWord._meta.concrete_fields} == {
        *("id", "pulse", "when", "word")
    }
    assert {field.name for field in PulseAsked._meta.concrete_fields} == {
        *("id", "pulse", "member", "has_answered")
    }


def test_the_key_being_away_closes_nothing_by_itself_and_a_facilitator_can(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    for member in people[:5]:
        say(pulse, member)
    next(Path(settings.KEYS_DIR).glob(f"{pulse.seal.pk.hex}.key")).unlink()
    with pytest.raises(KeyIsAway):
        services.close_pulse(pulse, now=timezone.now())
    tasks.close_due_pulses()
    assert Hitch.objects.get().work == "close_pulse"
    assert services.close_pulse(pulse, now=timezone.now(), without_answers=True)
    done = Pulse.objects.get()
    assert (done.outcome, done.answered, kept()) == ("lost", None, (0, 0, 0, 0, 0, 0))


def test_the_key_is_let_go_once_it_has_closed(jo, project, people):
    pulse = a_pulse(project, jo, *people[:5])
    close(pulse)
    assert Seal.objects.get(pk=pulse.seal.pk).is_opened
