"""Who follows the demo's main project without an account, and that they get its news."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from coproduce.demo import news
from coproduce.demo.story import Story
from outbox import services
from outbox.models import Follower, Spreading
from outbox.spreading import spread_some

ORDER = 41
#: How many days ago each began, and how often they hear. The last two have not said yes.
FOLLOWERS = (
    *((200, "each"), (200, "monthly"), (160, "each"), (151, "results"), (140, "each")),
    *((120, "monthly"), (96, "each"), (90, "monthly"), (77, "results"), (60, "each")),
    *((45, "each"), (31, "monthly"), (20, "results"), (9, "each"), (3, "each"), (2, "monthly")),
)
WITHOUT_ANSWER = 2


def tell(story: Story) -> None:
    for number, (day, rhythm) in enumerate(FOLLOWERS):
        says_yes = number < len(FOLLOWERS) - WITHOUT_ANSWER
        address = f"neighbour{number + 1}@example.org"
        story.at(day, 16, _follow(story, address, rhythm, says_yes=says_yes))
    for entry in news.UPDATES:
        story.at(entry.day, 18, _spread)


def _follow(
    story: Story, address: str, rhythm: str, *, says_yes: bool
) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        chosen = {"rhythm": rhythm, "language": settings.LANGUAGE_CODE}
        services.ask_to_follow(
            story.project, address=address, connection=address, **chosen, now=now
        )
        if says_yes:
            follower = Follower.objects.get(project=story.project, address=address)
            services.confirm_following(follower, **chosen, now=now)

    return happen


def _spread(now: datetime) -> None:
    for row in Spreading.objects.filter(done_at=None):
        spread_some(row, now=now)
