"""Open: what the record shows."""

from datetime import date

from django.db.models import Count as CountRows
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_date
from core.prepared import Prepared, day, number, totals
from elements.records.record import QUARTER, Count, Record, Rules, judge
from projects.models import Project, Step, StepChange, Unsettled

UNCERTAINTY = Rules(
    nothing_yet=gettext_lazy("Nothing has been written down as not settled."),
    started=gettext_lazy(
        "Things were written down as not settled, none of them in the last 13 weeks, and none is open."
    ),
    in_place=gettext_lazy(
        "Things are written down as not settled, or were in the last 13 weeks. Each that is open has a day "
        "still to come on which we look at it again."
    ),
    needs_attention=gettext_lazy(
        "The day on which we wanted to look at something again has passed."
    ),
)
MESS = Rules(
    nothing_yet=gettext_lazy(
        "No step has been explored, dropped or taken back to an earlier state."
    ),
    started=gettext_lazy("A step has been explored, or has been dropped, not yet both."),
    in_place=gettext_lazy(
        "Steps have been explored, and steps have been dropped. All stay in view with the reason."
    ),
    needs_attention=gettext_lazy(
        "A step has been exploring for more than 13 weeks without a change."
    ),
)


def unsettled_past_their_day(on: date) -> QuerySet[Unsettled]:
    """Return what should have been looked at again by now, of any project."""
    return Unsettled.objects.filter(settled_at=None, look_again_on__lt=on)


def _things() -> QuerySet:
    """Count what is not settled, what was, and what is late."""
    return totals(
        Unsettled.objects.filter(project=number("project")),
        all=CountRows("pk"),
        open=CountRows("pk", filter=Q(settled_at=None)),
        settled=CountRows("pk", filter=Q(settled_at__isnull=False)),
        late=CountRows("pk", filter=Q(settled_at=None, look_again_on__lt=day("on"))),
        next=Min("look_again_on", filter=Q(settled_at=None, look_again_on__gte=day("on"))),
        last=Max("created_at"),
    )


def _muddle() -> QuerySet:
    """Count the steps that were explored, dropped, taken up again, and those that have been exploring for long."""
    changes = StepChange.objects.filter(step=OuterRef("pk"))
    exploring = Q(state=Step.State.EXPLORING)
    ended = [Step.State.DONE, Step.State.DROPPED]
    long = Q(has_moved_lately=False, created_at__date__lte=day("quarter_ago"))
    return totals(
        Step.objects.filter(project=number("project")).annotate(
            was_explored=Exists(changes.filter(to_state=Step.State.EXPLORING)),
            went_back=Exists(changes.filter(from_state__in=ended)),
            has_moved_lately=Exists(changes.filter(at__date__gt=day("quarter_ago"))),
        ),
        explored=CountRows("pk", filter=exploring | Q(was_explored=True)),
        dropped=CountRows("pk", filter=Q(state=Step.State.DROPPED)),
        back=CountRows("pk", filter=Q(went_back=True)),
        stuck=CountRows("pk", filter=exploring & long),
    )


THINGS, MUDDLE = Prepared(_things), Prepared(_muddle)


def uncertainty(project: Project, *, on: date) -> Record:
    """open.uncertainty: what is not settled, with the day on which each will be looked at again."""
    things = THINGS.first(project=project.pk, on=on)
    is_fresh = bool(things["last"]) and on - timezone.localdate(things["last"]) <= QUARTER
    state = judge(
        nothing=not things["all"],
        attention=things["late"] > 0,
        in_place=things["open"] > 0 or is_fresh,
    )
    if things["next"]:
        sentence = _("The next is looked at again on %(day)s.") % {"day": long_date(things["next"])}
    elif things["late"]:
        sentence = _("What is open waits for a new day.")
    elif things["all"]:
        sentence = _("All that was written down is settled.")
    else:
        sentence = _("The list is empty.")
    return Record(
        state=state,
        rules=UNCERTAINTY,
        sentence=sentence,
        counts=[
            Count(_("not settled: %(open)s") % things, things["open"]),
            Count(_("past the day to look again: %(late)s") % things, things["late"]),
            Count(_("settled since: %(settled)s") % things, things["settled"]),
        ],
        path=reverse("projects:unsettled_list", args=[project.slug]),
        rows=_("Not settled yet"),
    )


def mess(project: Project, *, on: date) -> Record:
    """open.mess: steps explored, dropped or taken back, all kept in view."""
    steps = MUDDLE.first(project=project.pk, quarter_ago=on - QUARTER)
    state = judge(
        nothing=not (steps["explored"] or steps["dropped"] or steps["back"]),
        attention=steps["stuck"] > 0,
        in_place=steps["explored"] > 0 and steps["dropped"] > 0,
    )
    return Record(
        state=state,
        rules=MESS,
        sentence=_(
            "Steps that were explored, dropped or taken back stay in the plan with their history."
        ),
        counts=[
            Count(_("explored: %(explored)s") % steps, steps["explored"]),
            Count(_("dropped, with the reason: %(dropped)s") % steps, steps["dropped"]),
            Count(_("taken up again: %(back)s") % steps, steps["back"]),
            Count(_("exploring for more than 13 weeks: %(stuck)s") % steps, steps["stuck"]),
        ],
        path=reverse("projects:step_list", args=[project.slug]),
        rows=_("The steps of the plan"),
    )
