"""Projects that ask questions about people, and members who answer them."""

from datetime import datetime

from participation import services
from participation.models import AboutUsChoice, AboutUsQuestion
from projects.models import Member, Project
from tests import factories
from tests.factories import NOW

AGES = ("Under 25", "25 to 64", "65 or more")


def ask_about_us(
    project: Project, words: str = "How old are you?", answers: tuple[str, ...] = AGES
) -> AboutUsQuestion:
    choices = [AboutUsChoice(one) for one in answers]
    why = "To see who is missing."
    return services.add_about_us_question(project, words=words, why=why, choices=choices, now=NOW)


def answer_it(
    question: AboutUsQuestion,
    *choices: int | None,
    by: Member | None = None,
    now: datetime = NOW,
) -> list[Member]:
    """Let new members answer a question, one for each choice; return them."""
    members = [factories.MemberFactory(project=question.project) for _one in choices]
    for member, choice in zip(members, choices, strict=True):
        services.record_about_me(member, answers={question.pk: choice}, by=by, now=now)
    return members
