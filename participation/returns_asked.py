"""What is asked of people about returns: to say what they would like, to agree, to give; never what it is."""

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
from participation.models import Consent, NamedReader, Return, ReturnQuerySet, would_rather_tell
from participation.returns import wishing
from participation.services import is_wish_asked
from projects.models import Member, Project

Purpose = Consent.Purpose


def facts_of_returns(here: OuterRef, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return what the person answered, what is asked of them about what they get, and what they are to give."""
    mine = Consent.objects.filter(member__project=here, member__user=user, purpose=Purpose.RETURNS)
    readers = NamedReader.objects.current(Purpose.RETURNS)
    readers = readers.filter(member__project=here, member__user=user)
    people = Member.objects.taking_part().filter(project=here).exclude(user=user)
    of_them = Return.objects.of_people_here().filter(project=here)
    offline = of_them.filter(member__user=None)
    return {
        "wish_answer": Subquery(mine.values("answer")[:1]),
        "wish_said_at": Subquery(mine.values("said_at")[:1]),
        "is_wish_read": Exists(readers) | ~Exists(people.facilitators()),
        "is_return_offered": Exists(of_them.unanswered().filter(member__user=user)),
        "is_return_asked": Exists(of_them.to_ask_about(on=on).filter(member__user=user)),
        "wishes_to_answer": counted(wishing(people)),
        "returns_due": counted(of_them.to_give().filter(by__user=user, due_on__lte=on)),
        "returns_of_nobody": counted(of_them.to_give().filter(by=None).exclude(member__user=user)),
        "returns_to_ask_about": counted(offline.unanswered() | offline.to_ask_about(on=on)),
        "tell_wishes": counted(people.filter(would_rather_tell(Purpose.RETURNS))),
    }


def asked_of_returns(about: dict[str, Any], project: Project, *, now: datetime) -> list[Ask]:
    """Ask somebody whether they want what is offered, whether they have what was promised, and what they would like."""
    return [
        *_asked_of_offers(about, project),
        *_asked_what_they_would_like(about, project, now=now),
    ]


def _asked_of_offers(about: dict[str, Any], project: Project) -> list[Ask]:
    asks = []
    if about["is_return_offered"]:
        title = _("Something is offered to you in return")
        text = _("Only you and the people named on the page can see what it is.")
        asks.append((title, text, _("Say yes or no")))
    if about["is_return_asked"]:
        title = _("Have you got what you were promised in return?")
        text = _("If it isn’t there yet, say so: that opens it again.")
        asks.append((title, text, _("Say yes or not yet")))
    mine = reverse("participation:my_returns", args=[project.slug])
    return [
        Ask(title=title, text=text, url=mine, action=action, small=project.name, minutes=1)
        for title, text, action in asks
    ]


def _asked_what_they_would_like(
    about: dict[str, Any], project: Project, *, now: datetime
) -> list[Ask]:
    goes_on = about["has_begun"] and about["is_hear_open"]
    is_asked = is_wish_asked(about, now=now) and about["needs_answer"] is not None
    if project.has_ended or about["is_bring_open"] or goes_on or not is_asked:
        return []
    return [
        Ask(
            title=_("What would you like in return?"),
            text=_("Only people named to you can read it. “Nothing” is fine."),
            url=reverse("participation:question", args=[project.slug, Purpose.RETURNS]),
            action=_("Say what you would like"),
            small=project.name,
            minutes=1,
        )
    ]


def asked_to_give(about: dict[str, Any], project: Project) -> list[Ask]:
    """What to offer, to give, to ask about and to talk about; numbers alone, no names. Promises outlive the project."""
    give, of_nobody = about["returns_due"], about["returns_of_nobody"]
    ask = about["returns_to_ask_about"]
    titles = {
        ngettext(
            "You promised to give %(n)d thing in return by now",
            "You promised to give %(n)d things in return by now",
            give,
        ): give,
        ngettext(
            "%(n)d thing is promised in return, and whoever was to give it has gone",
            "%(n)d things are promised in return, and whoever was to give them has gone",
            of_nobody,
        ): of_nobody,
        ngettext(
            "Ask somebody who is not online about %(n)d thing in return",
            "Ask people who are not online about %(n)d things in return",
            ask,
        ): ask,
    }
    if not project.has_ended:
        titles |= _while_it_runs(about)
    return [
        Ask(
            title=title % {"n": number},
            text=_("Only who was named can open what it is."),
            url=reverse("participation:returns_list", args=[project.slug]),
            action=_("See what people get back"),
            small=project.name,
        )
        for title, number in titles.items()
        if number
    ]


def _while_it_runs(about: dict[str, Any]) -> dict[str, int]:
    offer, talk = about["wishes_to_answer"], about["tell_wishes"]
    return {
        ngettext(
            "Answer %(n)d person who said what they would like in return",
            "Answer %(n)d people who said what they would like in return",
            offer,
        ): offer,
        ngettext(
            "Talk with %(n)d person about what they would like in return",
            "Talk with %(n)d people about what they would like in return",
            talk,
        ): talk,
    }


def _promised_returns() -> ReturnQuerySet:
    return Return.objects.of_people_here().to_give().select_related("project")


#: Whoever promised it is reminded; where they are gone, all who run the project.
DUE_RETURNS = (
    Due(
        "return",
        rows=lambda: _promised_returns().exclude(by=None),
        day="due_on",
        made="answered_at",
        owner="by",
        title=lambda row: _("Give something in return that you promised"),
        url=lambda row: reverse("participation:returns_list", args=[row.project.slug]),
    ),
    Due(
        "return-of-nobody",
        rows=lambda: _promised_returns().filter(by=None),
        day="due_on",
        made="answered_at",
        owner="",
        title=lambda row: _("Give something in return that somebody promised who has gone"),
        url=lambda row: reverse("participation:returns_list", args=[row.project.slug]),
    ),
)
