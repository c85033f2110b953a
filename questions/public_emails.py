"""What messages say of words that are put on the public page, or taken off; :mod:`questions.emails` takes it in."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.mail import each_apart
from outbox.kinds import ForPerson, MessageKind, message_kind
from projects.models import Member
from questions.hiding_emails import out_of_sight, outside_for
from questions.models import Contribution


class _OfPublished(MessageKind):
    """
    ``data``: ``contribution``; ``by``: the name of who did it; ``for_whom``: who said it, when that is no member and
    the reader passes it on.
    """

    about = "contribution"

    def rows(self) -> QuerySet[Any]:
        return Contribution.objects.told()

    def path(self) -> str:
        return reverse("questions:contribution_detail", args=[self.slug, self.data["contribution"]])

    def over(self, member: Member) -> str:
        return super().over(member) or out_of_sight(self) or self.over_now()

    def over_now(self) -> str:
        """Say why it is not so any more, or nothing."""
        raise NotImplementedError

    def words(self) -> str:
        """Return what was said, as the words of its author or of whom the reader passes it on to."""
        said, whom = self.row.own_words, self.data.get("for_whom")
        if whom:
            return _("%(name)s said: “%(said)s”") % each_apart(name=whom, said=said)
        return _("You said: “%(said)s”") % each_apart(said=said)

    def because(self) -> str:
        whom = self.data.get("for_whom")
        about = each_apart(project=self.project_name, name=whom or "")
        if whom:
            return (
                _("You get this email because you wrote down for %(name)s, in “%(project)s”.")
                % about
            )
        return _("You get this email because you said something in “%(project)s”.") % about


@message_kind("words_published")
class WordsPublished(_OfPublished):
    """Tells somebody that everybody can read now what they said, and how they say no."""

    def subject(self) -> str:
        names = each_apart(by=self.data["by"], name=self.data.get("for_whom", ""))
        if self.data.get("for_whom"):
            return (
                _("Please tell %(name)s: %(by)s has put what they said on the public page") % names
            )
        return _("%(by)s has put what you said on the public page") % names

    def summary(self) -> str:
        now = (
            _("Everybody can read it there now, with the name.")
            if self.row.name_may_be_public
            else _("Everybody can read it there now, without a name.")
        )
        changes = _("A “no” takes it off again, at any time.")
        return f"{self.words()}\n\n{now} {changes}"

    def over_now(self) -> str:
        return "" if self.row.public_at else _("It is not on the public page any more.")

    def on_paper(self) -> str:
        return _("If it should not be there, please tell us.")

    def question(self) -> str:
        return _("May it stay there?")

    def for_person(self, member: Member) -> ForPerson:
        return outside_for(self, member)


@message_kind("words_unpublished")
class WordsUnpublished(_OfPublished):
    """Tells somebody that what they said is not on the public page any more."""

    def subject(self) -> str:
        names = each_apart(by=self.data["by"], name=self.data.get("for_whom", ""))
        if self.data.get("for_whom"):
            return (
                _("Please tell %(name)s: %(by)s has taken what they said off the public page")
                % names
            )
        return _("%(by)s has taken what you said off the public page") % names

    def summary(self) -> str:
        return f"{self.words()}\n\n{_('In the project it stays as it was.')}"

    def over_now(self) -> str:
        return _("It is on the public page again.") if self.row.public_at else ""
