"""The reviews in which people rated the ten elements: two that closed and one that is open."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from coproduce.demo import ratings
from coproduce.demo.story import Story
from elements import services
from elements.models import Asked, Element, Indicator, Review
from projects.models import Member, Role
from reports.services import ask_for_sheets

if TYPE_CHECKING:
    from accounts.models import User

ORDER = 50

EVERY_WEEKS = 9


def tell(story: Story) -> None:
    """The reviews, what people answered, and the words that a facilitator released."""
    for entry in ratings.REVIEWS:
        made: dict[str, Review] = {}
        story.at(entry.opened, 8, _open(story, entry, made))
        story.at(max(entry.closed, 0) + 2, 19, _answer(story, entry, made))
        if entry.closed > 0:
            # By itself, when its last day has passed.
            story.at(entry.closed - 1, 1, _close(made))
            story.at(entry.closed - 2, 18, _release(entry, made))
        else:
            story.at(1, 10, _print_and_type_in(story, made))


def _open(
    story: Story, entry: ratings.DemoRating, made: dict[str, Review]
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        made["review"] = services.open_review(
            story.project,
            title=entry.title,
            closes_on=story.day(entry.closed),
            by=story.jo,
            now=now,
        )
        services.set_review_rhythm(
            story.project,
            every_weeks=EVERY_WEEKS,
            next_on=story.day(entry.opened - 7 * EVERY_WEEKS),
            now=now,
        )

    return happen


def _answer(
    story: Story, entry: ratings.DemoRating, made: dict[str, Review]
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        review = made["review"]
        indicators = review.asked_indicators()
        asked = Asked.objects.filter(review=review).select_related("member")
        # Facilitators first, so that enough of them answer to be shown apart.
        people = [row.member for row in asked.order_by("member__role", "pk")][: entry.answered]
        for place, member in enumerate(people):
            ballot = services.Ballot(
                answers=_answers(member, place, indicators, entry.column),
                words=_words(entry, place),
            )
            services.send_answers(
                review, member=member, ballot=ballot, on=story.day(max(entry.closed, 0) + 2)
            )

    return happen


def _print_and_type_in(story: Story, made: dict[str, Review]) -> Callable[[datetime], None]:
    """Sheets that lay in the waiting room, of which two came back."""

    def happen(now: datetime) -> None:
        review, day = made["review"], story.day(1)
        pack = ask_for_sheets(
            review,
            by=cast("User", story.jo.user),
            count=6,
            role=Role.PARTICIPANT,
            send_back="The blue box beside the drinks machine, or Jo Berry",
            now=now,
            on=day,
        )
        indicators = review.asked_indicators()
        for place, sheet in enumerate(pack.sheets.order_by("number")[:2]):
            answers = {row.pk: 2 + (row.pk + place) % 3 for row in indicators[: 30 + place * 8]}
            words = "Does anybody ask the cleaners?" if place else ""
            ballot = services.Ballot(answers=answers, words={None: words})
            services.send_sheet(review, number=sheet.number, ballot=ballot, on=day)

    return happen


def _answers(
    member: Member, person: int, indicators: list[Indicator], column: int
) -> dict[int, int]:
    """Return believable answers: about where people stand, with a spread; some are skipped."""
    is_facilitator = member.role == Role.FACILITATOR
    given: dict[int, int] = {}
    for place, indicator in enumerate(indicators):
        element = indicator.key.partition(".")[0]
        about = (ratings.FACILITATORS if is_facilitator else ratings.PARTICIPANTS)[element]
        if not is_facilitator:
            about = ratings.OTHERWISE.get(indicator.key, about)
        spread = ratings.SPREAD_OF_FACILITATORS if is_facilitator else ratings.SPREAD
        differs = spread[(person * 5 + place * 3) % len(spread)]
        if (person + place * 2) % 19:
            given[indicator.pk] = 0 if differs is None else min(4, max(1, about[column] + differs))
    return given


def _words(entry: ratings.DemoRating, person: int) -> dict[int | None, str]:
    if person >= len(entry.words):
        return {}
    words = entry.words[person]
    found: Any = Element.objects.in_use().get(key=words.element).pk if words.element else None
    return {found: words.text}


def _close(made: dict[str, Review]) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        services.close_review(made["review"], now=now)

    return happen


def _release(entry: ratings.DemoRating, made: dict[str, Review]) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        for said in entry.words:
            if said.is_waiting:
                continue
            outcome = "left-out" if said.is_left_out else "in-part" if said.taken_out else "whole"
            words = made["review"].words.get(text=said.text)
            services.settle_words(words, outcome, taken_out=said.taken_out, now=now)

    return happen
