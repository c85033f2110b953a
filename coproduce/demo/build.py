"""Makes the demo's main project day by day, through the services, so that each record is what it would have been."""

from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.db import transaction

from coproduce import demo
from coproduce.demo.post import hand_over
from coproduce.demo.story import Story
from projects.models import Organisation, Project

SLUG = "waiting-at-night"


@transaction.atomic
def build_main(organisation: Organisation, *, now: datetime) -> Project:
    """Make "Waiting at night" with its eight months of history up to ``now``."""
    story = Story(organisation, now)
    for part in parts():
        part.tell(story)
    story.play()
    hand_over(story.project, story.jo, now=now)
    return story.project


def parts() -> list[Any]:
    """Return the modules ``tell_*`` of the demo, which are found by their name, in their order."""
    names = [module.name for module in iter_modules(demo.__path__, "coproduce.demo.")]
    found = [import_module(name) for name in names if ".tell_" in name]
    return sorted(found, key=lambda part: part.ORDER)
