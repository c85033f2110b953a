"""What people are told of questions they had a part in; :mod:`questions.emails` takes it in."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail import each_apart
from outbox.kinds import MessageKind, message_kind
from questions.models import QuestionTurn, Wording


@message_kind("wording_answered")
class WordingAnswered(MessageKind):
    """
    Tells whoever asked a question another way whether the group takes it, or why not.

    ``data``: the ``wording``, its ``question``, and ``by``, the name of who answered. The words are those of the row.
    """

    about = "wording"

    def rows(self) -> QuerySet[Wording]:
        return Wording.objects.exclude(answered_at=None)

    def subject(self) -> str:
        return _("%(by)s has answered your way to ask the question") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        asked = _("You would ask: “%(words)s”") % each_apart(words=self.row.words)
        is_taken = self.row.outcome == Wording.Outcome.TAKEN
        said = _("We ask it this way from now on.") if is_taken else _("We don’t ask it this way.")
        told = f"{asked}\n\n{said}"
        if not self.row.answer:
            return told
        answer = _("%(by)s wrote: “%(answer)s”") % each_apart(
            by=self.data["by"], answer=self.row.answer
        )
        return f"{told}\n\n{answer}"

    def path(self) -> str:
        return _question_path(self)

    def because(self) -> str:
        return _(
            "You get this email because you asked a question of “%(project)s” another way."
        ) % each_apart(project=self.project_name)


class _QuestionTurned(MessageKind):
    """``data``: the ``turn``, its ``question``, and ``by``, the name of who made it. Words are those of the rows."""

    about = "turn"

    def rows(self) -> QuerySet[QuestionTurn]:
        return QuestionTurn.objects.select_related("question")

    def path(self) -> str:
        return _question_path(self)


@message_kind("question_ended")
class QuestionHasEnded(_QuestionTurned):
    """Tells whoever said something about a question how it was settled, or why it was put down."""

    def subject(self) -> str:
        return _("A question you had a part in: what happened with it")

    def summary(self) -> str:
        is_settled = self.row.what == QuestionTurn.What.SETTLED
        said = (
            _("The question: “%(question)s”\n\nIt is settled. %(by)s wrote: “%(why)s”")
            if is_settled
            else _("The question: “%(question)s”\n\nWe put it down. %(by)s wrote: “%(why)s”")
        )
        return said % each_apart(
            question=self.row.question.words, by=self.data["by"], why=self.row.why
        )


@message_kind("question_opened")
class QuestionOpened(_QuestionTurned):
    """Tells the same people that the question is open again, and why."""

    def subject(self) -> str:
        return _("A question you had a part in is open again")

    def summary(self) -> str:
        said = _("The question: “%(question)s”\n\n%(by)s opened it again, and wrote: “%(why)s”")
        return said % each_apart(
            question=self.row.question.words, by=self.data["by"], why=self.row.why
        )


def _question_path(kind: MessageKind) -> str:
    return reverse("questions:question_detail", args=[kind.slug, kind.data["question"]])
