"""What the messages of the plan say: a concern was answered, the project ended or was opened again."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from outbox.kinds import MessageKind, message_kind
from plan.models import Concern, Turn


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


class _Turned(MessageKind):
    """``data``: the ``turn``, and ``by``, the name of who made it. The reason is that of the row."""

    about = "turn"

    def rows(self) -> QuerySet[Turn]:
        return Turn.objects.all()

    def path(self) -> str:
        return reverse("home:project_home", args=[self.slug])


@message_kind("project_ended")
class ProjectEnded(_Turned):
    """Tells everybody that the project has ended, and why."""

    def subject(self) -> str:
        return _("The project has ended")

    def summary(self) -> str:
        words = {"by": self.data["by"], "why": self.row.why}
        return (
            _(
                "%(by)s wrote: “%(why)s”\n\nThank you for all that you gave. The plan, the decisions and the news stay "
                "where they are, and you can go on reading them."
            )
            % words
        )


@message_kind("project_reopened")
class ProjectReopened(_Turned):
    """Tells everybody that the project goes on, and why."""

    def subject(self) -> str:
        return _("The project goes on")

    def summary(self) -> str:
        words = {"by": self.data["by"], "why": self.row.why}
        return _("%(by)s opened it again, and wrote: “%(why)s”") % words
