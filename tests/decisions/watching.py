"""
A group that has a say, and somebody who watches: all in memory, by the rules of :mod:`decisions.rounds`.

The watcher reads the page after each event, until the end and after it, and knows who had a say when for the first
time, as facilitators can from reminders and calls. The watcher does not know who changed what they had said.
"""

import random
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from decisions.models import ProposalSay
from decisions.rounds import (
    FEWEST,
    is_named,
    keep,
    let_go,
    open_round,
    show_ended,
    show_open,
    standing,
)

NOT_SURE = ("concern", "not-yet")


@dataclass(frozen=True)
class Event:
    """At a time somebody says something about one wording; ``says`` is empty when they take it back."""

    at: int
    member: int
    wording: int
    says: str
    words: str
    is_unnamed: bool


@dataclass
class Watched:
    """What is seen after each event and at the end, and what the rows were when each round was opened."""

    seen: list[Any]
    #: Words that were shown without the name of somebody who did not want it shown -> author and wording.
    unnamed: dict[str, tuple[int, int]]
    #: Wording and round -> when it was shown, and of whom.
    rounds: dict[tuple[int, int], tuple[int, set[int]]]


def a_history(chance: random.Random) -> list[Event]:
    """Let a group of 1 to 14 have a say, change it, and be asked about other words."""
    size, wording, events = chance.randint(1, 14), 1, []
    for at in range(chance.randint(1, 28)):
        if chance.random() < 0.04:
            wording += 1
        says = chance.choices(["agree", "concern", "not-yet", "aside", ""], [8, 3, 3, 2, 1])[0]
        words = f"w{at}" if says in NOT_SURE else ""
        member = chance.randint(1, size)
        events.append(Event(at, member, wording, says, words, chance.random() < 0.4))
    return events


def watch(events: list[Event], *, length: int) -> Watched:
    """Play a history, and note what is seen."""
    rows: dict[tuple[int, int], ProposalSay] = {}
    found = Watched([], {}, {})
    wording = 1
    by_time = {event.at: event for event in events}
    for at in range(length):
        if event := by_time.get(at):
            wording = event.wording
            _play(rows, event, found)
        found.seen.append(_page(list(rows.values()), wording, found))
    found.seen.append(_end(list(rows.values()), wording))
    return found


def _play(rows: dict[tuple[int, int], ProposalSay], event: Event, found: Watched) -> None:
    key = (event.member, event.wording)
    if event.says or key in rows:
        row = rows.setdefault(
            key, ProposalSay(pk=len(rows), member_id=event.member, wording=event.wording)
        )
        unnamed = event.is_unnamed if event.says else row.is_unnamed
        keep(row, says=event.says, words=event.words, is_unnamed=unnamed)
    of_wording = [row for row in rows.values() if row.wording == event.wording]
    if new := open_round(of_wording):
        people = {row.member_id for row in new}
        found.rounds[event.wording, new[0].round] = (event.at, people)


def _page(rows: list[ProposalSay], wording: int, found: Watched) -> Any:
    shown = show_open(rows, wording=wording)
    for say in standing(rows, wording=wording):
        if say.is_unnamed and say.says in NOT_SURE:
            found.unnamed[say.words] = (say.member_id, say.wording)
    said = {(row.member_id, row.wording) for row in rows}
    not_sure = sorted(
        (say.words, say.says, say.member_id if is_named(say) else -1) for say in shown.not_sure
    )
    aside = sorted(say.member_id for say in shown.aside_named)
    return (said, not_sure, shown.agree, shown.aside, aside, shown.said, shown.waiting)


def _end(rows: list[ProposalSay], wording: int) -> Any:
    kept = let_go([copy(row) for row in rows], wording=wording)
    shown = show_ended(kept)
    names = [
        sorted(say.member_id for say in some) for some in (shown.agree_named, shown.aside_named)
    ]
    not_sure = sorted((s.words, s.says, s.member_id or -1) for s in shown.not_sure)
    return (not_sure, names, shown.agree, shown.aside, shown.said, shown.held_back)


def could_have_said(words: str, events: list[Event], found: Watched, *, length: int) -> set[int]:
    """Return who could have said words that were shown without a name: all that is seen would be the same."""
    author, wording = found.unnamed[words]
    at, people = next(
        round_
        for (of, _number), round_ in found.rounds.items()
        if of == wording and author in round_[1]
    )
    same = {author}
    for other in people - {author}:
        swapped = _exchange(events, wording, at, (author, other))
        if watch(swapped, length=length).seen == found.seen:
            same.add(other)
    return same


def _exchange(events: list[Event], wording: int, at: int, two: tuple[int, int]) -> list[Event]:
    """Exchange what two people had said by the time of their round, and whatever they changed of it afterwards."""
    other_of = dict(zip(two, reversed(two), strict=True))
    last = {
        event.member: event
        for event in events
        if event.wording == wording and event.member in two and event.at <= at and event.says
    }
    swapped = []
    for event in events:
        if event.wording != wording or event.member not in two:
            swapped.append(event)
        elif event.at > at:
            swapped.append(replace(event, member=other_of[event.member]))
        elif _is_hidden(event):
            said = last[other_of[event.member]]
            content = (said.says, said.words, said.is_unnamed)
            says, words, is_unnamed = content
            swapped.append(replace(event, says=says, words=words, is_unnamed=is_unnamed))
        else:
            swapped.append(event)
    return swapped


def _is_hidden(event: Event) -> bool:
    """Whether it was seen by nobody before its round."""
    return bool(event.says) and (event.is_unnamed or event.says == "agree")


def who_is_found_out(events: list[Event]) -> list[tuple[str, set[int]]]:
    """Return the words shown without a name that fewer than five people could have said, with those people."""
    length = events[-1].at + 1
    found = watch(events, length=length)
    could = {words: could_have_said(words, events, found, length=length) for words in found.unnamed}
    return [(words, people) for words, people in could.items() if len(people) < FEWEST]
