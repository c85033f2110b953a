"""People from the community who respond to what a project asks everybody, for tests."""

from typing import Any

from projects.models import Member
from questions.models import CommunityQuestion, Response
from tests.factories import NOW
from tests.questions.rows import question

WORDS = "The last bus leaves at nine"
ASKED = "How do you get home at night?"


def ask_everybody(member: Member, **about: Any) -> CommunityQuestion:
    """Let a project ask everybody: about a new question, if not about what is named."""
    asked = {"by": member, "words": ASKED, "asked_at": NOW}
    about = about or {"question": question(member)}
    return CommunityQuestion.objects.create(project=member.project, **(asked | about))


def responded(asked: CommunityQuestion, address: str = "zoe@example.org", **more: Any) -> Response:
    """Let somebody respond whose address is confirmed."""
    said = {"known_as": "Zoe", "words": WORDS, "sent_at": NOW, "confirmed_at": NOW, **more}
    return Response.objects.create(asked=asked, project=asked.project, address=address, **said)
