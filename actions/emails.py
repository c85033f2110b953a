"""What the message says that somebody's promise was noted down."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from actions.models import Action
from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import MessageKind, message_kind
from projects.models import Member


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
        listed = reverse("actions:action_list", args=[self.slug])
        return f"{listed}?one={self.data['action']}"

    def over(self, member: Member) -> str:
        """Over when it was done."""
        return super().over(member) or (_("It is done.") if self.row.done_at else "")

    def on_paper(self) -> str:
        return _("Please tell us if it was meant otherwise.")

    def question(self) -> str:
        return _("Is that right? Tell us if it was meant otherwise.")
