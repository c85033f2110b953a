"""How the meetings were planned, called off, and what people answered."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from coproduce.demo import meetings
from coproduce.demo.story import Story
from meetings import services
from meetings.models import Feeling, Meeting, MeetingAnswer
from participation.services import name_facilitators, open_private

ORDER = 17
_TAKEN = (
    *("title", "why", "where", "begins", "ends", "place", "phone", "link"),
    *("agenda", "connect_minutes", "before", "in_return", "is_public"),
)


def tell(story: Story) -> None:
    for told in meetings.TOLD:
        story.at(told.planned, 9, _plan(story, told))
        for coming in told.coming:
            story.at(max(told.on + 1, told.planned - 1, 0), 10, _answer(story, told, coming))
            if coming.reply:
                story.at(max(told.on + 1, 0), 15, _reply(story, told, coming))
        if told.notes:
            story.at(told.on - 1, 11, _note(story, told))
            story.at(max(told.on - 2, 0), 18, _say_how_it_was(story, told))
            story.at(max(told.on - 9, 0), 9, _close_pulse(story, told))
        if told.called_off:
            story.at(told.on + 1, 9, _call_off(story, told))


def _plan(story: Story, told: meetings.ToldMeeting) -> Callable[[datetime], object]:
    def happen(now: datetime) -> object:
        fields: dict[str, Any] = {name: getattr(told, name) for name in _TAKEN}
        plan = services.Plan({**fields, "on": story.day(told.on), "asked": "everybody"})
        return services.plan_meetings(story.project, plan=plan, by=story.jo, now=now)

    return happen


def _answer(
    story: Story, told: meetings.ToldMeeting, coming: meetings.ToldComing
) -> Callable[[datetime], object]:
    def happen(now: datetime) -> object:
        member = story.members[coming.who]
        is_online = member.user_id is not None
        said = services.Coming(
            coming.says,
            brings_somebody=coming.brings_somebody,
            words=coming.words or None,
            readers=[one.pk for one in name_facilitators(story.project, but=member)],
            how="" if is_online else "phone",
        )
        by = None if is_online else story.jo
        return services.answer_meetings(_find(story, told), member, said=said, by=by, now=now)

    return happen


def _reply(
    story: Story, told: meetings.ToldMeeting, coming: meetings.ToldComing
) -> Callable[[datetime], object]:
    def happen(now: datetime) -> object:
        member = story.members[coming.who]
        open_private(member, "meetings", by=story.jo, why="arrange", now=now)
        row = MeetingAnswer.objects.get(meeting=_find(story, told), member=member)
        return services.reply_to_answer(row, words=coming.reply, by=story.jo, now=now)

    return happen


def _note(story: Story, told: meetings.ToldMeeting) -> Callable[[datetime], object]:
    def happen(now: datetime) -> object:
        names = {coming.who for coming in told.coming} | {*told.also}
        return services.note_meeting(
            _find(story, told),
            there=[story.members[name] for name in sorted(names - {*told.missing})],
            others_there=told.others,
            words=told.notes,
            revision=0,
            by=story.jo,
            now=now,
        )

    return happen


def _say_how_it_was(story: Story, told: meetings.ToldMeeting) -> Callable[[datetime], object]:
    def happen(now: datetime) -> None:
        pulse = _find(story, told).pulse
        there = [coming.who for coming in told.coming if coming.who not in told.missing]
        for name, felt in zip(there, told.felt, strict=False):
            said = services.PulseSaid(
                dict(zip(Feeling.values, felt.answers, strict=True)), felt.arrive, felt.leave
            )
            member, on = story.members[name], timezone.localdate(now)
            services.send_pulse(pulse, member=member, said=said, on=on)

    return happen


def _close_pulse(story: Story, told: meetings.ToldMeeting) -> Callable[[datetime], object]:
    """Close it after its last day; one that has days to go stays open."""
    return lambda now: services.close_pulse(_find(story, told).pulse, now=now)


def _call_off(story: Story, told: meetings.ToldMeeting) -> Callable[[datetime], object]:
    return lambda now: services.call_off_meeting(
        _find(story, told), why=told.called_off, by=story.jo, now=now
    )


def _find(story: Story, told: meetings.ToldMeeting) -> Meeting:
    found: Meeting = story.project.meetings.get(title=told.title)
    return found
