"""Equal: what the record shows."""

from datetime import date

from django.db.models import Count as CountRows
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.prepared import Prepared, day, number, totals
from decisions.models import DecisionMaker, DecisionVersion
from elements.records.record import QUARTER, Count, Record, Rules, judge
from projects.models import Experience, Member, Project

EXPERIENCE = Rules(
    nothing_yet=gettext_lazy("Nobody has said yet which kinds of experience they bring."),
    started=gettext_lazy(
        "Some have said what they bring. Fewer than half have, or nobody brings lived experience, "
        "or no decision has been made."
    ),
    in_place=gettext_lazy(
        "At least half have said what they bring, and somebody brings lived experience. Each decision of the "
        "last 13 weeks had lived experience among its makers."
    ),
    needs_attention=gettext_lazy(
        "A decision of the last 13 weeks was made by people of whom nobody had said they bring lived experience."
    ),
)


def _people() -> QuerySet:
    """Count the members who take part, those who said what they bring, and each kind of it."""
    kinds = {
        kind.value: CountRows("pk", filter=Q(**{f"has_{kind.value}_experience": True}))
        for kind in Experience
    }
    return totals(
        Member.objects.filter(project=number("project")).taking_part(),
        all=CountRows("pk"),
        answered=CountRows("pk", filter=Q(experience_answered_at__isnull=False)),
        **kinds,
    )


def _decisions() -> QuerySet:
    """Count the decisions in force, and those whose makers had not said that they bring lived experience."""
    lived = DecisionMaker.objects.filter(version=OuterRef("pk"), had_lived_experience=True)
    without = Q(lived=False)
    return totals(
        DecisionVersion.objects.filter(
            current_of__project=number("project"), state=DecisionVersion.State.IN_FORCE
        ).annotate(lived=Exists(lived)),
        all=CountRows("pk"),
        without=CountRows("pk", filter=without),
        lately_without=CountRows("pk", filter=without & Q(decided_on__gt=day("quarter_ago"))),
    )


PEOPLE, MADE = Prepared(_people), Prepared(_decisions)


def experience(project: Project, *, on: date) -> Record:
    """equal.experience: the mix of experience among the members, and among the makers of decisions."""
    people = PEOPLE.first(project=project.pk)
    made = MADE.first(project=project.pk, quarter_ago=on - QUARTER)
    state = judge(
        nothing=not people["answered"],
        attention=made["lately_without"] > 0,
        in_place=people["answered"] * 2 >= people["all"]
        and people["lived"] > 0
        and made["all"] > 0,
    )
    return Record(
        state=state,
        rules=EXPERIENCE,
        sentence=_("%(answered)s of %(all)s people who take part have said what they bring.")
        % people,
        counts=_mix(people, made),
        path=reverse("participation:people", args=[project.slug]),
        rows=_("People"),
    )


def _mix(people: dict[str, int], made: dict[str, int]) -> list[Count]:
    counts = [
        Count(
            ngettext("%(count)s person brings %(kind)s", "%(count)s people bring %(kind)s", n)
            % {"count": n, "kind": kind.label},
            n,
        )
        for kind in Experience
        for n in [people[kind.value]]
    ]
    n = made["without"]
    text = ngettext(
        "%(count)s decision made with no lived experience among its makers",
        "%(count)s decisions made with no lived experience among their makers",
        n,
    )
    return [*counts, Count(text % {"count": n}, n)]
