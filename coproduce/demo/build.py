"""Makes the demo's main project day by day, through the services, so that each record is what it would have been."""

from datetime import datetime

from django.db import transaction

from coproduce.demo.post import hand_over
from coproduce.demo.story import Story
from coproduce.demo.tell_agreed import tell_agreed
from coproduce.demo.tell_groundwork import tell_groundwork
from coproduce.demo.tell_lessons import tell_lessons
from coproduce.demo.tell_log import tell_decisions
from coproduce.demo.tell_news import tell_news, tell_reviews
from coproduce.demo.tell_people import tell_people
from coproduce.demo.tell_plan import tell_plan
from coproduce.demo.tell_ratings import tell_ratings
from projects.models import Organisation, Project

SLUG = "waiting-at-night"


@transaction.atomic
def build_main(organisation: Organisation, *, now: datetime) -> Project:
    """Make "Waiting at night" with its eight months of history up to ``now``."""
    story = Story(organisation, now)
    for part in (tell_people, tell_plan, tell_decisions, tell_news, tell_reviews, tell_ratings):
        part(story)
    tell_agreed(story)
    tell_lessons(story)
    tell_groundwork(story)
    story.play()
    hand_over(story.project, story.jo, now=now)
    return story.project
