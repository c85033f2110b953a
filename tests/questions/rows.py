"""What somebody said, and what it was answered."""

from datetime import timedelta
from typing import Any

from questions.models import AnswerTime, Contribution, ContributionAnswer, Question, SafetyWorry
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Let the participant say something."""
    said = contribution(world.participant, question=question(world.participant))
    worry = worried(world.participant)
    return {
        "contribution_pk": said.pk,
        "question_pk": said.question_id,
        "worry_pk": worry.pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add something that waits for an answer, and something that was answered."""
    contribution(turn.member)
    said = contribution(turn.participant, question=question(turn.member))
    answered(said, by=turn.facilitator)
    said.replies.create(member=turn.member, words="We know that, too.", said_at=NOW)
    said.honours.create(member=turn.facilitator, mark="hard")
    said.moves.create(what="discussed", address="/", title="Tuesday", at=NOW)
    AnswerTime.objects.get_or_create(project=turn.project)
    worried(turn.member)
    looked_at = worried(turn.participant, contribution=said)
    looked_at.lock(done="We talked with her.")
    looked_at.outcome, looked_at.done_at, looked_at.done_by = "looked-at", NOW, turn.facilitator
    looked_at.save()
    looked_at.readings.create(member=turn.facilitator, at=NOW)


def contribution(member, **more) -> Contribution:
    """Let a member say something, in the smallest believable way."""
    said = {"words": "Ask us how we get home at night.", "said_at": NOW, "answer_by": DAY}
    return Contribution.objects.create(member=member, project=member.project, **{**said, **more})


def question(member, **more) -> Question:
    """Let a member ask something that the project explores."""
    asked = {"words": "How do people get home at night?", "asked_at": NOW, **more}
    row = Question.objects.create(asked_by=member, project=member.project, **asked)
    row.wordings.create(words=row.words, by=member, at=NOW, outcome="first")
    return row


def answered(said: Contribution, *, by, at=NOW, **more) -> ContributionAnswer:
    """Let somebody answer it, without a word to anybody."""
    given = {
        "outcome": "taken-on",
        "reason": "Because of the lift.",
        "written_at": at,
        "given_at": at,
    }
    said.answer = said.answers.create(by=by, **{**given, **more})
    said.save(update_fields=["answer"])
    return said.answer


def worried(member, words="She said she cannot go on.", **more) -> SafetyWorry:
    """Let a member be worried, without a word to anybody."""
    kept = {"marked_at": NOW, "look_by": DAY + timedelta(days=1), **more}
    worry = SafetyWorry(project=member.project, marked_by=member, **kept)
    worry.lock(words=words)
    worry.save()
    return worry
