"""What a coordinator sees of all projects of an organisation: a page of them in one query."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from decisions.models import DecisionVersion
from elements.attention import with_signs
from participation.models import ParticipationReview
from projects.models import Member, Organisation, Project
from reports.models import Report
from updates.models import Update

THREE_MONTHS = timedelta(days=91)


def projects_of(organisation: Organisation, *, on: date) -> QuerySet[Project]:
    """Return the projects of an organisation, each with its counts, its last update and report, and its signs."""
    ready = Report.objects.ready().filter(project=OuterRef("pk")).order_by("-pk")
    sent = Update.objects.filter(project=OuterRef("pk"), sent_at__isnull=False)
    decided = DecisionVersion.objects.filter(
        current_of__project=OuterRef("pk"), decided_on__gt=on - THREE_MONTHS
    ).annotate(project=F("current_of__project"))
    projects = Project.objects.filter(organisation=organisation).annotate(
        member_count=_count(Member.objects.taking_part().filter(project=OuterRef("pk"))),
        decision_count=_count(decided),
        overdue_count=_count(
            ParticipationReview.objects.overdue(on=on).filter(project=OuterRef("pk"))
        ),
        last_update_at=Subquery(
            sent.order_by("-sent_at").values("sent_at")[:1], output_field=DateTimeField()
        ),
        last_report=Subquery(ready.values("pk")[:1]),
        last_report_at=Subquery(ready.values("done_at")[:1]),
    )
    return with_signs(projects, on=on)


def _count(rows: QuerySet[Any]) -> Coalesce:
    """Count the rows of a project in a subquery; 0 where there is none."""
    counted = rows.order_by().values("project").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
