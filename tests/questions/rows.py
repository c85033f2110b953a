"""What somebody said, and what it was answered."""

from base64 import b64decode
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from questions.files import keeping
from questions.files.sniffing import JPEG, Format
from questions.models import (
    AnswerTime,
    CommunityQuestion,
    Contribution,
    ContributionAnswer,
    ContributionFile,
    ContributionMove,
    Question,
    Reply,
    Response,
    SafetyWorry,
    ThreeWords,
    Wording,
)
from questions.models.contributions import OF_ANSWER
from questions.services import Arrived, keep_arrived
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World

#: Two dots by two.
A_JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6j"
    "q62rZ4C8ybqmx5moq6T/wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI"
    "AQEAAD8AVf/Z"
)


def make_rows(world: World) -> dict[str, Any]:
    """Let the participant say something."""
    asked = question(world.participant)
    yes = {"may_be_public": True, "public_at": NOW}
    said = contribution(world.participant, question=asked, **yes)
    asked = wording(said.question, world.participant)
    unnamed = contribution(None, project=world.project, is_unnamed=True)
    worry = worried(world.participant)
    file = file_of(said)
    for row in (contribution(world.participant, question=said.question), _reply(said)):
        row.set_aside(now=NOW)
    return {
        "contribution_pk": said.pk,
        "file_pk": file.pk,
        "question_pk": said.question_id,
        "wording_pk": asked.pk,
        "unnamed_pk": unnamed.pk,
        "worry_pk": worry.pk,
        **_community(world),
    }


def _community(world: World) -> dict[str, Any]:
    """Ask everybody, and let somebody respond."""
    asked = _asks_everybody(question(world.participant))
    return {"asked_pk": asked.pk, "response_pk": _responds(asked).pk}


def _asks_everybody(about: Question) -> CommunityQuestion:
    said = {"words": "How do you get home?", "asked_at": NOW}
    return about.project.community_questions.create(question=about, **said)


def _responds(asked: CommunityQuestion, **more: Any) -> Response:
    said = {"known_as": "Zoe", "words": "By bus.", "sent_at": NOW, "confirmed_at": NOW, **more}
    address = f"zoe{asked.responses.count()}@example.org"
    return asked.responses.create(project=asked.project, address=address, **said)


def fill_rows(turn: Turn) -> None:
    """Add something that waits for an answer, and something that was answered."""
    contribution(turn.member)
    yes = {"may_be_public": True, "name_may_be_public": True}
    contribution(turn.participant, public_at=NOW, public_by=turn.facilitator, **yes)
    asked = question(turn.member)
    wording(asked, turn.member)
    wording(question(turn.member, ended_at=NOW, end="settled", end_why="We know."), turn.member)
    for more in ({}, {"kind": "idea"}, {"kind": "worry"}):
        contribution(turn.participant, question=turn.project.questions.order_by("pk")[0], **more)
    said = contribution(turn.participant, question=asked)
    answered(said, by=turn.facilitator)
    _reply(said, by=turn.member)
    _reply(said, by=turn.member).set_aside(now=NOW)
    file_of(said)
    said.honours.create(member=turn.facilitator, mark="hard")
    said.moves.create(what="discussed", address="/", title="Tuesday", at=NOW)
    unnamed = contribution(None, project=turn.project, is_unnamed=True)
    unnamed.notes.create(by=turn.facilitator, words="What would help?", day=DAY)
    ThreeWords.objects.create(contribution=unnamed, hashed=f"{unnamed.pk:064}")
    fill_answers(turn)
    fill_responses(turn, asked)
    AnswerTime.objects.get_or_create(project=turn.project)
    worried(turn.member)
    looked_at = worried(turn.participant, contribution=said)
    looked_at.lock(done="We talked with her.")
    looked_at.outcome, looked_at.done_at, looked_at.done_by = "looked-at", NOW, turn.facilitator
    looked_at.save()
    looked_at.readings.create(member=turn.facilitator, at=NOW)


def fill_answers(turn: Turn) -> None:
    """Add what is put off, passed on, told by hand, taken care of, and what a second person reads first."""
    day = {"until": DAY + timedelta(days=200)}
    answered(contribution(turn.member), by=turn.facilitator, outcome="not-now", **day)
    told = contribution(None, project=turn.project, for_whom="Mrs K.", entered_by=turn.participant)
    answered(told, by=turn.facilitator, outcome="passed-on", passed_to="Anil", **day)
    contribution(turn.member, read_by=turn.facilitator, read_at=NOW)
    looked_at(contribution(turn.member), by=turn.member, to_be_seen_by=turn.participant)
    looked_at(contribution(turn.member), by=turn.member)


def fill_responses(turn: Turn, asked: Question) -> None:
    """Let everybody be asked, and add a response that waits, one that is not shown, and one that is."""
    to_all = _asks_everybody(asked)
    _responds(to_all)
    _responds(to_all, declined_at=NOW, reason="It names a nurse.")
    shown = contribution(None, project=turn.project, for_whom="Zoe", way="community")
    _responds(to_all, contribution=shown, words="", known_as="")


def file_of(said: Contribution, *, is_ready: bool = True, **more: Any) -> ContributionFile:
    """Add a picture to what was said, in the smallest believable way."""
    place = keeping.READY if is_ready else keeping.ARRIVED
    kept = {"name" if is_ready else "arrived": keeping.keep(place, ContentFile(A_JPEG))}
    done = {"done_at": NOW, "width": 2, "height": 2} if is_ready else {}
    about = {"kind": "picture", "words": "The bench at the door.", "format": "jpeg"}
    dates = {"added_at": NOW, "due_at": NOW, "added_by": said.member}
    yes = {"everybody_said_yes": True, "size": len(A_JPEG)}
    return said.files.create(**{**kept, **done, **about, **dates, **yes, **more})


def arrived(data: bytes = A_JPEG, *, sent_as: Format = JPEG) -> Arrived:
    """Keep a file as it comes from somebody."""
    return keep_arrived(ContentFile(data), format=sent_as, words="The bench at the door.")


def _reply(said: Contribution, *, by=None) -> Reply:
    by = by or said.member
    return said.replies.create(member=by, words="We know that, too.", said_at=NOW)


def contribution(by, **more) -> Contribution:
    """Let a member say something, in the smallest believable way."""
    said = {"words": "Ask us how we get home at night.", "said_at": NOW, "answer_by": DAY}
    who = {"member": by, "project": by.project} if by else {}
    return Contribution.objects.create(**{**who, **said, **more})


def question(member, **more) -> Question:
    """Let a member ask something that the project explores."""
    asked = {"words": "How do people get home at night?", "asked_at": NOW, **more}
    row = Question.objects.create(asked_by=member, project=member.project, **asked)
    first = row.wordings.create(words=row.words, by=member, at=NOW, outcome="first")
    row.turns.create(what="asked", wording=first, by=member, at=NOW)
    return row


def wording(asked: Question, member, **more) -> Wording:
    """Let a member ask a question another way; nobody has answered yet."""
    said = {"words": "Who is afraid to go home at night?", "why": "I am.", "at": NOW}
    return asked.wordings.create(by=member, **{**said, **more})


def behind(said: Contribution, decision, **more) -> ContributionMove:
    """Let a decision rest on what somebody said."""
    link = {"what": "decided", "title": "Lights are dimmed", "at": NOW, **more}
    return said.moves.create(address=decision.get_absolute_url(), **link)


#: What of a contribution says that it has no answer in force.
NO_ANSWER: dict[str, Any] = dict.fromkeys(OF_ANSWER)


def answered(said: Contribution, *, by, at=NOW, **more) -> ContributionAnswer:
    """Let somebody answer it, without a word to anybody."""
    given = {
        "outcome": "taken-on",
        "reason": "Because of the lift.",
        "written_at": at,
        "given_at": at,
    }
    answer = said.answers.create(by=by, **{**given, **more})
    said.take_answer(answer)
    said.save(update_fields=OF_ANSWER)
    return answer


def looked_at(said: Contribution, *, by, **more) -> ContributionAnswer:
    """Let somebody write a "no" that a second person reads first."""
    said.honours.get_or_create(member=by, mark="hard")
    return said.answers.create(
        by=by, outcome="no", reason="There is no money.", written_at=NOW, **more
    )


def worried(member, words="She said she cannot go on.", **more) -> SafetyWorry:
    """Let a member be worried, without a word to anybody."""
    kept = {"marked_at": NOW, "look_by": DAY + timedelta(days=1), **more}
    worry = SafetyWorry(project=member.project, marked_by=member, **kept)
    worry.lock(words=words)
    worry.save()
    return worry
