"""What messages say when people are invited, of participation reviews, and of what somebody is asked to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.addresses import address_of
from actions.emails import done_by_another
from actions.models import Action
from core.dates import long_date
from core.mail import each_apart, unlinked
from outbox.kinds import ForPerson, MessageKind, message_kind
from outbox.models import Delivery
from participation.models import Gap, Invitation, ParticipationReview
from projects.models import Member, StepIn


@message_kind("invited")
class Invited(MessageKind):
    """
    Invites a person, who is no member yet: who asks, to what, and a link of their own.

    ``data``: ``by`` and ``words``. The link is made when the email is built, so that it is kept nowhere.
    """

    template = "participation/invitation"
    own = ("link",)
    is_for_members = False

    def subject(self) -> str:
        project = self.message.project.name if self.message.project else ""
        who = each_apart(by=unlinked(self.data["by"]), project=unlinked(project))
        return _("%(by)s invites you to take part in “%(project)s”") % who

    def summary(self) -> str:
        return str(self.data["words"])

    def context(self) -> Mapping[str, Any]:
        project = self.message.project
        return {
            "organisation": project.organisation if project else None,
            "by": unlinked(self.data["by"]),
            "words": self.data["words"],
        }

    def on_paper(self) -> str:
        return _(
            "To come in, tell us an email address that works, or that you take part without one."
        )

    def over(self, member: Member) -> str:
        """Over when it was withdrawn, or when they have come in."""
        if member.joined_at is not None:
            return _("%(name)s has joined already.") % each_apart(name=member.known_as)
        if member.left_at is not None:
            return _("The invitation was withdrawn.")
        return ""

    def own_words(self, delivery: Delivery) -> Mapping[str, str]:
        newest = Invitation.objects.filter(member=delivery.member).latest("pk")
        path = reverse("participation:invitation", args=[newest.token])
        return {"link": f"{settings.SITE_URL}{path}"}


@message_kind("email_given")
class EmailGiven(MessageKind):
    """Tells somebody who had no email here that they can sign in with it. ``data``: ``by``."""

    def subject(self) -> str:
        return _("You can now read %(project)s online") % each_apart(project=self.project_name)

    def summary(self) -> str:
        return _(
            "%(by)s added your email address. Sign in with it: we send you a code, there is no password."
        ) % each_apart(by=self.data["by"])

    def because(self) -> str:
        return _(
            "You get this email because somebody in “%(project)s” added your address."
        ) % each_apart(project=self.project_name)

    def path(self) -> str:
        return self.message.project.get_absolute_url() if self.message.project else ""


@message_kind("stepped_in")
class SteppedIn(MessageKind):
    """Tells everybody that a coordinator runs the project from now on, as nobody did. ``data``: ``step``."""

    about = "step"
    is_for_everybody = True

    def rows(self) -> QuerySet[StepIn]:
        return StepIn.objects.select_related("member", "project__organisation")

    def subject(self) -> str:
        return _("Somebody runs “%(project)s” again") % each_apart(project=self.project_name)

    def summary(self) -> str:
        row = self.row
        return _(
            "%(name)s, a coordinator of %(organisation)s, is a facilitator now. Nobody who ran the project had been"
            " here for a while. Facilitators see how to reach people, and what was said to the facilitators alone."
        ) % each_apart(name=row.member.known_as, organisation=row.project.organisation.name)

    def because(self) -> str:
        return _("You get this email because it is about who runs “%(project)s”.") % each_apart(
            project=self.project_name
        )

    def path(self) -> str:
        return reverse("participation:people", args=[self.slug])


class _OfParticipationReview(MessageKind):
    """About a participation review. ``data``: ``review``."""

    about = "review"

    def rows(self) -> QuerySet[ParticipationReview]:
        return ParticipationReview.objects.all()

    def path(self) -> str:
        return reverse("participation:review_detail", args=[self.slug, self.data["review"]])

    def over(self, member: Member) -> str:
        """Over when the review was finished."""
        if finished_at := self.row.finished_at:
            day = long_date(timezone.localdate(finished_at))
            return _("It was finished on %(day)s, so there is nothing left to ask.") % {"day": day}
        return super().over(member)

    def context(self) -> Mapping[str, Any]:
        gaps = self.row.gaps.filter(outcome=Gap.Outcome.OPEN)
        return {
            "review": self.row,
            "gaps": gaps[:20],
            "gap_count": gaps.count(),
            "members": self.row.snapshot.get("members", {}),
        }


@message_kind("participation_review_opened")
class ParticipationReviewOpened(_OfParticipationReview):
    """Tells a facilitator that a participation review is open, and what it found."""

    template = "participation/review_opened"

    def subject(self) -> str:
        return _("Who is here, and who is missing? A participation review is open")

    def summary(self) -> str:
        return _("Look at who is involved beside the people map, and answer each gap.")


@message_kind("participation_review_overdue")
class ParticipationReviewOverdue(_OfParticipationReview):
    """Reminds a facilitator of a participation review that waits to be finished."""

    template = "participation/review_overdue"

    def subject(self) -> str:
        return _("The participation review is waiting to be finished")

    def summary(self) -> str:
        return _("It was to be finished by now. Some gaps may still wait for an answer.")


@message_kind("participation_review_late")
class ParticipationReviewLate(MessageKind):
    """
    Tells a coordinator that a participation review should have been finished a week ago. ``data``: ``review``.

    It says neither what was found nor about whom. One that was finished meanwhile is not sent.
    """

    about = "review"
    template = "participation/review_late"
    is_for_members = False

    def rows(self) -> QuerySet[ParticipationReview]:
        return ParticipationReview.objects.open()

    def subject(self) -> str:
        return _("Please ask how it is going: who is missing in “%(project)s”?") % each_apart(
            project=unlinked(self.project_name)
        )

    def summary(self) -> str:
        return _(
            "The people who run the project wanted to finish looking at who is missing by %(day)s. They have not"
            " finished yet, and we have reminded them. Please ask whether they need anything."
        ) % {"day": long_date(self.row.finish_by)}

    def because(self) -> str:
        return _("You get this email because you look after “%(project)s” as a coordinator.") % (
            each_apart(project=unlinked(self.project_name))
        )

    def path(self) -> str:
        return reverse("participation:people", args=[self.slug]) + "#missing"

    def context(self) -> Mapping[str, Any]:
        rows = Member.objects.filter(project=self.message.project).taking_part().facilitators()
        names = [unlinked(member.known_as) for member in rows.order_by("known_as", "pk")[:20]]
        return {"facilitators": names}


@message_kind("action_asked")
class ActionAsked(MessageKind):
    """
    Tells a member what they are asked to do, by when, and why.

    ``data``: ``action``, ``what`` in the words of whoever asks, and where it comes from: ``review`` or ``group``.
    """

    about = "action"
    template = "participation/action_asked"

    def rows(self) -> QuerySet[Action]:
        return Action.objects.select_related("gap", "imbalance__group")

    def subject(self) -> str:
        what = self.data["what"][:120]
        return _("You are asked to do something: %(what)s") % each_apart(what=what)

    def summary(self) -> str:
        return str(self.data["what"])

    def path(self) -> str:
        gap = getattr(self.row, "gap", None)
        if gap and gap.kind == gap.Kind.QUIET:
            # Of a few, the page of the look tells facilitators alone.
            return reverse("actions:action_list", args=[self.slug]) + f"?one={self.row.pk}"
        if "review" in self.data:
            return reverse("participation:review_detail", args=[self.slug, self.data["review"]])
        return reverse("participation:group_detail", args=[self.slug, self.data["group"]])

    def over(self, member: Member) -> str:
        """Over when it was done."""
        if done_at := self.row.done_at:
            day = long_date(timezone.localdate(done_at))
            return _("It was done on %(day)s, so there is nothing left to ask.") % {"day": day}
        return super().over(member) or done_by_another(self.row, member)

    def on_paper(self) -> str:
        return _("Please tell us whether you can do this.")

    def question(self) -> str:
        return _("Can you do this?")

    def by_day(self) -> date:
        return self.row.due_on

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(address_of(self.slug, self.row.pk))

    def context(self) -> Mapping[str, Any]:
        return {"action": self.row}
