"""What messages say of a worry about somebody's safety; :mod:`questions.emails` takes them in."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart, unlinked
from outbox.kinds import MessageKind, message_kind
from projects.models import Member
from questions.models import Contribution, SafetyWorry


class _OfWorry(MessageKind):
    """
    About a worry about somebody's safety. ``data``: ``worry``.

    It says neither who is worried nor about whom or what: emails are read by others too.
    """

    about = "worry"

    def rows(self) -> QuerySet[SafetyWorry]:
        return SafetyWorry.objects.all()

    def over(self, member: Member) -> str:
        """Over when somebody has written down what was done."""
        return super().over(member) or ("" if self.row.is_open else _("Somebody has looked at it."))


@message_kind("safety_worry")
class SafetyWorryMarked(_OfWorry):
    """Tells a facilitator, at once, that somebody is worried about somebody's safety."""

    def subject(self) -> str:
        return _("Please look now: somebody may be in danger")

    def summary(self) -> str:
        asked = _(
            "Somebody in “%(project)s” is worried about somebody’s safety. Please open it now. When you have done what"
            " is needed, write down what it was, by %(day)s. If nobody has by then, the coordinators are told."
        ) % each_apart(project=self.project_name, day=long_date(self.row.look_by))
        return "\n\n".join(filter(None, [asked, self._outside()]))

    def path(self) -> str:
        return reverse("questions:safety_worry_detail", args=[self.slug, self.data["worry"]])

    def question(self) -> str:
        return _("Can you look at it now?")

    def _outside(self) -> str:
        project = self.message.project
        if project is None or not project.safety_name:
            return ""
        words = each_apart(name=project.safety_name, phone=project.safety_phone)
        if not project.safety_phone:
            return _("%(name)s is told too.") % words
        if not project.safety_email:
            return _("Please ring %(name)s too, who gets no email from us: %(phone)s.") % words
        return _("%(name)s is told too. To talk to them, ring %(phone)s.") % words


class _OutsideProject(_OfWorry):
    """For somebody who is no member, and gets no other email from the project."""

    template = "questions/safety_outside"
    is_for_members = False

    def context(self) -> Mapping[str, Any]:
        project = self.message.project
        facilitators = Member.objects.filter(project=project).taking_part().facilitators()
        return {
            "facilitators": [
                unlinked(member.known_as) for member in facilitators.order_by("known_as")
            ]
        }


@message_kind("safety_needs_you")
class SafetyNeedsYou(_OutsideProject):
    """Tells the person whom a project named outside it, at once, that they are needed."""

    def subject(self) -> str:
        return _("You are needed: somebody in “%(project)s” may be in danger") % each_apart(
            project=unlinked(self.project_name)
        )

    def summary(self) -> str:
        return _(
            "Somebody is worried about somebody’s safety. This email does not say about whom, in case somebody else"
            " reads it. The people who run the project know, and they are told at this moment too. Please ring them."
        )

    def because(self) -> str:
        return _(
            "You get this email because “%(project)s” has named you as the person to tell when somebody may be in"
            " danger."
        ) % each_apart(project=unlinked(self.project_name))


@message_kind("safety_late")
class SafetyLate(_OutsideProject):
    """Tells a coordinator that nobody has written down what was done about a worry in time."""

    def subject(self) -> str:
        return _("Please ask now: nobody has said what was done in “%(project)s”") % each_apart(
            project=unlinked(self.project_name)
        )

    def summary(self) -> str:
        return _(
            "On %(day)s, somebody was worried about somebody’s safety. The people who run the project were told at"
            " once. Nobody has written down yet what they did. Please ring one of them today and ask."
        ) % {"day": long_date(self.row.marked_at)}

    def path(self) -> str:
        return reverse("home:project_home", args=[self.slug])

    def because(self) -> str:
        return _(
            "You get this email because you look after “%(project)s”, or are the person to tell when somebody may be in"
            " danger."
        ) % each_apart(project=unlinked(self.project_name))


class _OfWordsAside(MessageKind):
    """
    Tells somebody what becomes of words of theirs that are out of sight. ``data``: ``contribution``.

    It says nothing of safety: whoever reads their emails with them learns nothing.
    """

    about = "contribution"

    def rows(self) -> QuerySet[Contribution]:
        return Contribution.objects.all()

    def path(self) -> str:
        return reverse("questions:contribution_detail", args=[self.slug, self.data["contribution"]])

    def because(self) -> str:
        return _(
            "You get this email because it is about something you said in “%(project)s”."
        ) % each_apart(project=self.project_name)


@message_kind("safety_back")
class WordsAreBack(_OfWordsAside):
    """Tells somebody that what they said can be read again."""

    def subject(self) -> str:
        return _("What you said can be read again")

    def summary(self) -> str:
        return _(
            "Something you said was out of sight for a while. Everybody in the project can read it again. You did"
            " nothing wrong. Thank you for your patience."
        )


@message_kind("safety_left_aside")
class WordsStayAside(_OfWordsAside):
    """Tells somebody that what they said stays out of sight, and where they read why."""

    def subject(self) -> str:
        return _("About something you said")

    def summary(self) -> str:
        return _(
            "Something you said is out of sight for now. You can still read it, and why we did this. We would like to"
            " talk with you about it."
        )
