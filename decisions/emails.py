"""What the messages of proposals say: one opened, its words changed, somebody replied, it ended."""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from decisions.models import Decision, Proposal, ProposalSay
from decisions.permissions import can_say_for
from outbox.kinds import ForPerson, MessageKind, message_kind
from projects.models import Member


class _OfProposal(MessageKind):
    """About a proposal. ``data``: ``proposal``, and ``by``, the name of who did it. Words are those of the row."""

    about = "proposal"

    def rows(self) -> QuerySet[Proposal]:
        said = ProposalSay.objects.only("proposal", "member", "wording")
        return Proposal.objects.prefetch_related(Prefetch("says", said, to_attr="said"))

    def path(self) -> str:
        return reverse("decisions:proposal_detail", args=[self.slug, self.data["proposal"]])


class _AsksForSay(_OfProposal):
    """Asks for a say."""

    def by_day(self) -> date:
        return self.row.open_until

    def for_person(self, member: Member) -> ForPerson:
        project = self.message.project
        address = reverse("decisions:say_for", args=[self.slug, self.row.pk, member.pk])
        return ForPerson.where(can_say_for(project, member), address) if project else ForPerson()

    def over(self, member: Member) -> str:
        """Over when it ended, or when they have had their say."""
        if self.row.ended_at:
            day = long_date(timezone.localdate(self.row.ended_at))
            return _("It was settled on %(day)s, so there is nothing left to ask.") % {"day": day}
        said = {say.member_id for say in self.row.said if say.wording == self.row.wording}
        return super().over(member) or (_("They have had their say.") if member.pk in said else "")

    def on_paper(self) -> str:
        return _(
            "Tell us, or write back: do you agree; agree, with a concern; say “not yet”; or stand aside? Tell us your"
            " reason in your own words, and whether we may show your name with it."
        )

    def question(self) -> str:
        return _(
            "Do you agree; agree, with a concern; say “not yet”; or stand aside? May we show your name with it?"
        )


@message_kind("proposal_opened")
class ProposalOpened(_AsksForSay):
    """Asks a member for their say."""

    def subject(self) -> str:
        return _("%(by)s proposes something. What do you say?") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        row, day = self.row, long_date(self.row.open_until)
        words = each_apart(what=row.what, why=row.why, day=day)
        return _("“%(what)s”\n\nWhy: %(why)s\n\nYou can have your say until %(day)s.") % words


@message_kind("proposal_changed")
class ProposalChanged(_AsksForSay):
    """Asks a member again, since the words of a proposal are others."""

    def subject(self) -> str:
        return _("%(by)s has changed a proposal. What do you say now?") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        row, day = self.row, long_date(self.row.open_until)
        words = each_apart(what=row.what, why=row.why, day=day)
        return (
            _(
                "Now it says: “%(what)s”\n\nWhy: %(why)s\n\nWe ask everybody again, until %(day)s. What you said to the"
                " words before stays beside it."
            )
            % words
        )


@message_kind("say_replied")
class SayReplied(_OfProposal):
    """Tells somebody that they were replied to. It does not repeat what they said."""

    def subject(self) -> str:
        return _("%(by)s has replied to what you said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(what=self.row.what)
        return (
            _(
                "It is about the proposal “%(what)s”. You can read the reply, and change what you said until it closes."
            )
            % words
        )

    def because(self) -> str:
        return _(
            "You get this email because it answers what you said in “%(project)s”."
        ) % each_apart(project=self.project_name)


class _Ended(_OfProposal):
    """Tells everybody how it ended."""

    is_for_everybody = True

    def because(self) -> str:
        return ""


@message_kind("proposal_closed")
class ProposalClosed(_Ended):
    """Tells everybody what was decided. ``data``: also ``number``, of the decision."""

    def subject(self) -> str:
        return _("We have decided something together")

    def summary(self) -> str:
        words = each_apart(what=self.row.what, why=self.row.why)
        return (
            _(
                "“%(what)s”\n\nWhy: %(why)s\n\nYou can read who made it, who was not sure, and what we replied."
            )
            % words
        )

    def path(self) -> str:
        return reverse("decisions:decision_detail", args=[self.slug, self.data["number"]])


@message_kind("proposal_put_down")
class ProposalPutDown(_Ended):
    """Tells everybody that it will not be decided now, and why."""

    def subject(self) -> str:
        return _("A proposal is put down")

    def summary(self) -> str:
        words = each_apart(by=self.data["by"], what=self.row.what, why=self.row.put_down_why)
        return _("“%(what)s”\n\n%(by)s put it down, because: “%(why)s”") % words


class _OfMaking(MessageKind):
    """About a decision and those who made it. ``data``: ``decision``, and ``by``, the name of who did it."""

    about = "decision"

    def rows(self) -> QuerySet[Decision]:
        return Decision.objects.select_related("current")

    def path(self) -> str:
        return reverse("decisions:decision_detail", args=[self.slug, self.row.number])


@message_kind("maker_named")
class MakerNamed(_OfMaking):
    """Tells somebody that they are named among those who made a decision, and that they can say it was not so."""

    def subject(self) -> str:
        return _("%(by)s wrote down that you helped to decide something") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        words = each_apart(what=self.row.newest.headline)
        return (
            _(
                "“%(what)s”\n\nYou are named among those who made this decision. Was it so? If not, say so on its page:"
                " everybody who reads it will see that."
            )
            % words
        )

    def question(self) -> str:
        return _("Was it so? If not, what was not so? We write it beside the decision.")

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(
            why_not=_(
                "Only they can say on its page that it was not so. If it was not, correct who made the decision."
            )
        )


@message_kind("maker_objected")
class MakerObjected(_OfMaking):
    """Tells facilitators that somebody says they are named wrongly."""

    def subject(self) -> str:
        return _("%(by)s says that they did not make a decision that names them") % each_apart(
            by=self.data["by"]
        )

    def summary(self) -> str:
        words = each_apart(what=self.row.newest.headline)
        return (
            _("“%(what)s”\n\nTalk with them. You can correct who made it; both stay in the log.")
            % words
        )
