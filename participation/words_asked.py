"""What is asked of people about private words: to answer one, or to read what is new; never a word of it."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.offers import Ask
from core.prepared import Hole
from core.summary import counted
from participation.models import PrivateWord
from projects.models import Project


def facts_of_words(here: OuterRef, user: int | Hole) -> dict[str, Any]:
    """Return how many private words somebody is to answer, and whether there is something new in their own."""
    mine = PrivateWord.objects.filter(project=here, member__user=user)
    for_me = PrivateWord.objects.open_to(user).unanswered().filter(project=here)
    return {"words_for_me": counted(for_me), "has_word_news": Exists(mine.with_news())}


def asked_of_words(about: dict[str, Any], project: Project) -> list[Ask]:
    """Ask whoever wrote a private word to read what is new; also after the end of the project."""
    if not about["has_word_news"]:
        return []
    return [
        Ask(
            title=_("There is something new in your private words"),
            text=_("Only you and the person you wrote to can read it."),
            url=reverse("participation:my_words", args=[project.slug]),
            action=_("See what is new"),
            small=project.name,
            minutes=1,
        )
    ]


def asked_to_read(about: dict[str, Any], project: Project) -> list[Ask]:
    """Ask a facilitator to answer what was written to them alone; also after the end of the project."""
    number = about["words_for_me"]
    if not number:
        return []
    title = ngettext(
        "Answer %(n)d private word that somebody wrote to you",
        "Answer %(n)d private words that people wrote to you",
        number,
    )
    return [
        Ask(
            title=title % {"n": number},
            text=_("Nobody but you can open it."),
            url=reverse("participation:words_for_me", args=[project.slug]),
            action=_("See who wrote to you"),
            small=project.name,
            order=-10,
        )
    ]
