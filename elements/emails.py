"""What the messages of reviews say: one opened, one still waits for an answer, one closed."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date
from elements.asked import WhoIsAsked, asked_in_sentences, printable_names, who_is_asked
from elements.models import Review
from outbox.kinds import ForPerson, MessageKind, message_kind
from projects.models import Member


class _OfElementReview(MessageKind):
    """About a review. ``data``: ``review``."""

    about = "review"
    page = "review_rate"

    def rows(self) -> QuerySet[Review]:
        return Review.objects.all()

    def path(self) -> str:
        return reverse(f"elements:{self.page}", args=[self.slug, self.data["review"]])

    def context(self) -> Mapping[str, Any]:
        return {"review": self.row}


class _Asks(_OfElementReview):
    """Asks for answers. ``data``: also ``minutes`` and ``closes_on``, as they were on that day."""

    def over(self, member: Member) -> str:
        """Over with the review: nobody can answer any more."""
        if closed_at := self.row.closed_at:
            day = long_date(timezone.localdate(closed_at))
            return _("The review closed on %(day)s, so there is nothing left to ask.") % {
                "day": day
            }
        return super().over(member)

    def on_paper(self) -> str:
        return _(
            "You can answer on paper: ask us for the questions. Nobody can see who answered what, and you can skip"
            " any question."
        )

    @cached_property
    def _who(self) -> WhoIsAsked:
        return who_is_asked(self.row)

    def before_answering(self) -> list[str]:
        return asked_in_sentences(self._who)

    def names_to_print(self) -> list[str]:
        return [] if self._who.is_few else printable_names(self._who)

    def on_sheet(self) -> str:
        return _("Would you like us to post you the questions on paper? Yes or no.")

    def by_day(self) -> date:
        return date.fromisoformat(self.data["closes_on"])

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(
            why_not=_(
                "Answers to a review are kept without a name, so they can’t be written down for one person. Post them"
                " the questions on paper."
            )
        )

    def question(self) -> str:
        return _("Would you like me to post you the questions on paper?")

    def summary(self) -> str:
        minutes, day = self.data["minutes"], date.fromisoformat(self.data["closes_on"])
        return ngettext(
            "It takes about %(n)s minute. You can answer until %(day)s.",
            "It takes about %(n)s minutes. You can answer until %(day)s.",
            minutes,
        ) % {"n": minutes, "day": long_date(day)}


@message_kind("review_opened")
class ReviewOpened(_Asks):
    """Asks a member to rate the project."""

    template = "elements/review_opened"

    def subject(self) -> str:
        return _("How is it going? Please rate our project")


@message_kind("review_reminder")
class ReviewReminder(_Asks):
    """Reminds a member who has not answered."""

    template = "elements/review_reminder"

    def subject(self) -> str:
        return _("You can still rate our project")


@message_kind("review_closed")
class ReviewClosed(_OfElementReview):
    """Tells a member that the answers can be read. ``data``: also ``is_unread`` when they never can be."""

    is_for_everybody = True

    template = "elements/review_closed"
    page = "review_detail"

    def subject(self) -> str:
        if self.data.get("is_unread"):
            return _("What people said about our project cannot be read")
        return _("What people said about our project")

    def summary(self) -> str:
        if self.data.get("is_unread"):
            return _(
                "The review is closed. Its key was lost, so the answers cannot be read any more."
            )
        return _("The review is closed. You can read what people said.")
