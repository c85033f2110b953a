"""What messages say of words that are hidden, shown again or taken back; :mod:`questions.emails` takes them in."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from projects.models import Member
from questions.models import Contribution, Reply


def out_of_sight(kind: MessageKind) -> str:
    """
    Say why nothing goes out about words that are set aside or taken back (``rows`` has none): others may read people's
    post.
    """
    try:
        _row = kind.row
    except ObjectDoesNotExist:
        return _("It is not there to be read now.")
    return ""


def outside_for(kind: MessageKind, member: Member) -> ForPerson:
    """Say where it is written down who may read a member's words: for whoever has no account, as they do it else."""
    if member.user_id:
        words = _("%(name)s signs in and chooses it themselves.") % {"name": member.known_as}
        return ForPerson(why_not=words)
    address = reverse("questions:contribution_detail", args=[kind.slug, kind.data["contribution"]])
    return ForPerson(f"{address}?show=outside")


class _OfHidden(MessageKind):
    """
    ``data``: ``row``: what was said, the ``contribution`` or a ``reply`` to it; ``by``: the name of who did it;
    ``for_whom``: who said it, when that is no member and the reader passes it on.

    Nothing goes out while it, or what it replies to, is set aside for somebody's safety, or when it was taken back.
    """

    about = "row"

    def rows(self) -> QuerySet[Any]:
        if "reply" in self.data:
            about = {"contribution__set_aside_at": None, "set_aside_at": None}
            return Reply.objects.filter(taken_back_at=None, **about).select_related("contribution")
        return Contribution.objects.told()

    def path(self) -> str:
        there = reverse(
            "questions:contribution_detail", args=[self.slug, self.data["contribution"]]
        )
        reply = self.data.get("reply")
        return f"{there}?reply={reply}#r{reply}" if reply else there

    def over(self, member: Member) -> str:
        """Over while it is set aside, and when it was taken back."""
        return super().over(member) or out_of_sight(self) or self.over_now()

    def over_now(self) -> str:
        """Say why the row makes this needless, or nothing."""
        return "" if self.row.is_hidden else _("Everybody can read it again.")


@message_kind("words_hidden")
class WordsHidden(_OfHidden):
    """Tells somebody that what they said is hidden, and why; or asks whoever wrote it down to tell them."""

    def subject(self) -> str:
        if whom := self.data.get("for_whom"):
            words = each_apart(by=self.data["by"], name=whom)
            return _("Please tell %(name)s: %(by)s has hidden what they said") % words
        return _("%(by)s has hidden what you said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(
            said=self.row.own_words, why=self.row.hidden_why, name=self.data.get("for_whom", "")
        )
        told = (
            _("%(name)s said: “%(said)s”\n\nOthers can’t read it now. The reason: “%(why)s”")
            if self.data.get("for_whom")
            else _("You said: “%(said)s”\n\nOthers can’t read it now. The reason: “%(why)s”")
        ) % words
        return f"{told}\n\n{_('You can answer. The people who run the project read it.')}"

    def on_paper(self) -> str:
        return _("Please tell us what you think of that.")

    def question(self) -> str:
        return _("What do you say to that?")


@message_kind("words_shown_again")
class WordsShownAgain(_OfHidden):
    """Tells somebody that everybody can read again what they said."""

    def subject(self) -> str:
        if whom := self.data.get("for_whom"):
            words = _("Please tell %(name)s: everybody can read again what they said")
            return words % each_apart(name=whom)
        return _("Everybody can read again what you said")

    def summary(self) -> str:
        words = each_apart(by=self.data["by"], said=self.row.own_words)
        return _("%(by)s has shown it again: “%(said)s”") % words

    def because(self) -> str:
        return _("You get this email because you said something in “%(project)s”.") % each_apart(
            project=self.project_name
        )

    def over_now(self) -> str:
        return _("It is hidden.") if self.row.is_hidden else ""


@message_kind("words_defended")
class WordsDefended(_OfHidden):
    """Tells the facilitators what somebody says to their words being hidden."""

    def subject(self) -> str:
        return _("%(by)s answers to what was hidden") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        row = self.row
        words = each_apart(said=row.own_words, why=row.hidden_why, answer=row.hidden_answer)
        told = _(
            "It said: “%(said)s”\n\nWe have hidden it. The reason: “%(why)s”\n\nThe answer: “%(answer)s”"
        )
        return told % words

    def because(self) -> str:
        return _("You get this email because you help to run “%(project)s”.") % each_apart(
            project=self.project_name
        )


@message_kind("words_taken_back")
class WordsTakenBack(MessageKind):
    """Tells whoever is answering something that it was taken back. ``data``: ``contribution``."""

    about = "contribution"

    def rows(self) -> QuerySet[Contribution]:
        return Contribution.objects.filter(taken_back_at__isnull=False)

    def subject(self) -> str:
        return _("You don’t need to answer: it was taken back")

    def summary(self) -> str:
        said, back = long_date(self.row.said_at), long_date(self.row.taken_back_at)
        words = _(
            "Something that was said on %(said)s was taken back on %(back)s. The words are gone."
            " Nobody is waiting for an answer any more."
        )
        return words % {"said": said, "back": back}

    def because(self) -> str:
        return _("You get this email because you were answering it in “%(project)s”.") % each_apart(
            project=self.project_name
        )

    def path(self) -> str:
        return reverse("questions:contribution_detail", args=[self.slug, self.data["contribution"]])
