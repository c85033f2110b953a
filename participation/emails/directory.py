"""What messages say about the directory: that an entry ends, was written down or taken back. Never what is in it."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from participation.directory import path_of_directory
from participation.models import DirectoryEntry
from projects.models import Member


class _ToWhoShares(MessageKind):
    """Told to the person who shares how they can be reached, or did."""

    def path(self) -> str:
        return path_of_directory(self.slug)

    def because(self) -> str:
        return _(
            "You get this email because it is about what you share with the others in “%(project)s”."
        ) % each_apart(project=self.project_name)


@message_kind("directory_ends")
class DirectoryEnds(_ToWhoShares):
    """Asks somebody whether their entry stays. ``data``: ``entry``; ``until``, the day on which it is deleted."""

    about = "entry"

    def rows(self) -> QuerySet[DirectoryEntry]:
        return DirectoryEntry.objects.all()

    def subject(self) -> str:
        return _("Do you want to stay in the directory of “%(project)s”?") % each_apart(
            project=self.project_name
        )

    def summary(self) -> str:
        day = long_date(date.fromisoformat(self.data["until"]))
        return _(
            "You share how others can reach you. On %(day)s we delete it, unless you keep it."
        ) % each_apart(day=day)

    def over(self, member: Member) -> str:
        """Over when they kept or changed it since."""
        is_as_then = self.row.until.isoformat() == self.data["until"]
        return super().over(member) or ("" if is_as_then else _("It has changed since."))

    def on_paper(self) -> str:
        return _("Please tell us whether to keep it. If we hear nothing, we delete it on that day.")

    def question(self) -> str:
        return _("Should we keep it?")

    def by_day(self) -> date:
        return date.fromisoformat(self.data["until"])

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(reverse("participation:member_receipt", args=[self.slug, member.pk]))


@message_kind("directory_noted")
class DirectoryNoted(_ToWhoShares):
    """Tells somebody that a facilitator wrote down what they share, so that they can mend it. ``data``: ``by``."""

    def subject(self) -> str:
        return _("%(by)s wrote down how others can reach you") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        return _(
            "Everybody in the project can read it. Sign in to see it. If it isn’t so, change it there, or take it back."
        )


@message_kind("directory_taken_back")
class DirectoryTakenBack(_ToWhoShares):
    """Tells somebody that a facilitator took their entry back. ``data``: ``by``."""

    def subject(self) -> str:
        return _("%(by)s took back what you shared in the directory") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        return _(
            "It is deleted: you asked for it, or something in it was wrong. You can share it again at any time."
        )

    def on_paper(self) -> str:
        return _("Tell us if it should be there.")
