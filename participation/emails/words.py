"""
What messages say about a private word: that there is something, and no more. They are between the two.

``data``: ``word``. Subjects say neither what it is nor of whom; an answer by email goes to nobody else.
"""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart, unlinked
from outbox.kinds import MessageKind, message_kind
from participation.models import PrivateWord
from participation.word_links import make_token


class _OfWord(MessageKind):
    """About one private word."""

    about = "word"
    is_between_two = True

    def rows(self) -> QuerySet[PrivateWord]:
        return PrivateWord.objects.select_related("project", "member")

    def path(self) -> str:
        """Return the way to Today, which says the rest to whoever signs in: the address gives nothing away."""
        return reverse("home:project_home", args=[self.slug])

    def because(self) -> str:
        return _(
            "You get this email because something in “%(project)s” is for you alone."
        ) % each_apart(project=self.project_name)


@message_kind("private_word")
class PrivateWordForYou(_OfWord):
    """Tells a facilitator that somebody wrote to them alone; also as a reminder."""

    def subject(self) -> str:
        return _("There is something for you to read")

    def summary(self) -> str:
        return _(
            "It is only for you, so this email says no more. Please sign in and look at Today. Somebody would like your"
            " answer."
        )


@message_kind("private_word_news")
class PrivateWordNews(_OfWord):
    """Tells whoever wrote a private word that there is something to read, or to choose."""

    def subject(self) -> str:
        return _("There is something new for you")

    def summary(self) -> str:
        return _(
            "It is only for you, so this email says no more. Sign in and look at Today to see it."
        )


@message_kind("private_word_outside")
class PrivateWordOutside(_OfWord):
    """Tells the person outside the project that somebody wrote to them alone, with their link; also as a reminder."""

    template = "participation/word_outside"
    is_for_members = False

    def subject(self) -> str:
        return _("Somebody would like you to read something")

    def summary(self) -> str:
        return _(
            "Somebody in “%(project)s” has written something that only you can open. This email does not say what it"
            " is, in case somebody else reads it. Please keep the link to yourself. It works until %(day)s."
        ) % each_apart(project=unlinked(self.project_name), day=long_date(self.row.link_until))

    def path(self) -> str:
        return reverse("participation:word_link", args=[make_token(self.row)])

    def because(self) -> str:
        return _(
            "You get this email because “%(project)s” has named you as the person outside it to whom people can turn."
        ) % each_apart(project=unlinked(self.project_name))
