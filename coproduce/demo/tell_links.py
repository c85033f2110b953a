"""What came of what people said: linked to the decision, the step and the change where it went on."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo.story import Story
from plan.linked import target_of_known, target_of_step
from questions.linking import Target
from questions.models import ContributionMove
from questions.services import link_contributions

#: After all that it links.
ORDER = 95
LAMPS = "Without them we can"
LYING = "I lay on three chairs"
ARMS = "You bought chairs with arms."
GOODBYE = "Nobody says goodbye."


def tell(story: Story) -> None:
    """Let one line of life reach what was noticed, one a decision and a step, one a step, and two a proposal."""
    story.at(54, 15, _link(story, LAMPS, lambda: _decision(story, "Lights are dimmed from 11pm")))
    story.at(54, 16, _link(story, LAMPS, lambda: _change(story, "The lights are dimmed")))
    story.at(30, 11, _link(story, GOODBYE, lambda: _step(story, "Say goodbye properly")))
    story.at(17, 10, _link(story, LYING, lambda: _decision(story, "We ask about lying down")))
    story.at(17, 11, _link(story, LYING, lambda: _step(story, "A place to lie down")))
    for words in (LYING, ARMS):
        story.at(11, 10, _link(story, words, lambda: _proposal(story, "Two recliners")))


def _link(story: Story, words: str, target: Callable[[], Target]) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        said = story.project.contributions.get(words__startswith=words)
        to = target()
        link_contributions(
            story.project, [said.pk], whats=to.whats, address=to.address, title=to.title, now=now
        )

    return happen


def _decision(story: Story, what: str) -> Target:
    row = story.project.decisions.get(current__what__startswith=what)
    title = f"{row.number}. {row.newest.what}"
    return Target((ContributionMove.What.DECIDED,), row.get_absolute_url(), title)


def _proposal(story: Story, what: str) -> Target:
    row = story.project.proposals.get(what__startswith=what)
    return Target((ContributionMove.What.DISCUSSED,), row.get_absolute_url(), row.what)


def _step(story: Story, title: str) -> Target:
    return target_of_step(story.project.steps.get(title__startswith=title))


def _change(story: Story, what: str) -> Target:
    return target_of_known(story.project.impacts.get(what__startswith=what))
