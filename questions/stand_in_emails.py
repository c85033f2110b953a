"""What people are told of what somebody did for them with their words; :mod:`questions.emails` takes it in."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from projects.models import Member
from questions.hiding_emails import out_of_sight, outside_for
from questions.models import Contribution, Reply


class _OfYourWords(MessageKind):
    """``data``: ``contribution``, and ``by``: the name of who did it. Over while the words are set aside."""

    about = "contribution"

    def rows(self) -> QuerySet[Any]:
        return Contribution.objects.told()

    def over(self, member: Member) -> str:
        return super().over(member) or out_of_sight(self)

    def path(self) -> str:
        return reverse("questions:contribution_detail", args=[self.slug, self.data["contribution"]])


class _DoneForYou(_OfYourWords):
    """Whoever did it says that the reader asked for it; so the reader is asked."""

    def says_so(self) -> str:
        return _("%(by)s says that you asked for this.") % each_apart(by=self.data["by"])

    def because(self) -> str:
        return _(
            "You get this email because somebody did this for you in “%(project)s”, with words that are yours."
        ) % each_apart(project=self.project_name)

    def on_paper(self) -> str:
        return _("If you did not ask for this, please tell us.")

    def question(self) -> str:
        return _("Did you ask for this?")


@message_kind("words_taken_back_for_you")
class WordsTakenBackForYou(_DoneForYou):
    """Tells somebody that their words were taken back for them. ``data``: also ``row``, and ``reply`` for a reply."""

    about = "row"

    def rows(self) -> QuerySet[Any]:
        model = Reply if "reply" in self.data else Contribution
        return model._default_manager.filter(taken_back_at__isnull=False, set_aside_at=None)

    def subject(self) -> str:
        return _("%(by)s has taken back what you said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = _(
            "It is what you said on %(said)s. It was taken back on %(back)s. The words are gone, and cannot be brought"
            " back."
        )
        said, back = long_date(self.row.said_at), long_date(self.row.taken_back_at)
        told = words % {"said": said, "back": back}
        return f"{told}\n\n{self.says_so()}"


@message_kind("words_outside_for_you")
class WordsOutsideForYou(_DoneForYou):
    """Tells somebody what of their words may be read outside the project now. ``data``: also ``outside``."""

    def for_person(self, member: Member) -> ForPerson:
        return outside_for(self, member)

    def subject(self) -> str:
        return _("%(by)s has changed who can read what you said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        now = {
            Contribution.Outside.NOTHING: _("Only people in this project can read it now."),
            Contribution.Outside.WORDS: _(
                "Your words may be shown outside the project now, without your name."
            ),
            Contribution.Outside.WITH_NAME: _(
                "Your words may be shown outside the project now, with your name."
            ),
        }[Contribution.Outside(self.data["outside"])]
        words = each_apart(said=self.row.own_words)
        return f"{_('You said: “%(said)s”') % words}\n\n{now} {self.says_so()}"


@message_kind("contribution_entered")
class ContributionEntered(_OfYourWords):
    """
    Tells somebody that what they said on paper or aloud was written down in their name, and when they get an answer.

    ``data``: ``contribution``, and ``by``, the name of who wrote it down.
    """

    def subject(self) -> str:
        return _("%(by)s has written down what you said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(said=self.row.own_words, day=long_date(self.row.answer_by))
        return (
            _(
                "You said: “%(said)s”\n\nYou will get an answer by %(day)s. Tell us if this is not what you meant."
            )
            % words
        )

    def because(self) -> str:
        return _(
            "You get this email because words were written down in your name in “%(project)s”."
        ) % each_apart(project=self.project_name)
