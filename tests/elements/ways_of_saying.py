"""What somebody could do to what people said, so that the records would say what is not so."""

from datetime import timedelta

from projects.models import Member
from questions.models import (
    Contribution,
    ContributionAnswer,
    ContributionMove,
    Question,
    Wording,
)
from questions.services import hide_words
from tests import factories
from tests.elements.conftest import DAY, NOW, ago
from tests.questions.rows import NO_ANSWER, contribution, wording

EXPLORING, CURIOSITY, LOOP = "open.exploring", "open.curiosity", "transparent.loop"
POTENTIAL, LISTENING = "creative.potential", "creative.listening"
REFRAMING, UNASKED = "creative.reframing", "creative.unasked"
PAST = {"said_at": ago(20), "answer_by": ago(1).date()}


def _of_members():
    """What the community responded has no member, and says for whom it is."""
    return Contribution.objects.filter(response=None)


def _did_not_come(s):
    Member.objects.filter(pk__in=[one.pk for one in s.others[:2]]).update(joined_at=None)


def _one_more_speaks(s):
    """So that two are heard under the question all the same, and the decision alone has nothing behind it."""
    contribution(s.others[2], question=s.question, said_at=ago(40), answer_by=DAY)


WAYS_OF_SAYING = {
    "a participant who is named as a maker says that it was not so": (
        lambda s: s.decision.objections.create(member=s.others[0], words="I was ill.", at=NOW),
        ["equal.power", "transparent.decisions"],
    ),
    "a facilitator said all that was said": (
        lambda s: _of_members().update(member=s.jo),
        [EXPLORING, POTENTIAL, LISTENING],
    ),
    "all was said for people who are not here": (
        lambda s: Contribution.objects.update(member=None, for_whom="A porter", entered_by=s.jo),
        [EXPLORING, POTENTIAL, LISTENING],
    ),
    "all was said without a name": (
        lambda s: _of_members().update(member=None, is_unnamed=True),
        [EXPLORING, POTENTIAL, LISTENING],
    ),
    "who said it was invited and never came": (
        _did_not_come,
        [EXPLORING, CURIOSITY, POTENTIAL, LISTENING, REFRAMING],
    ),
    "one person said all of it": (
        lambda s: _of_members().update(member=s.others[0]),
        [EXPLORING, POTENTIAL],
    ),
    "ten more people came, who have no idea yet": (
        lambda s: factories.MemberFactory.create_batch(10, project=s.project),
        [POTENTIAL],
    ),
    "the last idea is 14 weeks old": (
        lambda s: Contribution.objects.update(said_at=ago(98)),
        [POTENTIAL],
    ),
    "an idea waits past its day": (
        lambda s: contribution(s.others[0], kind="idea", **PAST),
        [POTENTIAL, LISTENING, LOOP],
    ),
    "something said without a name waits past its day": (
        lambda s: contribution(None, project=s.project, is_unnamed=True, **PAST),
        [LISTENING, LOOP],
    ),
    "a day was promised for what was put off, and has passed": (
        lambda s: ContributionAnswer.objects.filter(contribution=s.told).update(
            outcome="not-now", until=ago(1).date()
        ),
        [LISTENING, LOOP, UNASKED],
    ),
    "the promise is pushed on and on": (
        lambda s: contribution(
            s.others[0],
            said_at=ago(190),
            answer_by=DAY + timedelta(days=20),
            first_answer_by=ago(176).date(),
            later_why="We are few.",
        ),
        [LISTENING],
    ),
    "somebody says that the answer does not answer them": (
        lambda s: (
            s.told.answers.update(is_enough=False, not_enough_why="It is not the lift."),
            Contribution.objects.filter(pk=s.told.pk).update(**NO_ANSWER, answer_by=DAY),
        ),
        [LISTENING, UNASKED],
    ),
    "nobody was answered in the last 26 weeks": (
        lambda s: ContributionAnswer.objects.update(given_at=ago(190)),
        [LISTENING],
    ),
    "a facilitator asked it another way": (
        lambda s: Wording.objects.update(by=s.jo),
        [REFRAMING],
    ),
    "the group took none": (
        lambda s: Wording.objects.filter(pk=s.reworded.pk).update(
            outcome="declined", answer="We ask it so."
        ),
        [REFRAMING],
    ),
    "another way to ask waits for 29 days": (
        lambda s: wording(s.question, s.others[1], at=ago(29)),
        [REFRAMING],
    ),
    "nobody asked another way for 27 weeks": (
        lambda s: Wording.objects.update(at=ago(190)),
        [REFRAMING],
    ),
    "only who runs it asks questions": (
        lambda s: Question.objects.update(asked_by=s.jo),
        [CURIOSITY],
    ),
    "the last question was asked 27 weeks ago": (
        lambda s: Question.objects.update(asked_at=ago(190)),
        [CURIOSITY],
    ),
    "the question was put down": (
        lambda s: Question.objects.update(ended_at=ago(1), end="put-down", end_why="Too big."),
        [EXPLORING],
    ),
    "the question was settled 14 weeks ago": (
        lambda s: Question.objects.update(ended_at=ago(98), end="settled", end_why="We know."),
        [EXPLORING],
    ),
    "no decision rests on what people said": (
        lambda s: ContributionMove.objects.all().delete(),
        [EXPLORING],
    ),
    "it was linked to a decision by mistake": (
        lambda s: ContributionMove.objects.update(undone_at=NOW),
        [EXPLORING],
    ),
    "what rests on it counts no longer": (
        lambda s: ContributionMove.objects.update(over_at=NOW),
        [EXPLORING],
    ),
    "it became a step, and no decision rests on it": (
        lambda s: ContributionMove.objects.update(what="planned"),
        [EXPLORING],
    ),
    "the decision of another project rests on it": (
        lambda s: ContributionMove.objects.update(
            address=s.decision.get_absolute_url().replace(s.project.slug, "another")
        ),
        [EXPLORING],
    ),
    "a decision rests on the words of a facilitator": (
        lambda s: (
            _one_more_speaks(s),
            Contribution.objects.filter(pk=s.ideas[0].pk).update(member=s.jo),
        ),
        [EXPLORING],
    ),
    "what the decision rests on is hidden": (
        lambda s: (
            _one_more_speaks(s),
            hide_words(s.ideas[0], by=s.jo, why="It names somebody.", now=NOW),
        ),
        [EXPLORING],
    ),
    "what the decision rests on was taken back": (
        lambda s: (
            _one_more_speaks(s),
            Contribution.objects.filter(pk=s.ideas[0].pk).update(taken_back_at=NOW),
        ),
        [EXPLORING],
    ),
    "all was said about no question": (
        lambda s: Contribution.objects.update(question=None),
        [EXPLORING],
    ),
    "what we should be asking was told, and not answered": (
        lambda s: contribution(s.others[2], is_unasked=True, said_at=ago(2), answer_by=DAY),
        [UNASKED],
    ),
}
