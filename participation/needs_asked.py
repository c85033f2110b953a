"""What is asked of people about needs: to say them, whether they work, and to arrange them; never a word of them."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.offers import Ask
from core.prepared import Hole
from core.summary import counted
from outbox.due import Due
from participation.models import (
    Consent,
    NamedReader,
    Need,
    NeedQuerySet,
    ReviewRhythm,
    would_rather_tell,
)
from participation.services import are_needs_asked
from projects.models import Member, Project

Purpose = Consent.Purpose


def facts_of_needs(here: OuterRef, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return what the person said they need, and when; whether to ask if it works; and what is to be arranged."""
    mine = Consent.objects.filter(member__project=here, member__user=user, purpose=Purpose.NEEDS)
    readers = NamedReader.objects.current(Purpose.NEEDS)
    readers = readers.filter(member__project=here, member__user=user)
    others = Member.objects.taking_part().facilitators().filter(project=here).exclude(user=user)
    rhythm = ReviewRhythm.objects.filter(project=here, is_paused=False)
    here_needed = Need.objects.of_people_here().filter(project=here)
    theirs = here_needed.exclude(member__user=user)
    tells = Member.objects.taking_part().filter(would_rather_tell(Purpose.NEEDS), project=here)
    return {
        "needs_answer": Subquery(mine.values("answer")[:1]),
        "needs_said_at": Subquery(mine.values("said_at")[:1]),
        "every_weeks": Subquery(rhythm.values("every_weeks")[:1]),
        "is_needs_read": Exists(readers) | ~Exists(others),
        "is_need_met_asked": Exists(here_needed.to_ask_about(on=on).filter(member__user=user)),
        "needs_to_arrange": counted(theirs.to_arrange()),
        "needs_due": counted(here_needed.promised().filter(by__user=user, due_on__lte=on)),
        "needs_to_ask_about": counted(
            theirs.to_ask_about(on=on).filter(member__user=None, done_at__isnull=False)
        ),
        "tell_needs": counted(tells.exclude(user=user)),
    }


def asked_of_needs(about: dict[str, Any], project: Project, *, now: datetime) -> list[Ask]:
    """Ask somebody whether it works what was arranged for them, and what they need, again now and then."""
    if project.has_ended:
        return []
    asks = []
    if about["is_need_met_asked"]:
        asks.append(
            Ask(
                title=_("Does it work, what you need?"),
                text=_("Somebody said that they would arrange it by now."),
                url=reverse("participation:my_needs", args=[project.slug]),
                action=_("Say yes or not yet"),
                small=project.name,
                minutes=1,
            )
        )
    goes_on = about["has_begun"] and about["is_hear_open"]
    if about["is_bring_open"] or goes_on or not are_needs_asked(about, now=now):
        return asks
    again = about["needs_answer"] is not None
    asks.append(
        Ask(
            title=_("Is it still so, what you need?")
            if again
            else _("What do you need, to take part?"),
            text=_("Only people named to you can read it. “Nothing for now” is fine."),
            url=reverse("participation:question", args=[project.slug, Purpose.NEEDS]),
            action=_("Say what you need"),
            small=project.name,
            minutes=2,
        )
    )
    return asks


def asked_to_arrange(about: dict[str, Any], project: Project) -> list[Ask]:
    """What to arrange, to ask about and to talk about; numbers alone, no names."""
    if project.has_ended:
        return []
    arrange, due = about["needs_to_arrange"], about["needs_due"]
    ask, talk = about["needs_to_ask_about"], about["tell_needs"]
    titles = {
        ngettext(
            "Arrange %(n)d thing that somebody needs",
            "Arrange %(n)d things that people need",
            arrange,
        ): arrange,
        ngettext(
            "You promised to arrange %(n)d thing by now",
            "You promised to arrange %(n)d things by now",
            due,
        ): due,
        ngettext(
            "Ask somebody whether %(n)d thing works that they need",
            "Ask people whether %(n)d things work that they need",
            ask,
        ): ask,
        ngettext(
            "Talk with %(n)d person about what they need",
            "Talk with %(n)d people about what they need",
            talk,
        ): talk,
    }
    return [
        Ask(
            title=title % {"n": number},
            text=_("Only who was named can open the words."),
            url=reverse("participation:needs_list", args=[project.slug]),
            action=_("See what people need"),
            small=project.name,
        )
        for title, number in titles.items()
        if number
    ]


def _promised_needs() -> NeedQuerySet:
    rows = Need.objects.of_people_here().promised()
    rows = rows.exclude(project__state=Project.State.ENDED)
    return rows.select_related("project")


DUE_NEED = Due(
    "need",
    rows=_promised_needs,
    day="due_on",
    made="promised_at",
    owner="by",
    title=lambda row: _("Arrange something that somebody needs"),
    url=lambda row: reverse("participation:needs_list", args=[row.project.slug]),
)
