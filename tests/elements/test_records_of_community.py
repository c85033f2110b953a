"""The record of new ideas taken on together with the community, and whom news reached: honest about both."""

import pytest

from elements.records import read_records
from elements.records.record import RecordState
from outbox.models import Delivery, Message
from questions.models import Contribution, Response
from questions.services import hide_words
from questions.services.taking_back import take_words_back
from tests import factories
from tests.elements.community import shown_response
from tests.elements.conftest import DAY, NOW, ago
from tests.elements.sound import states
from tests.following import follow
from tests.questions.rows import NO_ANSWER, answered
from tests.responding import ask_everybody, responded

KEY = "thorough.new-ideas"
NOTHING, STARTED = RecordState.NOTHING_YET, RecordState.STARTED
IN_PLACE, ATTENTION = RecordState.IN_PLACE, RecordState.NEEDS_ATTENTION


def record(project, on=DAY):
    return read_records(project, on=on)[KEY]


def test_from_nothing_to_in_place(project, jo, amina):
    assert record(project).state == NOTHING
    asked = ask_everybody(jo)
    assert record(project).state == STARTED
    first = shown_response(asked, "zoe@example.org")
    second = shown_response(asked, "yan@example.org")
    answered(first, by=jo, at=ago(15), outcome="no")
    answered(second, by=jo, at=ago(15), outcome="already")
    assert record(project).state == STARTED  # nothing was taken on
    second.answers.update(outcome="partly")
    found = record(project)
    assert found.state == IN_PLACE
    assert [count.text for count in found.counts] == [
        "asked of everybody: 1",
        "responses that everybody in the project can read: 2",
        "of these, answered: 2",
        "taken on, or in part: 1",
        "responses that nobody has looked at yet: 0",
    ]
    assert found.sentence.startswith("2 people from outside the project have responded")


#: What is done to a sound project, and what the record says then.
WAYS = {
    "one person wrote both": (
        lambda s: Response.objects.update(address="zoe@example.org"),
        STARTED,
    ),
    "a member wrote one": (
        lambda s: Response.objects.filter(contribution=s.responses[1]).update(
            address=s.others[0].user.email
        ),
        STARTED,
    ),
    "what was taken on is hidden": (
        lambda s: hide_words(s.responses[0], why="A nurse.", by=s.jo, now=NOW),
        STARTED,
    ),
    "one was taken back": (
        lambda s: take_words_back(s.responses[1], by=None, now=NOW),
        STARTED,
    ),
    "an answer is late": (
        lambda s: Contribution.objects.filter(pk=s.responses[1].pk).update(**NO_ANSWER),
        ATTENTION,
    ),
    "one waits for two weeks and a day": (
        lambda s: responded(s.community, "wim@example.org", confirmed_at=ago(15)),
        ATTENTION,
    ),
    "one waits for a week": (
        lambda s: responded(s.community, "wim@example.org", confirmed_at=ago(7)),
        IN_PLACE,
    ),
    "one is not confirmed": (
        lambda s: responded(s.community, "wim@example.org", sent_at=ago(60), confirmed_at=None),
        IN_PLACE,
    ),
    "nobody responded for half a year": (
        lambda s: Contribution.objects.filter(way="community").update(said_at=ago(183)),
        ATTENTION,
    ),
    "a member says as much within": (
        lambda s: Contribution.objects.filter(way="community").update(
            way="web", for_whom="", member=s.others[0]
        ),
        STARTED,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_cannot_be_made_to_say_what_is_not_so(sound, way):
    do, expected = WAYS[way]
    do(sound)
    assert states(sound.project)[KEY] == expected


def test_what_another_project_heard_counts_nowhere_else(project, jo, sound):
    elsewhere = factories.MemberFactory()
    asked = ask_everybody(elsewhere)
    shown_response(asked, "zoe@example.org")
    responded(asked, "yan@example.org", confirmed_at=ago(40))
    assert [count.number for count in record(sound.project).counts] == [1, 2, 2, 1, 0]


def test_that_news_reached_somebody_is_what_left_and_not_who_follows(project, jo):
    def reached() -> list[str]:
        found = read_records(project, on=DAY)["thorough.community"].counts
        return [count.text for count in found if "reached" in count.text]

    words = "emails with the news shared last that reached who follows: "
    followers = [follow(project, f"f{number}@example.org") for number in range(5)]
    assert reached() == [f"{words}0"]
    for _old in range(2):
        message = Message.objects.create(
            project=project, kind="update_shared", event=f"e{_old}", created_at=NOW, data={}
        )
    ended = [{"done_at": NOW}, {"done_at": NOW}, {"gave_up_at": NOW}, {}]
    for follower, how in zip(followers, ended, strict=False):
        Delivery.objects.create(
            message=message,
            follower=follower,
            recipient=f"follower:{follower.pk}",
            due_at=NOW,
            mail_id=f"<{follower.pk}@testserver>",
            **how,
        )
    assert reached() == [f"{words}2"]
    followers[0].delete()
    assert reached() == [f"{words}2"]  # it reached them before they stopped
