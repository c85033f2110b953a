"""
What messages say about needs: that somebody arranges one, has, or does not any more. Neither which kind, nor a word.

``data``: ``need``; ``by``, the name of who did it; ``name``, whose it is; ``due_on``; and ``stand``, how it stood then.
"""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from participation.models import Need
from projects.models import Member


class _ToThePerson(MessageKind):
    """Told to the person who needs something."""

    def path(self) -> str:
        return reverse("participation:my_needs", args=[self.slug])

    def because(self) -> str:
        return _(
            "You get this email because somebody in “%(project)s” arranges something for you, or did."
        ) % each_apart(project=self.project_name)


class _OfOne(_ToThePerson):
    """The same about one of their needs."""

    about = "need"

    def rows(self) -> QuerySet[Need]:
        return Need.objects.all()

    def over(self, member: Member) -> str:
        """Over when it stands otherwise now than when this was said: another message says so, or a page."""
        then = self.data.get("stand", self.row.stand)
        is_as_then = self.row.stand == then and self.row.by_id is not None
        if self.row.met == Need.Met.YES:
            return _("They have said that it works.")
        return super().over(member) or ("" if is_as_then else _("It has changed since."))


@message_kind("need_promised")
class NeedPromised(_OfOne):
    """Tells somebody who arranges what they need, and by when."""

    def subject(self) -> str:
        return _("%(by)s arranges something for you") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        day = long_date(date.fromisoformat(self.data["due_on"]))
        return _("By %(day)s. Sign in to see what it is, and how.") % each_apart(day=day)

    def over(self, member: Member) -> str:
        """Over, too, when it is arranged."""
        is_done = self.row.done_at is not None
        return super().over(member) or (_("It is arranged.") if is_done else "")

    def on_paper(self) -> str:
        return _("Ask us if you want to know what it is, and how.")


@message_kind("need_arranged")
class NeedArranged(_OfOne):
    """Asks somebody whether it works what was arranged for them."""

    def subject(self) -> str:
        return _("%(by)s has arranged something for you") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        return _("Sign in to see what it is, and tell us whether it works.")

    def over(self, member: Member) -> str:
        """Over, too, when they have said that it does not work yet."""
        is_open_again = self.row.done_at is None
        return super().over(member) or (_("It is not arranged yet.") if is_open_again else "")

    def on_paper(self) -> str:
        return _("Please tell us whether it works.")

    def question(self) -> str:
        return _("Does it work?")

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(reverse("participation:member_needs", args=[self.slug, member.pk]))


@message_kind("needs_handed_back")
class NeedsHandedBack(_ToThePerson):
    """
    Tells somebody that whoever arranged something for them does not any more, and that somebody else is to.

    ``data``: ``by``.
    """

    def subject(self) -> str:
        return _("%(by)s no longer arranges something for you") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        return _("Somebody else who runs the project is to do it. Sign in to see how far it is.")

    def on_paper(self) -> str:
        return _("Ask us if you want to know how far it is.")


class _ToWhoArranges(MessageKind):
    """Told to whoever arranges something for somebody, or did."""

    def because(self) -> str:
        return _(
            "You get this email because you arrange something for somebody in “%(project)s”, or did."
        ) % each_apart(project=self.project_name)

    def path(self) -> str:
        return reverse("participation:needs_list", args=[self.slug])


@message_kind("need_gone")
class NeedGone(_ToWhoArranges):
    """Tells whoever arranges something for somebody that they need not any more; the row is gone by then."""

    def subject(self) -> str:
        name = each_apart(name=self.data["name"])
        return _("You need not arrange something for %(name)s any more") % name

    def summary(self) -> str:
        return _("They no longer say that they need it, or have left. Nobody waits for you.")


@message_kind("need_taken_over")
class NeedTakenOver(_ToWhoArranges):
    """Tells whoever was to arrange something for somebody that another does now."""

    def subject(self) -> str:
        names = each_apart(by=self.data["by"], name=self.data["name"])
        return _("%(by)s now arranges something for %(name)s") % names

    def summary(self) -> str:
        return _("You were to do it until now. You need not any more.")


@message_kind("need_for_you")
class NeedForYou(_ToWhoArranges):
    """Tells a facilitator that another has written down that they arrange something for somebody."""

    def subject(self) -> str:
        names = each_apart(by=self.data["by"], name=self.data["name"])
        return _("%(by)s has written that you arrange something for %(name)s") % names

    def summary(self) -> str:
        day = long_date(date.fromisoformat(self.data["due_on"]))
        return _("By %(day)s. If you cannot, say so, or write down who does.") % each_apart(day=day)
