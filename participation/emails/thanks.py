"""
What messages say about thanks: that there are some, neither from whom nor what for. Lists of what was sent show that.

``data``: ``thanks``; ``by``, the name of a facilitator who wrote them down, or set them aside.
"""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from participation.models import Thanks
from participation.permissions import can_read_out_thanks
from projects.models import Member


class _OfThanks(MessageKind):
    """About thanks; when they are taken back, nobody is told."""

    about = "thanks"

    def rows(self) -> QuerySet[Thanks]:
        return Thanks.objects.all()

    def path(self) -> str:
        return reverse("participation:my_part", args=[self.slug]) + "?show=thanks"


@message_kind("thanks_given")
class ThanksGiven(_OfThanks):
    """Tells somebody that they are thanked, and asks who may read it."""

    def subject(self) -> str:
        return _("Somebody thanks you")

    def summary(self) -> str:
        return _(
            "It is between the two of you. Sign in to read it, and say whether others may read it, too."
        )

    def because(self) -> str:
        return _("You get this email because somebody in “%(project)s” thanks you.") % each_apart(
            project=self.project_name
        )

    def on_paper(self) -> str:
        return _("Ask us to read it to you. Then tell us whether others may read it.")

    def question(self) -> str:
        return _("Shall we read it to you now?")

    def on_sheet(self) -> str:
        return _("Shall we ring you, or read it to you when we meet?")

    def for_person(self, member: Member) -> ForPerson:
        address = reverse("participation:member_thanks", args=[self.slug, member.pk])
        return ForPerson.where(can_read_out_thanks(member), address)

    def over(self, member: Member) -> str:
        """Over when they have answered: they have read it."""
        return super().over(member) or (_("They have read it.") if self.row.answer else "")


@message_kind("thanks_entered")
class ThanksEntered(_OfThanks):
    """Tells somebody that a facilitator wrote down thanks in their name, so that they can take them back."""

    def subject(self) -> str:
        return _("%(by)s wrote down thanks in your name") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        return _("Sign in to read what it says. If you did not say so, take it back there.")

    def because(self) -> str:
        return _(
            "You get this email because thanks were written down in your name in “%(project)s”."
        ) % each_apart(project=self.project_name)

    def on_paper(self) -> str:
        return _("Tell us if you did not say so. Then we take it back.")


@message_kind("thanks_hidden")
class ThanksHidden(_OfThanks):
    """Tells somebody that a facilitator set aside thanks that they gave, and why."""

    def subject(self) -> str:
        return _("%(by)s set aside thanks that you gave") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        return _(
            "Nobody else in the project can read it any more. The reason: “%(why)s”"
        ) % each_apart(why=self.row.hidden_why)

    def because(self) -> str:
        return _("You get this email because you thanked somebody in “%(project)s”.") % each_apart(
            project=self.project_name
        )

    def on_paper(self) -> str:
        return _("Ask us if you want to talk about it.")
