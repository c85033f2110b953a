"""What the messages about promises say: that one was noted down, and that somebody is asked to take one over."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actions.addresses import address_of
from actions.models import Action, Takeover
from actions.permissions import can_answer_takeover
from core.access import no
from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from projects.models import Member


def done_by_another(action: Action, member: Member) -> str:
    """Say that a member is asked for nothing, because somebody else does it now; empty while it is theirs."""
    return "" if action.owner_id == member.pk else _("Somebody else does it now.")


@message_kind("action_noted")
class ActionNoted(MessageKind):
    """
    Tells somebody that what they promised was noted down, so that they can say if it was meant otherwise.

    ``data``: ``action``, and ``by``, the name of who noted it.
    """

    about = "action"

    def rows(self) -> QuerySet[Action]:
        return Action.objects.all()

    def subject(self) -> str:
        return _("%(by)s has noted what you promised") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(what=self.row.what, day=long_date(self.row.due_on))
        told = _("“%(what)s”, by %(day)s.") % words
        return f"{told}\n\n{self.question()}"

    def path(self) -> str:
        return address_of(self.slug, self.data["action"])

    def over(self, member: Member) -> str:
        """Over when it was done, or somebody else took it over."""
        if self.row.done_at:
            return _("It is done.")
        return super().over(member) or done_by_another(self.row, member)

    def on_paper(self) -> str:
        return _("Please tell us if it was meant otherwise.")

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(address_of(self.slug, self.data["action"]))

    def question(self) -> str:
        return _("Is that right? Tell us if it was meant otherwise.")


class _OfTakeover(MessageKind):
    """Is about a promise that another is asked to take over. ``data``: ``takeover``, and ``action``, the promise."""

    about = "takeover"

    def rows(self) -> QuerySet[Takeover]:
        return Takeover.objects.select_related("action", "instead_of", "entered_by")

    def path(self) -> str:
        return address_of(self.slug, self.data["action"])

    def promise(self) -> str:
        """Return what was promised, and by when."""
        action = self.row.action
        day = long_date(action.due_on)
        return _("“%(what)s”, by %(day)s.") % each_apart(what=action.what, day=day)


@message_kind("takeover_asked")
class TakeoverAsked(_OfTakeover):
    """Asks somebody to do what another promised. ``data`` has ``by`` as well, the name of who asks."""

    def subject(self) -> str:
        return _("%(by)s asks if you can take something over") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        name = self.row.instead_of.known_as
        whose = _("%(name)s has promised it until now.") % each_apart(name=name)
        parts = [self.promise(), whose, _own(self.row.why), self.question()]
        return "\n\n".join(filter(None, parts))

    def over(self, member: Member) -> str:
        """Over when it was answered, or is asked no more."""
        return super().over(member) or ("" if self.row.is_open else _("It is settled."))

    def on_paper(self) -> str:
        return _("Please tell us yes or no. A no is fine.")

    def question(self) -> str:
        return _("Can you do it instead? A no is fine.")

    def by_day(self) -> date:
        return self.row.action.due_on

    def for_person(self, member: Member) -> ForPerson:
        project, self.row.to = self.message.project, member
        may = can_answer_takeover(project, self.row) if project else no("")
        return ForPerson.where(may, self.path())


@message_kind("takeover_answered")
class TakeoverAnswered(_OfTakeover):
    """
    Tells whoever asked, and whoever had promised it, what was answered.

    ``data`` has ``who``, the name of the one who was asked, and ``is_yes`` as well.
    """

    def subject(self) -> str:
        who = self.data["who"]
        if self.data["is_yes"]:
            return _("%(who)s takes over a promise") % each_apart(who=who)
        return _("%(who)s cannot take over a promise") % each_apart(who=who)

    def summary(self) -> str:
        parts = [self.promise(), _own(self.row.reply)]
        if by := self.row.entered_by:
            parts.append(_("%(name)s wrote this down for them.") % each_apart(name=by.known_as))
        return "\n\n".join(filter(None, parts))

    def because(self) -> str:
        return _(
            "You get this email because you asked somebody to take it over in “%(project)s”, or had promised it."
        ) % each_apart(project=self.project_name)


@message_kind("takeover_over")
class TakeoverOver(_OfTakeover):
    """Tells who was asked to take something over that nobody asks them any more. ``data`` has ``by``, who ended it."""

    def subject(self) -> str:
        return _("You need not say any more if you can take something over")

    def summary(self) -> str:
        if self.row.action.done_at:
            why = _("It is done.")
        else:
            why = _("%(by)s has stopped asking.") % each_apart(by=self.data["by"])
        return f"{self.promise()}\n\n{why}"

    def because(self) -> str:
        return _(
            "You get this email because you were asked to take it over in “%(project)s”."
        ) % each_apart(project=self.project_name)


def _own(words: str) -> str:
    return each_apart(words=words)["words"]
