"""What the messages of the plan say: a concern was answered."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from outbox.kinds import MessageKind, message_kind
from plan.models import Concern


@message_kind("concern_answered")
class ConcernAnswered(MessageKind):
    """
    Tells whoever raised a concern what the answer is.

    ``data``: ``concern``, its ``statement``, and ``by``, the name of who answered.

    The words are those of the row, so that nothing of it stays here when they are taken out there.
    """

    about = "concern"

    def rows(self) -> QuerySet[Concern]:
        return Concern.objects.select_related("statement")

    def subject(self) -> str:
        return _("%(by)s has answered your concern") % {"by": self.data["by"]}

    def summary(self) -> str:
        words = {"concern": self.row.words, "outcome": self.row.outcome}
        told = _("You said: “%(concern)s”\n\nWe answered: “%(outcome)s”") % words
        return f"{told}\n\n{self.question()}" if self.question() else told

    def path(self) -> str:
        statement = reverse("plan:statement_detail", args=[self.slug, self.data["statement"]])
        return f"{statement}#c{self.data['concern']}"

    def on_paper(self) -> str:
        return _("Please tell us.") if self.question() else ""

    def question(self) -> str:
        """Ask again whether they agree, unless the statement was taken back."""
        return "" if self.row.statement.retired_at else _("Do you agree now, or not yet?")
