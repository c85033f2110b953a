"""What the demo's main project asks everybody on its public page, and what people from the community respond."""

from collections.abc import Callable
from datetime import datetime

from coproduce.demo.story import Story
from coproduce.demo.tell_questions import LIE
from questions import services
from questions.models import CommunityQuestion, Response

ORDER = 82
ASKED = "You have waited at night, or you know a place that does it better: where can people lie down there?"
SOFA = (
    "At the dialysis unit in Elmfield there are six recliners with a number on each. You put your name on a list at the"
    " desk. I was never the one who had to ask a stranger to move."
)
SOFA_ANSWER = (
    "We rang Elmfield. They lend us two of their recliners for the winter, and the list goes with them. Thank you: we"
    " had not thought of a list."
)
CHURCH = (
    "Our church hall is empty at night and five minutes away. We would open it for people who wait, with tea. Somebody"
    " from the ward would have to ring when it is their turn."
)
NURSE = "The night nurse with the red hair is rude to everybody. Get rid of her first."
NURSE_NOT_SHOWN = (
    "It is about one person, who would know that she is meant and could not answer. Please tell the ward's own office"
    " for complaints; I wrote its number below. If you want to tell us what happened to you, we would like to hear it."
)
MATS = "Camping mats. Twelve pounds each. The scouts would give you ten."


def tell(story: Story) -> None:
    story.at(29, 9, _ask(story))
    story.at(27, 20, _respond(story, "Hilary, a neighbour", SOFA, outside="name"))
    story.at(26, 9, _show(story))
    story.at(19, 11, _answer(story))
    story.at(18, 9, _publish(story))
    story.at(16, 23, _respond(story, "", NURSE))
    story.at(15, 9, _decline(story))
    story.at(9, 19, _respond(story, "Father Osei", CHURCH, outside="words"))
    story.at(8, 9, _show(story))
    story.at(2, 21, _respond(story, "Dorrit", MATS))


def _ask(story: Story) -> Callable[[datetime], object]:
    def happen(now: datetime) -> object:
        about = story.project.questions.get(wordings__words=LIE)
        return services.ask_community(about, words=ASKED, by=story.jo, now=now)

    return happen


def _respond(
    story: Story, name: str, words: str, *, outside: str = ""
) -> Callable[[datetime], object]:
    """Let somebody respond, and send it by their link."""

    def happen(now: datetime) -> object:
        asked = CommunityQuestion.objects.get(project=story.project)
        address = f"reader{Response.objects.count() + 1}@example.org"
        said = {"known_as": name, "words": words, "outside": outside}
        services.add_response(asked, address=address, connection=address, **said, now=now)
        row = Response.objects.get(project=story.project, address=address)
        return services.confirm_response(row, now=now)

    return happen


def _waiting(story: Story) -> Response:
    return story.project.responses.waiting().get()


def _show(story: Story) -> Callable[[datetime], object]:
    return lambda now: services.show_response(_waiting(story), by=story.jo, now=now)


def _decline(story: Story) -> Callable[[datetime], object]:
    return lambda now: services.decline_response(
        _waiting(story), by=story.jo, reason=NURSE_NOT_SHOWN, now=now
    )


def _answer(story: Story) -> Callable[[datetime], object]:
    return lambda now: services.answer_contribution(
        story.project.contributions.get(words=SOFA),
        outcome="taken-on",
        reason=SOFA_ANSWER,
        by=story.jo,
        now=now,
    )


def _publish(story: Story) -> Callable[[datetime], object]:
    return lambda now: services.publish_words(
        story.project.contributions.get(words=SOFA), by=story.jo, now=now
    )
