"""What messages say about requests to join. ``data``: ``join``; ``by``, the name of the facilitator who says no."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail import each_apart
from outbox.kinds import MessageKind, message_kind
from participation.models import JoinRequest
from projects.models import Member


class _OfJoining(MessageKind):
    about = "join"

    def rows(self) -> QuerySet[JoinRequest]:
        return JoinRequest.objects.all()


@message_kind("join_asked")
class JoinAsked(_OfJoining):
    """
    Asks whoever has the address whether it is they who want to take part. ``data``: also ``again``, whether they had
    said so before.
    """

    template = "outbox/with_link"
    is_for_members = False
    is_listed = False

    def subject(self) -> str:
        words = each_apart(project=self.project_name)
        if self.data.get("again"):
            return _("You asked to take part in “%(project)s”") % words
        return _("Do you want to take part in “%(project)s”?") % words

    def summary(self) -> str:
        if self.data.get("again"):
            return _("You asked before. With the link you see how far it is, and can take it back.")
        words = _(
            "Somebody asked with this address to take part in the project “%(project)s”. Was it you? Then say so, and"
            " those who run the project read what you wrote. They answer you. If it is a no, they say why."
        )
        return words % each_apart(project=self.project_name)

    def because(self) -> str:
        if self.data.get("again"):
            return _("You get this email because somebody typed this address once more.")
        return _(
            "Was it not you? Then do nothing: nobody reads it, and after a week it is deleted."
        )

    def context(self) -> Mapping[str, Any]:
        return {"link_url": self.row.url}


@message_kind("join_waits")
class JoinWaits(MessageKind):
    """Tells facilitators that somebody asks to take part. ``data``: nothing."""

    def subject(self) -> str:
        return _("Somebody asks to take part")

    def summary(self) -> str:
        return _(
            "Read what they wrote, and answer them: with an invitation, or with a reason why not."
        )

    def path(self) -> str:
        return reverse("participation:join_list", args=[self.slug])

    def over(self, member: Member) -> str:
        waiting = JoinRequest.objects.waiting().filter(project=self.message.project)
        return super().over(member) or ("" if waiting.exists() else _("They have an answer."))


@message_kind("join_declined")
class JoinDeclined(_OfJoining):
    """Tells whoever asked that they cannot take part, who says so, and why."""

    template = "outbox/with_link"
    is_for_members = False

    def subject(self) -> str:
        return _("About taking part in “%(project)s”") % each_apart(project=self.project_name)

    def summary(self) -> str:
        words = _(
            "Thank you for asking to take part in “%(project)s”. For now the answer is no. %(by)s says why:"
        )
        said = words % each_apart(project=self.project_name, by=self.data["by"])
        return f"{said}\n\n{self.row.reason}"

    def because(self) -> str:
        return _(
            "You get this email because you asked to take part. What you wrote is deleted four weeks from now."
        )


@message_kind("join_ended")
class JoinEnded(_OfJoining):
    """Tells whoever waited for an answer that the project has ended."""

    template = "outbox/with_link"
    is_for_members = False
    is_listed = False

    def subject(self) -> str:
        return _("“%(project)s” has ended") % each_apart(project=self.project_name)

    def summary(self) -> str:
        words = _(
            "Thank you for asking to take part in “%(project)s”. The project has ended, so nobody new can take part"
            " any more. We are sorry that you had no answer before."
        )
        return words % each_apart(project=self.project_name)

    def because(self) -> str:
        return _(
            "You get this email because you asked to take part. What you wrote and your address are deleted now."
        )
