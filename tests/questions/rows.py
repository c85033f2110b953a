"""What somebody said, and what it was answered."""

from typing import Any

from questions.models import AnswerTime, Contribution, ContributionAnswer, Question, ThreeWords
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World


def make_rows(world: World) -> dict[str, Any]:
    """Let the participant say something."""
    said = contribution(world.participant, question=question(world.participant))
    unnamed = contribution(None, project=world.project, is_unnamed=True)
    return {
        "contribution_pk": said.pk,
        "question_pk": said.question_id,
        "unnamed_pk": unnamed.pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add something that waits for an answer, and something that was answered."""
    contribution(turn.member)
    said = contribution(turn.participant, question=question(turn.member))
    answered(said, by=turn.facilitator)
    said.replies.create(member=turn.member, words="We know that, too.", said_at=NOW)
    said.honours.create(member=turn.facilitator, mark="hard")
    said.moves.create(what="discussed", address="/", title="Tuesday", at=NOW)
    unnamed = contribution(None, project=turn.project, is_unnamed=True)
    unnamed.notes.create(by=turn.facilitator, words="What would help?", day=DAY)
    ThreeWords.objects.create(contribution=unnamed, hashed=f"{unnamed.pk:064}")
    AnswerTime.objects.get_or_create(project=turn.project)


def contribution(member, **more) -> Contribution:
    """Let a member say something, in the smallest believable way."""
    said = {"words": "Ask us how we get home at night.", "said_at": NOW, "answer_by": DAY}
    return Contribution.objects.create(member=member, **{**said, **_of(member), **more})


def _of(member) -> dict[str, Any]:
    return {"project": member.project} if member else {}


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
