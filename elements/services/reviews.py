"""Opens reviews, reminds of them and keeps them open for longer."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import dateformat
from django.utils.translation import gettext as _

from ballots.services import make_seal
from core.once import find_sent, lock_row
from core.standing import require_same_standing
from elements.models import Asked, Element, ElementReviewRhythm, Indicator, Review
from outbox.services import tell_members
from projects.models import Member, MemberQuerySet, Project

DAYS_OPEN = 14


class CannotDoReview(Exception):  # noqa: N818 - it is what happened, not a fault
    """A review cannot be changed like this; the message says why, in words for the page."""


@transaction.atomic
def set_review_rhythm(
    project: Project,
    *,
    every_weeks: int,
    next_on: date,
    days_open: int = DAYS_OPEN,
    is_paused: bool = False,
    stood: str | None = None,
    now: datetime,
) -> ElementReviewRhythm:
    """
    Say how often the members rate the project, and when the next review opens by itself.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    said = {
        "every_weeks": every_weeks,
        "next_on": next_on,
        "days_open": days_open,
        "is_paused": is_paused,
    }
    lock_row(project)
    found = ElementReviewRhythm.objects.filter(project=project).first()
    require_same_standing(found or ElementReviewRhythm(project=project), said, stood=stood)
    rhythm = ElementReviewRhythm.objects.filter(project=project, **said).first()
    if rhythm is None:
        rhythm, _made = ElementReviewRhythm.objects.update_or_create(
            project=project, defaults={**said, "changed_at": now}
        )
    return rhythm


@transaction.atomic
def open_due_review(rhythm: ElementReviewRhythm, *, on: date, now: datetime) -> Review | None:
    """
    Open the review that is due by the day ``on`` and move the rhythm past that day.

    However many periods were missed, one review opens. Of several schedulers at once, the one that moves the rhythm
    opens it; the others get None. A review that is open already counts as the one of this period.
    """
    due_on = rhythm.move_past(on)
    if due_on is None or rhythm.project.element_reviews.open().exists():
        return None
    return open_review(
        rhythm.project,
        title=_("Review of %(month)s") % {"month": dateformat.format(due_on, "F Y")},
        closes_on=on + timedelta(days=rhythm.days_open),
        due_on=due_on,
        now=now,
    )


@transaction.atomic
def open_review(
    project: Project,
    *,
    title: str,
    closes_on: date,
    for_whom: str = Review.ForWhom.EVERYBODY,
    elements: Iterable[Element] | None = None,
    due_on: date | None = None,
    by: Member | None = None,
    now: datetime,
    sent_key: UUID | None = None,
) -> Review:
    """
    Open a review of some elements (all of them, when none are named) and ask those whom it is for.

    A form sent twice, and a period that has its review, find the one that is there. Those who come in later are asked
    by the next one.

    :raises CannotDoReview: when another one is open, or nobody is there to be asked.
    :raises KeyCannotBeStored: when the folder of the keys cannot be written to.
    """
    # Two facilitators at once: the second waits here, and then finds the review of the first.
    reviews = project.element_reviews
    if sent := find_sent(reviews.all(), sent_key, lock=project):
        return sent
    if due_on and (known := reviews.filter(due_on=due_on).first()):
        return known
    if project.element_reviews.open().exists():
        raise CannotDoReview(_("A review is open already. Close it first."))
    review = Review(
        project=project, title=title, for_whom=for_whom, due_on=due_on, closes_on=closes_on
    )
    review.opened_at, review.opened_by, review.sent_key = now, by, sent_key
    asked = _to_be_asked(project, for_whom)
    _fill(review, _to_be_rated(project, elements), list(asked.order_by("pk")))
    tell_of_review(review, "opened", asked, now=now)
    return review


def _to_be_asked(project: Project, for_whom: str) -> MemberQuerySet:
    members = Member.objects.filter(project=project).taking_part()
    return members.participants() if for_whom == Review.ForWhom.PARTICIPANTS else members


def _to_be_rated(project: Project, elements: Iterable[Element] | None) -> list[Indicator]:
    indicators = Indicator.objects.in_use(project.organisation_id).select_related("element")
    if elements is not None:
        indicators = indicators.filter(element__in=elements)
    return list(indicators)


def _fill(review: Review, indicators: list[Indicator], members: list[Member]) -> None:
    """Save the review with who is asked and a seal for what they say."""
    if not members or not indicators:
        raise CannotDoReview(_("There is nobody to ask yet, or nothing to ask."))
    review.framework_id = indicators[0].element.framework_id
    review.element_count = len({row.element_id for row in indicators})
    review.indicator_count, review.asked_count = len(indicators), len(members)
    review.seal = make_seal()
    review.save()
    review.indicators.set(indicators)
    Asked.objects.bulk_create(Asked(review=review, member=member) for member in members)


@transaction.atomic
def extend_review(review: Review, *, closes_on: date, why: str, stood: str | None = None) -> None:
    """
    Keep a review open for longer, with the reason that everybody reads. Doing it twice changes nothing.

    :param stood: how day and reason stood on the page; None when nobody looked at one.
    :raises CannotDoReview: when it is closed, or the new day is not later.
    :raises EditConflict: when somebody else did so meanwhile, with another day or reason.
    """
    lock_row(review)
    held = Review.objects.get(pk=review.pk)
    if not held.is_closed:
        said = {"closes_on": closes_on, "extended_why": why}
        require_same_standing(held, said, stood=stood)
    later = Review.objects.open().filter(pk=review.pk, closes_on__lt=closes_on)
    if later.update(closes_on=closes_on, extended_why=why):
        return
    review.refresh_from_db()
    if review.is_closed:
        raise CannotDoReview(_("This review is closed. What was answered is published."))
    if (review.closes_on, review.extended_why) != (closes_on, why):
        raise CannotDoReview(_("Choose a day after the one that it has now."))


@transaction.atomic
def remind_of_review(review: Review, *, on: date, now: datetime) -> bool:
    """
    Remind those who have not answered, when a day to do so has come; return whether it did.

    Twice at most, and once when both days were missed. Of several schedulers at once, one does it.
    """
    past = [day for day in review.reminder_days() if day <= on]
    if not review.takes_answers(on=on) or len(past) <= review.reminders:
        return False
    mine = Review.objects.open().filter(pk=review.pk, reminders=review.reminders)
    if not mine.update(reminders=len(past)):
        return False
    review.reminders = len(past)
    waiting = Asked.objects.filter(review=review).waiting(on=on)
    recipients = Member.objects.filter(pk__in=waiting.values("member"))
    tell_of_review(review, "reminder", recipients, number=len(past), now=now)
    return True


def tell_of_review(
    review: Review, what: str, recipients: MemberQuerySet, *, now: datetime, number: int = 0
) -> None:
    """Tell members that a review opened, still waits for them, or closed."""
    closed = {"is_unread": True} if review.is_unread else {}
    asked = {"minutes": review.minutes, "closes_on": review.closes_on.isoformat()}
    tell_members(
        event=f"review:{review.pk}:{what}" + (f":{number}" if number else ""),
        project=review.project,
        kind=f"review_{what}",
        data={"review": review.pk} | (closed if what == "closed" else asked),
        recipients=recipients,
        asks=what != "closed",
        is_result=what == "closed",
        now=now,
    )
