"""What the group decides together now: a proposal that is open, and one that was put down."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo import together
from coproduce.demo.people import PEOPLE
from coproduce.demo.story import Story
from decisions import services as decisions
from decisions.models import Proposal, ProposalSay
from plan.models import Boundary

ORDER = 78


def tell(story: Story) -> None:
    """Two recliners are open for a say; screens were put down."""
    for told in together.PROPOSALS:
        _propose(story, told)


def _propose(story: Story, told: together.ToldProposal) -> None:
    def propose(now: datetime) -> None:
        boundary = Boundary.objects.filter(project=story.project, what=told.limit).first()
        decisions.propose_decision(
            story.project,
            by=story.members[told.by],
            what=told.what,
            why=told.why,
            open_until=story.day(told.until),
            considered=told.considered,
            rests_on=told.rests_on,
            boundary=boundary,
            now=now,
        )

    story.at(told.day, 9, propose)
    for said in told.says:
        story.at(said.day, 18, _say(story, told, said))
    for reply in told.replies:
        story.at(reply.day, 20, _reply(story, told, reply))
    if told.put_down:
        day, why = told.put_down
        story.at(day, 19, _put_down(story, told, why))


def _fresh(story: Story, told: together.ToldProposal) -> Proposal:
    return Proposal.objects.get(project=story.project, what=told.what)


def _say(
    story: Story, told: together.ToldProposal, said: together.ToldSay
) -> Callable[[datetime], None]:
    """Jo writes down what people without email said, by phone."""
    has_email = {person.name for person in PEOPLE if person.email}

    def happen(now: datetime) -> None:
        member = story.members[said.who]
        by_hand = said.who not in has_email
        content = decisions.WhatIsSaid(
            1, said.says, said.words, said.is_unnamed, "phone" if by_hand else ""
        )
        decisions.have_say(
            _fresh(story, told),
            member=member,
            by=story.jo if by_hand else member,
            said=content,
            now=now,
        )

    return happen


def _reply(
    story: Story, told: together.ToldProposal, reply: together.ToldReply
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        say = ProposalSay.objects.get(proposal=_fresh(story, told), words=reply.to)
        by = story.members[reply.by]
        decisions.reply_to_say(say, words=reply.words, to_words=say.words, by=by, now=now)

    return happen


def _put_down(story: Story, told: together.ToldProposal, why: str) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        decisions.put_down_proposal(_fresh(story, told), by=story.jo, why=why, now=now)

    return happen
