"""Plans a review for a day to come, opens it when the day has come, and lets it go."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.once import find_sent, lock_row
from elements.models import Element, PlannedReview, Review
from elements.services.reviews import CannotDoReview, open_review
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
def open_planned_review(planned: PlannedReview, *, on: date, now: datetime) -> Review | None:
    """
    Open a planned review whose day has come, once; None when somebody else did, or another one is still open.

    One that waited for another, or for a schedule that stood still, is open for as many days as was planned.

    :raises CannotDoReview: when nobody is there to be asked; it stays planned.
    """
    lock_row(planned.project)
    if planned.project.element_reviews.open().exists():
        return None
    due = PlannedReview.objects.due(on=on).filter(pk=planned.pk).first()
    if due is None:
        return None
    # By their keys: the wording may have a new version since.
    elements = list(Element.objects.in_use().filter(key__in=due.elements.values("key")))
    days_open = due.closes_on - due.opens_on
    due.delete()
    return open_review(
        planned.project,
        title=due.title,
        closes_on=on + days_open,
        for_whom=due.for_whom,
        elements=elements,
        by=due.by,
        now=now,
    )


def cancel_planned_review(project: Project) -> bool:
    """Let the planned review of a project go; return whether there was one."""
    deleted, _by_model = PlannedReview.objects.filter(project=project).delete()
    return bool(deleted)
