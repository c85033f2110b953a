"""Who came, when, with what experience, for whom they can speak and how they hear."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from coproduce.demo import people, plan
from coproduce.demo.story import Story
from outbox.services import set_preference
from participation import services as participation
from participation.models import Greeting
from plan import services

ORDER = 10

#: Days ago; people read the boundaries after it.
LAST_BOUNDARY = min(limit.added for limit in plan.LIMITS)


def tell(story: Story) -> None:
    """Who came, when, with what experience, and how they hear."""
    for person in people.PEOPLE:
        came = person.joined if person.joined is not None else person.invited
        story.at(
            came + (1 if person.email and person.joined is not None else 0),
            10,
            _invite(story, person),
        )
        if person.joined is not None:
            story.at(person.joined, 19, _come_in(story, person))
            story.at(person.joined, 20, _speak_for(story, person))
            story.at(person.joined - 2, 17, _meet(story, person))
            if person.email:
                story.at(person.joined - 3, 12, _say_met(story, person))
            if person.email and person.rhythm == "at-once":
                read = min(person.joined, LAST_BOUNDARY) - 2
                story.at(read, 21, _read_boundaries(story, person))
    for group in people.GROUPS:
        story.at(group.added, 18, _map(story, group))


def _invite(story: Story, person: people.Person) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        if person.name == "Jo":
            return
        if person.email:
            member = participation.invite_member(
                story.project,
                by=story.jo,
                email=person.email,
                known_as=person.name,
                role=person.role,
                now=now,
            )
        else:
            member = participation.add_member_without_email(
                story.project,
                by=story.jo,
                known_as=person.name,
                channel=person.channel,
                phone=person.phone,
                postal_address=person.address,
                now=now,
            )
        story.members[person.name] = member

    return happen


def _come_in(story: Story, person: people.Person) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        member = story.members[person.name]
        if person.email and person.name != "Jo":
            invitation = member.invitations.latest("pk")
            participation.accept_invitation(invitation, known_as=person.name, now=now)
            member.refresh_from_db()
        by = None if person.email else story.jo
        participation.record_bring(member, experience=person.experience, by=by, now=now)
        hears: dict[str, Any] = {"channel": person.channel, "rhythm": person.rhythm}
        hears |= {"phone": person.phone, "postal_address": person.address}
        participation.record_hearing(member, hears=hears, by=by, now=now)
        if person.large_print:
            set_preference(member, **hears, is_large_print=True, by=by)

    return happen


def _meet(story: Story, person: people.Person) -> Callable[[datetime], None]:
    """Jo says hello to whoever came in."""

    def happen(now: datetime) -> None:
        for greeting in Greeting.objects.filter(member=story.members[person.name]):
            participation.note_hello(greeting, by=story.jo, now=now)

    return happen


def _say_met(story: Story, person: people.Person) -> Callable[[datetime], None]:
    """They say that it was so."""

    def happen(now: datetime) -> None:
        for greeting in Greeting.objects.filter(member=story.members[person.name]):
            participation.answer_greeting(greeting, was_met=True, now=now)

    return happen


def _speak_for(story: Story, person: people.Person) -> Callable[[datetime], None]:
    """The group may be mapped after the person came: they say it on the day of the later of the two."""
    return lambda now: _say_groups(story, person, now=now)


def _say_groups(story: Story, person: people.Person, *, now: datetime) -> None:
    """Say to which of the groups that are on the map somebody belongs, and how far they can speak for each."""
    said = {
        story.groups[name]: participation.Speaking(extent, note, person.shows_name)
        for name, extent, note in person.groups
        if name in story.groups
    }
    if said:
        member, by = story.members[person.name], None if person.email else story.jo
        participation.record_groups(member, groups=said, by=by, now=now)
        participation.record_speaking(member, speaks_for=said, by=by, now=now)


def _read_boundaries(story: Story, person: people.Person) -> Callable[[datetime], None]:
    """Most people say that they have read what is open and what is fixed, after the last of it was written."""

    def happen(now: datetime) -> None:
        services.read_boundaries(story.members[person.name], now=now)

    return happen


def _map(story: Story, group: people.MapGroup) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        story.groups[group.name] = participation.add_group(
            story.project,
            name=group.name,
            sector=group.sector,
            affected=group.affected,
            involve=group.involve,
            involve_why=group.why,
            reach=group.reach,
            should_be_a_few=group.should_be_a_few,
            should_be_here=group.should_be or None,
            now=now,
        )
        for person in people.PEOPLE:
            is_theirs = group.name in [name for name, *_words in person.groups]
            if is_theirs and person.joined is not None and person.joined > group.added:
                _say_groups(story, person, now=now)

    return happen
