"""Creative: what the record shows."""

from datetime import date, datetime, timedelta

from django.db.models import Count as CountRows
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_date
from core.prepared import Prepared, moment, number, totals
from elements.models import Words
from elements.records.record import HALF_YEAR, Count, Record, Rules, judge, midnight
from elements.records.reviews import last_closed_on, read_reviews
from projects.models import Project

TWO_WEEKS = timedelta(days=14)
UNASKED = Rules(
    nothing_yet=gettext_lazy(
        "No review is closed yet, so nobody was asked what we should be asking."
    ),
    started=gettext_lazy(
        "A review has asked it. The last one closed more than 26 weeks ago, or an answer is still to be read."
    ),
    in_place=gettext_lazy(
        "A review that closed in the last 26 weeks has asked it, and each answer has been read."
    ),
    needs_attention=gettext_lazy(
        "A review closed more than 14 days ago, and an answer to this question has not been read."
    ),
)


def _answers() -> QuerySet:
    """Count the answers to the standing question, in reviews that are closed."""
    waiting = Q(outcome=Words.Outcome.WAITING)
    return totals(
        Words.objects.readable().filter(review__project=number("project"), element=None),
        all=CountRows("pk"),
        waiting=CountRows("pk", filter=waiting),
        long=CountRows("pk", filter=waiting & Q(review__closed_at__lt=moment("two_weeks_ago"))),
    )


ANSWERS = Prepared(_answers)


def unasked(project: Project, *, on: date) -> Record:
    """creative.unasked: the standing question "What should we be asking you that we are not?"."""
    reviews = read_reviews(project)
    limit: datetime = midnight(on - TWO_WEEKS)
    answers = ANSWERS.first(project=project.pk, two_weeks_ago=limit)
    read = answers["all"] - answers["waiting"]
    last = last_closed_on(reviews)
    state = judge(
        nothing=last is None,
        attention=answers["long"] > 0,
        in_place=last is not None and on - last <= HALF_YEAR and not answers["waiting"],
    )
    return Record(
        state=state,
        rules=UNASKED,
        sentence=_("A review asked it last, and closed on %(day)s.") % {"day": long_date(last)}
        if last
        else UNASKED.of(state),
        counts=[
            Count(_("answers read: %(n)s") % {"n": read}, read),
            Count(_("answers still to be read: %(waiting)s") % answers, answers["waiting"]),
        ]
        if last
        else [],
        path=reverse("elements:review_list", args=[project.slug]),
        rows=_("Reviews"),
    )
