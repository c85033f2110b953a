"""
What messages say about what people get in return: offered, given, not any more. Neither what it is, nor how much.

``data``: ``return``; ``by``, the name of who did it; ``name``, whose it is; ``due_on``; ``stand``, how it stood then.
"""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from participation.models import Return
from projects.models import Member


def _theirs(kind: MessageKind, member: Member) -> ForPerson:
    return ForPerson(reverse("participation:member_returns", args=[kind.slug, member.pk]))


class _OfReturn(MessageKind):
    """About one thing that somebody is to get."""

    def rows(self) -> QuerySet[Return]:
        return Return.objects.all()

    def over(self, member: Member) -> str:
        """Over when it stands otherwise now than when this was said: another message says so, or a page."""
        is_as_then = self.row.stand == self.data.get("stand", self.row.stand)
        return super().over(member) or ("" if is_as_then else _("It has changed since."))


class _ReturnToThePerson(MessageKind):
    """Told to the person who is to get something."""

    def path(self) -> str:
        return reverse("participation:my_returns", args=[self.slug])

    def because(self) -> str:
        return _(
            "You get this email because somebody in “%(project)s” offers you something in return, or did."
        ) % each_apart(project=self.project_name)


@message_kind("return_offered")
class ReturnOffered(_OfReturn, _ReturnToThePerson):
    """Tells somebody that something is offered to them in return, and asks whether they want it."""

    about = "return"

    def subject(self) -> str:
        return _("%(by)s offers you something in return") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        day = long_date(date.fromisoformat(self.data["due_on"]))
        return _("By %(day)s. Sign in to see what it is, and say yes or no.") % each_apart(day=day)

    def on_paper(self) -> str:
        return _("Ask us what it is, and tell us whether you want it.")

    def question(self) -> str:
        return _("Do you want it?")

    def for_person(self, member: Member) -> ForPerson:
        return _theirs(self, member)


@message_kind("return_given")
class ReturnGiven(_OfReturn, _ReturnToThePerson):
    """Asks somebody whether they have got what was given to them."""

    about = "return"

    def subject(self) -> str:
        return _("%(by)s has given you something in return") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        return _("Sign in to see what it is, and tell us whether you have got it.")

    def on_paper(self) -> str:
        return _("Please tell us whether you have got it.")

    def question(self) -> str:
        return _("Have you got it?")

    def for_person(self, member: Member) -> ForPerson:
        return _theirs(self, member)


@message_kind("return_withdrawn")
class ReturnWithdrawn(_OfReturn, _ReturnToThePerson):
    """Tells somebody that they are not to get something after all; why, they read when they sign in, or ask."""

    about = "return"

    def subject(self) -> str:
        return _("You will not get something that you were offered in return")

    def summary(self) -> str:
        return _("%(by)s had to withdraw it. Sign in to read why.") % each_apart(by=self.data["by"])

    def on_paper(self) -> str:
        return _("Ask us why. We are sorry.")


@message_kind("return_noted")
class ReturnNoted(_OfReturn, _ReturnToThePerson):
    """Tells somebody that a facilitator wrote down what they say of something they get, so that they can mend it."""

    about = "return"

    def subject(self) -> str:
        return _("%(by)s wrote down what you said about something you get in return") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        return _("Sign in to see what it is. If it isn’t so, you can change it there.")


@message_kind("returns_taken_back")
class ReturnsTakenBack(_ReturnToThePerson):
    """Tells somebody that a facilitator wrote down that they take back all of it. ``data``: ``by``."""

    def subject(self) -> str:
        return _("%(by)s wrote down that you take back what you get in return") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        return _(
            "We deleted what you would like, and what you were promised. If you did not say so, tell us."
        )

    def on_paper(self) -> str:
        return _("Tell us if you did not say so.")


@message_kind("returns_handed_back")
class ReturnsHandedBack(_ReturnToThePerson):
    """Tells somebody that whoever was to give them something does not any more. ``data``: ``by``."""

    def subject(self) -> str:
        return _("%(by)s no longer gives you what you were promised") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        return _("It is still promised. Somebody else who runs the project is to give it to you.")

    def on_paper(self) -> str:
        return _("Ask us if you want to know how far it is.")


class _ToWhoGives(MessageKind):
    """Told to whoever gives somebody something, or was to."""

    def because(self) -> str:
        return _(
            "You get this email because you give somebody something in return in “%(project)s”, or were to."
        ) % each_apart(project=self.project_name)

    def path(self) -> str:
        return reverse("participation:returns_list", args=[self.slug])


@message_kind("return_gone")
class ReturnGone(_ToWhoGives):
    """Tells whoever was to give something that the person left, or took it back; the row is gone by then."""

    def subject(self) -> str:
        return _("What you were to give %(name)s is not written here any more") % each_apart(
            name=self.data["name"]
        )

    def summary(self) -> str:
        return _(
            "They have left, or took back what they said of it. If you promised it, please still give it where you can."
        )


@message_kind("return_not_wanted")
class ReturnNotWanted(_OfReturn, _ToWhoGives):
    """Tells whoever was to give something that the person does not want it after all."""

    about = "return"

    def subject(self) -> str:
        return _("%(name)s does not want something that you were to give them") % each_apart(
            name=self.data["name"]
        )

    def summary(self) -> str:
        return _("They had agreed to it, and say now that they don’t want it.")


@message_kind("return_not_there")
class ReturnNotThere(_OfReturn, _ToWhoGives):
    """Tells whoever gave something that the person says they have not got it."""

    about = "return"

    def subject(self) -> str:
        return _("%(name)s has not got what you were to give them") % each_apart(
            name=self.data["name"]
        )

    def summary(self) -> str:
        return _("Talk with them, and say when it is there.")


@message_kind("return_taken_over")
class ReturnTakenOver(_ToWhoGives):
    """Tells whoever was to give something that another does now."""

    def subject(self) -> str:
        names = each_apart(by=self.data["by"], name=self.data["name"])
        return _("%(by)s now gives %(name)s something that you were to give") % names

    def summary(self) -> str:
        return _("You were to do it until now. You need not any more.")


@message_kind("return_for_you")
class ReturnForYou(_OfReturn, _ToWhoGives):
    """Tells a facilitator that another has written down that they give somebody something."""

    about = "return"

    def subject(self) -> str:
        names = each_apart(by=self.data["by"], name=self.data["name"])
        return _("%(by)s has written that you give %(name)s something in return") % names

    def summary(self) -> str:
        day = long_date(date.fromisoformat(self.data["due_on"]))
        return _("By %(day)s. If you cannot, say so, or write down who does.") % each_apart(day=day)

    def over(self, member: Member) -> str:
        """Over when somebody else gives it now, or nobody has to; that it was agreed since changes nothing."""
        is_theirs = self.row.by_id == member.pk and not self.row.is_over
        return MessageKind.over(self, member) or ("" if is_theirs else _("It has changed since."))
