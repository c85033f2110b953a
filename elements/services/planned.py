"""Plans a review for a day to come, opens it when the day has come, and lets it go."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core.once import find_sent, lock_rows
from elements.models import Element, PlannedReview, Review
from elements.services.opening import Opening, open_together
from elements.services.reviews import CannotDoReview
from projects.models import Member, Project


@transaction.atomic
def plan_review(
    project: Project,
    *,
    title: str,
    opens_on: date,
    closes_on: date,
    for_whom: str,
    elements: Iterable[Element],
    by: Member | None,
    sent_key: UUID | None = None,
) -> PlannedReview:
    """
    Plan a review that opens by itself on its day. The same form sent twice plans one.

    :raises CannotDoReview: when another one is planned.
    """
    planned_here = PlannedReview.objects.filter(project=project)
    if sent := find_sent(planned_here, sent_key, lock=project):
        return sent
    if planned_here.exists():
        raise CannotDoReview(_("A review is planned already. Cancel that one first."))
    planned = PlannedReview.objects.create(
        project=project,
        title=title,
        for_whom=for_whom,
        opens_on=opens_on,
        closes_on=closes_on,
        by=by,
        sent_key=sent_key,
    )
    planned.elements.set(elements)
    return planned


@transaction.atomic
def open_planned_reviews(
    planned: Iterable[PlannedReview], *, on: date, now: datetime
) -> list[Review]:
    """
    Open planned reviews whose day has come, each once, and return those that opened.

    One waits while another is open in its project, and while nobody is there to be asked. One that waited, also for a
    schedule that stood still, is open for as many days as was planned. Many take as few queries as one.

    :raises ballots.keys.KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    numbers = {row.pk: row.project_id for row in planned}
    lock_rows(Project, numbers.values())
    open_here = Review.objects.open().filter(project=OuterRef("project"))
    due = PlannedReview.objects.due(on=on).filter(~Exists(open_here), pk__in=numbers)
    openings = [
        Opening(
            project=row.project,
            title=row.title,
            closes_on=on + (row.closes_on - row.opens_on),
            for_whom=row.for_whom,
            # By their keys: the wording may have a new version since.
            elements={element.key for element in row.elements.all()},
            by=row.by,
        )
        for row in due.select_related("project", "by").prefetch_related("elements")
    ]
    reviews = open_together(openings, now=now)
    opened = [review.project_id for review in reviews]
    PlannedReview.objects.filter(pk__in=numbers, project__in=opened).delete()
    return reviews


def cancel_planned_review(project: Project) -> bool:
    """Let the planned review of a project go; return whether there was one."""
    deleted, _by_model = PlannedReview.objects.filter(project=project).delete()
    return bool(deleted)
