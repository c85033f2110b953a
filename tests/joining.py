"""People from outside who ask to take part, for tests."""

from typing import Any

from participation.models import JoinRequest
from projects.models import Project
from tests.factories import NOW

WORDS = "My mother waited there for nine hours"


def ask_to_join(project: Project, address: str = "zoe@example.org", **fields: Any) -> JoinRequest:
    """Let somebody ask whose address is confirmed."""
    said = {"known_as": "Zoe", "words": WORDS, "asked_at": NOW, "confirmed_at": NOW}
    return JoinRequest.objects.create(project=project, address=address, **(said | fields))
