"""Closes pulses: opens all answers together, keeps what can be shown, and lets the rest go (docs/adr/0082, 0110)."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ballots.answers import Answer
from ballots.disclosure import FEWEST, OfOneGroup
from ballots.keys import KeyIsAway
from ballots.services import Opened, look_into, open_seal, shuffle_rows
from meetings.models import (
    Feeling,
    Meeting,
    Pulse,
    PulseAsked,
    PulsePlaces,
    PulseResult,
    PulseWord,
    Unasked,
)
from meetings.services.pulse_answers import PAPER, ROOM, WEB
from meetings.services.pulses import count_members_there

_NAMES = [answer.name.lower() for answer in Answer]
Contents = Sequence[Mapping[str, Any]]
Outcome = Pulse.Outcome


@transaction.atomic
def close_pulse(pulse: Pulse, *, now: datetime, without_answers: bool = False) -> bool:
    """
    Close a pulse that is over: nothing comes in any more, and what can be shown is written once, for good.

    Who was asked is forgotten, and of fewer than five answers nothing is kept, not even how many there were. Before
    its last day it closes only when everybody has answered and something can be shown: else somebody who was left out
    can still be added. Return whether this call closed it.

    :param without_answers: whether to close it although the key is away and all answers are lost, also before its day.
    :raises KeyIsAway: when there are answers and no key.
    """
    held = (
        Pulse.objects.select_for_update(of=("self",))
        .select_related("seal", "meeting")
        .get(pk=pulse.pk)
    )
    today = timezone.localdate(now)
    if held.is_closed or not (without_answers or held.is_over(on=today)):
        return False
    spare = held.places.count_spare(members=count_members_there(held.meeting))
    if held.takes_answers(on=today) and not (without_answers or _can_be_shown(held, spare)):
        return False
    opened = (
        open_seal(held.seal, without_key=without_answers)
        if held.seal is not None
        else Opened([], 0)
    )
    held.outcome = outcome_of(opened, spare)
    held.closed_at, held.there = now, held.places.there
    if held.is_shown:
        held.answered = len(opened.contents)
        # Whoever was taken out after they had answered was there.
        held.there = max(held.there, held.answered)
    held.save(update_fields=["closed_at", "outcome", "there", "answered"])
    PulsePlaces.objects.filter(pulse=held).delete()
    PulseAsked.objects.filter(pulse=held).delete()
    if held.is_shown:
        _write(held, opened.contents, spare)
    return True


@transaction.atomic
def stop_asking(meeting: Meeting, *, now: datetime) -> None:
    """
    Ask nobody any more how it was at a meeting that is called off: close its pulse, and show what can be shown.

    The caller holds the meeting. Where the key is away, a later tick closes it; no more answers come in meanwhile.
    """
    pulse = Pulse.objects.open().select_for_update().filter(meeting=meeting).first()
    if pulse is None:
        return
    pulse.closes_on = timezone.localdate(now) - timedelta(days=1)
    pulse.save(update_fields=["closes_on"])
    with suppress(KeyIsAway):
        close_pulse(pulse, now=now)


def _can_be_shown(pulse: Pulse, spare: int) -> bool:
    """Whether something of what is sealed could be shown now; it stays sealed."""
    if pulse.seal is None:
        return False
    return outcome_of(Opened(look_into(pulse.seal), 0), spare) == Outcome.SHOWN


def outcome_of(opened: Opened, spare: int) -> str:
    """Say what is shown; it depends on how many answered and by which way, never on what."""
    contents = opened.contents
    if opened.unread and not contents:
        return Outcome.LOST
    if _by_way(contents, lambda found: [len(found)], spare).may_be_shown:
        return Outcome.SHOWN
    return Outcome.FEW if len(contents) < FEWEST else Outcome.TYPED


def _by_way(
    contents: Contents, count: Callable[[Contents], Sequence[int]], spare: int
) -> OfOneGroup:
    """Count what came by each way. All who were there are one group: facilitators are not told from the others."""
    signed, loose, typed = (
        count([one for one in contents if one["way"] == way]) for way in (WEB, ROOM, PAPER)
    )
    return OfOneGroup(signed, loose, typed, spare=spare)


def _write(pulse: Pulse, contents: Contents, spare: int) -> None:
    PulseResult.objects.bulk_create(
        result_of(pulse, feeling, contents, spare) for feeling in Feeling.values
    )
    words = [
        PulseWord(pulse=pulse, when=when, word=word)
        for when in PulseWord.When.values
        for word in words_to_show(contents, when, spare=spare)
    ]
    shuffle_rows(PulseWord.objects.filter(pulse=pulse), words)
    unasked = [
        Unasked(pulse=pulse, text=entry["unasked"]) for entry in contents if entry["unasked"]
    ]
    shuffle_rows(Unasked.objects.filter(pulse=pulse), unasked)


def result_of(pulse: Pulse, feeling: str, contents: Contents, spare: int) -> PulseResult:
    published = _by_way(contents, lambda found: _count(found, feeling), spare).publish()
    return PulseResult(
        pulse=pulse,
        feeling=feeling,
        level=published.level,
        up=published.up,
        down=published.down,
        **dict(zip(_NAMES, published.counts, strict=False)),
    )


def _count(contents: Contents, feeling: str) -> list[int]:
    counts = [0] * len(_NAMES)
    for entry in contents:
        for asked, answer in entry["answers"]:
            counts[answer] += asked == feeling
    return counts


def words_to_show(contents: Contents, when: str, *, spare: int = 0) -> list[str]:
    """
    Return the words with which people arrived, or left: of five or more, and not nearly all the same.

    Whoever takes away their own, or those that they can know, must not be left with one word of all others.
    """
    given = [entry for entry in contents if entry[when]]
    kinds = sorted({_plain(entry[when]) for entry in given})

    def count(found: Contents) -> list[int]:
        plain = [_plain(entry[when]) for entry in found]
        return [plain.count(kind) for kind in kinds]

    words = _by_way(given, count, spare)
    return [] if not words.may_be_shown or words.are_alike else [entry[when] for entry in given]


def _plain(word: str) -> str:
    return " ".join(word.casefold().strip(" .,!?…").split())
