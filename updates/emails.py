"""What news says as an email, in a digest and in a letter."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.mail import each_apart, unlinked
from outbox.emails import letter
from outbox.kinds import MessageKind, message_kind, put_into_words
from outbox.models import Delivery, Message
from projects.models import Member, Project
from updates.decisions import decisions_in_words, named_decisions
from updates.models import Update
from updates.public import asked_outside


@message_kind("update_sent")
class UpdateSent(MessageKind):
    """
    The news as members get it. ``data``: ``update``, and ``title`` as somebody wrote it.

    What is said of a decision is what is true when it leaves: a letter posted later says that one was withdrawn.
    """

    is_for_everybody = True
    audience: "ClassVar[str | Promise]" = gettext_lazy("To those who take part")

    about = "update"
    template = "updates/update"

    def rows(self) -> QuerySet[Update]:
        return Update.objects.select_related("project").with_decisions()

    def subject(self) -> str:
        return str(self.data["title"])

    def summary(self) -> str:
        return "\n\n".join([self.row.in_words, *decisions_in_words(self.row)])

    def in_email(self) -> str:
        """Leave the links that stand in the news itself; decisions were not written as an email."""
        about = [unlinked(words) for words in decisions_in_words(self.row)]
        return "\n\n".join([self.row.in_words, *about])

    def path(self) -> str:
        return reverse("updates:update_detail", args=[self.slug, self.data["update"]])

    def context(self) -> Mapping[str, Any]:
        return content_of(self.row)


@message_kind("update_first_look")
class FirstLook(UpdateSent):
    """The same email for the facilitator who writes it; its subject says that it is a draft."""

    is_for_everybody = False
    audience = ""

    def subject(self) -> str:
        return _("[Only to you] %(title)s") % each_apart(title=super().subject())

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), "asks": False}


@message_kind("update_shared")
class UpdateShared(UpdateSent):
    """The news as those who follow get it: of decisions it names those that were chosen for everybody."""

    is_for_everybody = False
    is_for_members = False
    is_for_followers = True
    audience = gettext_lazy("To those who follow by email")

    def rows(self) -> QuerySet[Update]:
        rows = Update.objects.public().filter(project__in=Project.objects.public())
        return rows.select_related("project").with_public_decisions()

    def path(self) -> str:
        return reverse("updates:public_page", args=[self.slug])

    def context(self) -> Mapping[str, Any]:
        page = reverse("updates:public_page", args=[self.slug])
        named = [replace(one, path=f"{page}#decided") for one in named_decisions(self.row)]
        asked = asked_outside(self.row.project).rows
        return {
            "update": self.row,
            "decisions": named,
            "asked": [(one.words, idea is not None) for one, idea in asked],
            "asked_url": f"{settings.SITE_URL}{page}#asking",
        }


def content_of(update: Update) -> dict[str, Any]:
    """Return what the templates of an update need."""
    return {"update": update, "decisions": named_decisions(update)}


def show_email(draft: Update, reader: Member) -> EmailMultiAlternatives:
    """Build the email of a draft as ``reader`` would get it, through what sends it; nothing is kept."""
    message = Message(
        project=draft.project, kind="update_sent", data={"update": draft.pk, "title": draft.title}
    )
    build = letter(put_into_words(message))
    return build(Delivery(message=message, member=reader, mail_id=""))
