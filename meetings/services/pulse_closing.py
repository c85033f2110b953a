"""Closes pulses: opens all answers together, keeps what can be shown, and lets the rest go (docs/adr/0082, 0110)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ballots.answers import Answer
from ballots.disclosure import FEWEST, NO_PAPER, may_be_shown, publish
from ballots.services import Opened, open_seal, shuffle_rows
from meetings.models import Feeling, Pulse, PulseAsked, PulsePlaces, PulseResult, PulseWord, Unasked
from meetings.services.pulse_answers import PAPER

_NAMES = [answer.name.lower() for answer in Answer]
_NOBODY = NO_PAPER[0]
Contents = Sequence[Mapping[str, Any]]
Outcome = Pulse.Outcome


@transaction.atomic
def close_pulse(pulse: Pulse, *, now: datetime, without_answers: bool = False) -> bool:
    """
    Close a pulse that is over: nothing comes in any more, and what can be shown is written once, for good.

    Who was asked is forgotten, and of fewer than five answers nothing is kept, not even how many there were. Return
    whether this call closed it.

    :param without_answers: whether to close it although the key is away and all answers are lost, also before its day.
    :raises KeyIsAway: when there are answers and no key.
    """
    held = Pulse.objects.select_for_update(of=("self",)).select_related("seal").get(pk=pulse.pk)
    if held.is_closed or not (without_answers or held.is_over(on=timezone.localdate(now))):
        return False
    opened = (
        open_seal(held.seal, without_key=without_answers)
        if held.seal is not None
        else Opened([], 0)
    )
    held.outcome = _outcome(opened)
    held.answered = len(opened.contents) if held.is_shown else None
    held.closed_at, held.there = now, held.places.there
    held.save(update_fields=["closed_at", "outcome", "there", "answered"])
    PulsePlaces.objects.filter(pulse=held).delete()
    PulseAsked.objects.filter(pulse=held).delete()
    if held.is_shown:
        _write(held, opened.contents)
    return True


def _outcome(opened: Opened) -> str:
    """Say what is shown; it depends on how many answered, never on what."""
    contents = opened.contents
    if opened.unread and not contents:
        return Outcome.LOST
    if may_be_shown(len(contents), on_paper=len(_typed(contents))):
        return Outcome.SHOWN
    return Outcome.FEW if len(contents) < FEWEST else Outcome.TYPED


def _typed(contents: Contents) -> Contents:
    """Return what somebody typed in who knows it, therefore."""
    return [entry for entry in contents if entry["way"] == PAPER]


def _write(pulse: Pulse, contents: Contents) -> None:
    PulseResult.objects.bulk_create(_result(pulse, feeling, contents) for feeling in Feeling.values)
    words = [
        PulseWord(pulse=pulse, when=when, word=word)
        for when in PulseWord.When.values
        for word in words_to_show(contents, when)
    ]
    shuffle_rows(PulseWord.objects.filter(pulse=pulse), words)
    unasked = [
        Unasked(pulse=pulse, text=entry["unasked"]) for entry in contents if entry["unasked"]
    ]
    shuffle_rows(Unasked.objects.filter(pulse=pulse), unasked)


def _result(pulse: Pulse, feeling: str, contents: Contents) -> PulseResult:
    counts, on_paper = _count(contents, feeling), _count(_typed(contents), feeling)
    # All who were there are one group: nobody is told from the others by what they do in the project.
    published = publish(_NOBODY, counts, on_paper=(_NOBODY, on_paper), may_stand_apart=False)[0]
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


def words_to_show(contents: Contents, when: str) -> list[str]:
    """
    Return the words with which people arrived, or left: of five or more, and not nearly all the same.

    Whoever takes away their own, or those that they typed in, must not be left with one word of all others.
    """
    given, typed = _given(contents, when), _given(_typed(contents), when)
    if not may_be_shown(len(given), on_paper=len(typed)) or _are_alike(given):
        return []
    by_themselves = [entry for entry in contents if entry["way"] != PAPER]
    return [] if typed and _are_alike(_given(by_themselves, when)) else given


def _given(contents: Contents, when: str) -> list[str]:
    return [entry[when] for entry in contents if entry[when]]


def _are_alike(words: Sequence[str]) -> bool:
    """Whether all but one at most gave the same word, and somebody gave one."""
    plain = [" ".join(word.casefold().strip(" .,!?…").split()) for word in words]
    return bool(plain) and len(plain) <= max(plain.count(word) for word in plain) + 1
