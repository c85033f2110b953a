"""What is asked of people about themselves, in the group's own questions; never a word of the answers."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.offers import Ask
from core.prepared import Hole
from participation.models import AboutUsQuestion, Consent
from projects.models import Member, Project

Purpose, Answer = Consent.Purpose, Consent.Answer


def facts_of_about_us(here: OuterRef, user: int | Hole) -> dict[str, Any]:
    """Return whether a question was asked since the person answered, or said "not now"; taken back is left in peace."""
    said = Consent.objects.filter(
        Q(said_at__gte=OuterRef("asked_at")) | Q(answer=Answer.TAKEN_BACK),
        member__project=OuterRef("project"),
        member__user=user,
        purpose=Purpose.ABOUT_US,
    )
    is_here = Member.objects.taking_part().filter(project=here, user=user)
    asked = AboutUsQuestion.objects.open().filter(~Exists(said), project=here)
    return {"is_about_us_asked": Exists(asked) & Exists(is_here)}


def asked_of_about_us(about: dict[str, Any], project: Project) -> list[Ask]:
    """Ask somebody the questions about people, once they are through with coming in."""
    goes_on = about["is_bring_open"] or (about["has_begun"] and about["is_hear_open"])
    if project.has_ended or goes_on or not about["is_about_us_asked"]:
        return []
    return [
        Ask(
            title=_("Will you help us see who is missing?"),
            text=_("A few questions about you. Nobody reads your answer, it is only counted."),
            url=reverse("participation:question", args=[project.slug, Purpose.ABOUT_US]),
            action=_("Look at the questions"),
            small=project.name,
            minutes=1,
        )
    ]
