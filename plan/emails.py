"""What the messages of the plan say: of concerns, of the end, of the promise, of what was taken down."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from plan.addresses import known_address
from plan.models import Addition, Concern, PlanPromiseChange, Turn
from plan.permissions import can_agree_for
from projects.models import Member


def _answers_you(kind: MessageKind) -> str:
    return _("You get this email because it answers what you said in “%(project)s”.") % each_apart(
        project=kind.project_name
    )


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
        return _("%(by)s has answered your concern") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(concern=self.row.words, outcome=self.row.outcome)
        told = _("You said: “%(concern)s”\n\nWe answered: “%(outcome)s”") % words
        return f"{told}\n\n{self.question()}" if self.question() else told

    def path(self) -> str:
        statement = reverse("plan:statement_detail", args=[self.slug, self.data["statement"]])
        return f"{statement}#c{self.data['concern']}"

    def on_paper(self) -> str:
        return _("Please tell us.") if self.question() else ""

    def because(self) -> str:
        return "" if self.question() else _answers_you(self)

    def for_person(self, member: Member) -> ForPerson:
        project = self.message.project
        address = reverse("plan:statement_agree_for", args=[self.slug, member.pk])
        return ForPerson.where(can_agree_for(project, member), address) if project else ForPerson()

    def question(self) -> str:
        """Ask again whether they agree, unless the statement was taken back."""
        return "" if self.row.statement.retired_at else _("Do you agree now, or not yet?")


class _Turned(MessageKind):
    """``data``: the ``turn``, and ``by``, the name of who made it. The reason is that of the row."""

    is_for_everybody = True

    about = "turn"

    def rows(self) -> QuerySet[Turn]:
        return Turn.objects.all()

    def because(self) -> str:
        return _(
            "You get this email because it changes what is asked of you in “%(project)s”."
        ) % each_apart(project=self.project_name)

    def path(self) -> str:
        return reverse("home:project_home", args=[self.slug])


@message_kind("project_ended")
class ProjectEnded(_Turned):
    """Tells everybody that the project has ended, and why."""

    def subject(self) -> str:
        return _("The project has ended")

    def summary(self) -> str:
        words = each_apart(by=self.data["by"], why=self.row.why)
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
        words = each_apart(by=self.data["by"], why=self.row.why)
        return _("%(by)s opened it again, and wrote: “%(why)s”") % words


@message_kind("promise_changed")
class PromiseChanged(MessageKind):
    """
    Tells everybody that the plan promises them another say, or says it in other words.

    ``data``: the ``change``, and ``by``, the name of who made it. What it says now is what it says to whoever reads.
    """

    is_for_everybody = True

    about = "change"

    def rows(self) -> QuerySet[PlanPromiseChange]:
        return PlanPromiseChange.objects.select_related("promise")

    def subject(self) -> str:
        return _("%(by)s has changed what we promise you") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(was=self.row.was, now=self.row.promise.in_words)
        return _("It said:\n“%(was)s”\n\nNow it says:\n“%(now)s”") % words

    def because(self) -> str:
        return _(
            "You get this email because “%(project)s” has changed what it promises you."
        ) % each_apart(project=self.project_name)

    def path(self) -> str:
        return reverse("plan:plan", args=[self.slug])


class _AboutAddition(MessageKind):
    """``data``: the ``addition``, its starting ``point``, and ``by``, the name of who did it. Words are the row's."""

    about = "addition"

    def rows(self) -> QuerySet[Addition]:
        return Addition.objects.select_related("starting_point")

    def path(self) -> str:
        return (
            f"{known_address(self.slug, 'data', one=self.data['point'])}#a{self.data['addition']}"
        )


@message_kind("addition_taken_down")
class AdditionTakenDown(_AboutAddition):
    """Tells whoever added something that it was taken down, and why."""

    def subject(self) -> str:
        return _("%(by)s has taken down what you added") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(words=self.row.words, why=self.row.taken_down_why)
        told = _("You added: “%(words)s”\n\nOthers can't read it now, because: “%(why)s”") % words
        return f"{told}\n\n{self.question()}" if self.question() else told

    def on_paper(self) -> str:
        return _("Please tell us.") if self.question() else ""

    def question(self) -> str:
        return _("What do you say to that?") if self.row.taken_down_at else ""

    def over(self, member: Member) -> str:
        return super().over(member) or ("" if self.row.taken_down_at else _("It is back in sight."))


@message_kind("addition_put_back")
class AdditionPutBack(_AboutAddition):
    """Tells whoever added something that everybody can read it again."""

    def subject(self) -> str:
        return _("What you added is back")

    def summary(self) -> str:
        words = each_apart(by=self.data["by"], words=self.row.words)
        return _("%(by)s has put it back, and everybody can read it: “%(words)s”") % words

    def because(self) -> str:
        return _answers_you(self)


@message_kind("addition_defended")
class AdditionDefended(_AboutAddition):
    """Tells the facilitators what somebody says to their words being taken down."""

    def subject(self) -> str:
        return _("%(by)s answers to what was taken down") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(words=self.row.words, why=self.row.taken_down_why, reply=self.row.reply)
        return (
            _(
                "It said: “%(words)s”\n\nWe took it down, because: “%(why)s”\n\nThe answer: “%(reply)s”"
            )
            % words
        )

    def because(self) -> str:
        return _("You get this email because you help to run “%(project)s”.") % each_apart(
            project=self.project_name
        )
