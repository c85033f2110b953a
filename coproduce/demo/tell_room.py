"""What was said in the room at one of the meetings: three things are shown and answered, one is to be looked at."""

from datetime import datetime
from uuid import uuid4

from coproduce.demo.story import Story
from meetings import services
from meetings.models import MeetingRoom, RoomWords
from questions.services import answer_contribution

ORDER = 18
MEETING = "In the chapel, with one recliner"
#: Days ago.
ON, LOOKED_ON, ANSWERED_ON = 20, 19, 13
STILL = "I did not dare to sit in it. Everybody was looking."
#: What was said -> what of it was left out, and how it was answered.
SAID: dict[str, tuple[str, str, str]] = {
    "Please ask Mr Abara’s daughter. She slept on two chairs for a week.": (
        "Mr Abara’s daughter",
        "taken-on",
        "We ask people who stay with somebody overnight, all of them, before we order.",
    ),
    "You cannot get up from it with a drip in your arm.": (
        "",
        "taken-on",
        "Bev tries it with a stand for drips. If it does not work, we order six of the other kind.",
    ),
    "Will the light be off where the chairs are?": (
        "",
        "already",
        "Yes. The lamps above them go down at eleven. It is in the plan, under “now”.",
    ),
}


def tell(story: Story) -> None:
    story.at(ON, 18, lambda now: _hold(story, now))
    story.at(ON, 21, lambda now: _read_out(story, now))
    story.at(LOOKED_ON, 10, lambda now: _look(story, now))
    story.at(ANSWERED_ON, 15, lambda now: _answer(story, now))


def _hold(story: Story, now: datetime) -> None:
    """Open the room, let people speak, and end it."""
    meeting = story.project.meetings.get(title=MEETING)
    room = services.open_room(meeting, by=story.jo, now=now)
    for words in (*SAID, STILL):
        services.seal_in_room(room, words=words, sent_key=uuid4(), now=now)
    services.end_room(room, now=now)


def _read_out(story: Story, now: datetime) -> None:
    services.read_out_room(MeetingRoom.objects.get(project=story.project), now=now)


def _look(story: Story, now: datetime) -> None:
    for words, (name, _outcome, _reason) in SAID.items():
        outcome = RoomWords.Outcome.IN_PART if name else RoomWords.Outcome.WHOLE
        row = RoomWords.objects.get(text=words)
        services.settle_room_words(row, outcome, taken_out=[name], by=story.jo, now=now)


def _answer(story: Story, now: datetime) -> None:
    for words, (_name, outcome, reason) in SAID.items():
        said = RoomWords.objects.get(text=words).contribution
        if said is not None:
            answer_contribution(said, outcome=outcome, reason=reason, by=story.jo, now=now)
