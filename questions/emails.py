"""What the message says with which somebody gets the answer to what they said."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from outbox.kinds import MessageKind, each_apart, message_kind
from questions.models import Contribution


@message_kind("contribution_answered")
class ContributionAnswered(MessageKind):
    """
    Gives somebody the answer to what they said.

    ``data``: ``contribution``, and ``by``, the name of who answered. The words are those of the row, so that nothing
    of it stays here when they are taken out there.
    """

    about = "contribution"
    template = "questions/contribution_answered"

    def rows(self) -> QuerySet[Contribution]:
        return Contribution.objects.answered().select_related("answer")

    def subject(self) -> str:
        return _("%(by)s has answered what you said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(said=self.row.words, answer=self.row.answer.reason)
        return _("You said: “%(said)s”\n\nWe answered: “%(answer)s”") % words

    def path(self) -> str:
        return reverse("questions:contribution_detail", args=[self.slug, self.data["contribution"]])

    def because(self) -> str:
        return _(
            "You get this email because you said something in “%(project)s” and were promised an answer."
        ) % each_apart(project=self.project_name)

    def context(self) -> Mapping[str, Any]:
        return {"said": self.row.words, "answer": self.row.answer.reason, "by": self.data["by"]}
