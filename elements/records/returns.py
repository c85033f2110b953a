"""What the records ask of what people get back: who gives, who was asked, and how far it is; nothing of what it is."""

from datetime import timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from actions.models import Action
from core.prepared import Prepared, day, moment, number, totals
from elements.records.record import midnight
from elements.records.said import HEARD
from participation.models import Consent, Return, Wish
from projects.models import Member, Project, Role
from projects.models.members import takes_part
from questions.models import Contribution, Reply

#: So long what somebody would like may wait for an offer.
WAITS = timedelta(weeks=4)
#: So long a promise may be late.
LATE = timedelta(days=14)
#: That somebody was asked, and what they answered.
_ANSWERS = (Consent.Answer.YES, Consent.Answer.NOTHING, Consent.Answer.TELL)


def read_returns(project: Project, *, on: Any) -> dict[str, Any]:
    """Return the counts of :func:`_returns` for a project on a day."""
    at = midnight(on)
    found: dict[str, Any] = _RETURNS.first(project=project.pk, waits=at - WAITS, late=on - LATE)
    return found


def _returns() -> QuerySet:
    """
    Count the people who take part and gave something: they said something in their own name, replied, or did what they
    promised. ``givers``: all of them; of these, ``asked``, ``answered`` and ``others``, who answered
    and do not run the project; ``given``, who got something and do not say that it is not there; ``promised``, to whom
    something is promised and nothing was given yet; ``nothing``, who want nothing; ``left``, to whom none of these
    applies; ``concerned``, who would like something, or were offered something.

    ``last``: when somebody was asked last. ``waits``: who have waited for an offer for more than four weeks. ``late``:
    to whom a promise is late by more than 14 days.
    """
    here, gave = takes_part(), takes_part() & Q(has_given=True)
    answered = gave & Q(answer__in=_ANSWERS)
    wants_nothing = Q(answer=Consent.Answer.NOTHING)

    def people(which: Q) -> CountRows:
        return CountRows("pk", filter=which)

    return totals(
        Member.objects.filter(project=number("project")).annotate(**_of_each()),
        givers=people(gave),
        asked=people(gave & Q(answer__isnull=False)),
        answered=people(answered),
        others=people(answered & Q(role=Role.PARTICIPANT)),
        given=people(gave & Q(was_given=True)),
        promised=people(gave & Q(is_promised=True, was_given=False)),
        nothing=people(gave & wants_nothing & Q(is_promised=False, was_given=False)),
        left=people(
            gave & (Q(answer=None) | ~wants_nothing) & Q(is_promised=False, was_given=False)
        ),
        concerned=people(gave & (Q(has_wish=True) | Q(was_offered=True))),
        waits=people(gave & Q(is_waiting=True)),
        late=people(gave & Q(is_late=True)),
        last=Max("asked_at", filter=here),
    )


def _of_each() -> dict[str, Any]:
    me = {"member": OuterRef("pk")}
    said = Consent.objects.filter(**me, purpose=Consent.Purpose.RETURNS)
    gave = (
        Contribution.objects.filter(HEARD, **me),
        Reply.objects.filter(**me),
        Action.objects.filter(owner=OuterRef("pk"), done_at__isnull=False),
    )
    returns, wishes = Return.objects.filter(**me), Wish.objects.filter(**me)
    offered = Return.objects.filter(member=OuterRef("member"), offered_at__gte=OuterRef("said_at"))
    return {
        "has_given": Exists(gave[0]) | Exists(gave[1]) | Exists(gave[2]),
        "answer": Subquery(said.values("answer")[:1]),
        "asked_at": Subquery(said.values("said_at")[:1]),
        "has_wish": Exists(wishes),
        "is_waiting": Exists(wishes.filter(~Exists(offered), said_at__lt=moment("waits"))),
        "was_offered": Exists(returns),
        "is_promised": Exists(returns.to_give()),
        "was_given": Exists(returns.given().exclude(got=Return.Got.NOT_YET)),
        "is_late": Exists(returns.to_give().filter(due_on__lt=day("late"))),
    }


_RETURNS = Prepared(_returns)
