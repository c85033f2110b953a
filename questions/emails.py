"""What people are told of what they said, and of its answer; kinds of other things are taken in from beside it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart, unlinked
from outbox.kinds import ForPerson, MessageKind, message_kind
from projects.models import Member
from questions import (  # noqa: F401 - they declare kinds
    public_emails,
    question_emails,
    response_emails,
    safety_emails,
    stand_in_emails,
)
from questions.answered_in_words import in_words
from questions.hiding_emails import out_of_sight
from questions.life import moved_words
from questions.models import (
    Contribution,
    ContributionAnswer,
    ContributionFile,
    ContributionMove,
)


class _Said(MessageKind):
    """About something that somebody said. ``data``: ``contribution``, and ``by``: the name of who did it."""

    about = "contribution"
    place = "questions:contribution_detail"

    def rows(self) -> QuerySet[Contribution]:
        return Contribution.objects.told()

    def path(self) -> str:
        return reverse(self.place, args=[self.slug, self.data["contribution"]])

    def over(self, member: Member) -> str:
        """Over while it is set aside."""
        return super().over(member) or out_of_sight(self)

    def because(self) -> str:
        """Say that it was promised: to whoever said it, or to whoever passes it on."""
        if self.data.get("for_whom"):
            return ""
        return _(
            "You get this email because you said something in “%(project)s” and were promised an answer."
        ) % each_apart(project=self.project_name)


@message_kind("contribution_answered")
class ContributionAnswered(_Said):
    """
    Gives somebody the answer to what they said, and asks whether it answers them.

    ``data``: ``contribution``, ``by``, the name of who answered, and ``for_whom``: who said it, when that is no member
    and the reader passes it on. The words are those of the row, so that nothing of it stays here when they are taken
    out there.
    """

    template = "questions/contribution_answered"

    def rows(self) -> QuerySet[Contribution]:
        rows = Contribution.objects.told().answered().select_related("answer__followed_up_by")
        refused = ContributionAnswer.objects.filter(contribution=OuterRef("pk"), is_enough=False)
        return rows.annotate(was_refused=Exists(refused))

    def subject(self) -> str:
        if whom := self.data.get("for_whom"):
            words = each_apart(by=self.data["by"], name=whom)
            return _("Please tell %(name)s: %(by)s has answered") % words
        return _("%(by)s has answered what you said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        answer = self.row.answer
        name = unlinked(self.row.author)
        words = each_apart(said=self.row.own_words, answer=answer.reason, name=name)
        told = (
            _("%(name)s said: “%(said)s”\n\nWe answered: “%(answer)s”")
            if self.data.get("for_whom")
            else _("You said: “%(said)s”\n\nWe answered: “%(answer)s”")
        ) % words
        return "\n\n".join([told, *map(unlinked, in_words(answer))])

    def in_email(self) -> str:
        """Leave the links that stand in the answer, and in what it answers."""
        return self.summary()

    def on_paper(self) -> str:
        return _("If it does not answer you, please tell us what is missing.") if self._asks else ""

    def question(self) -> str:
        """Ask whether it answers them, unless somebody passes it on, or they said no to an earlier answer."""
        return _("Does this answer you?") if self._asks else ""

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(reverse("questions:answer_enough", args=[self.slug, self.row.pk]))

    def over(self, member: Member) -> str:
        """Over, too, when they have said whether it answers them."""
        if reason := super().over(member):
            return reason
        return _("They have told us.") if self.row.answer.is_enough is not None else ""

    @property
    def _asks(self) -> bool:
        return not self.data.get("for_whom") and not self.row.was_refused

    def context(self) -> Mapping[str, Any]:
        answer = self.row.answer
        return {
            "said": self.row.own_words,
            "answer": answer.reason,
            "more": in_words(answer),
            "for_whom": self.data.get("for_whom", ""),
            "question": self.question(),
            "by": self.data["by"],
        }


@message_kind("contribution_later")
class ContributionLater(_Said):
    """Tells whoever waits that the answer comes on another day, and why."""

    def subject(self) -> str:
        if whom := self.data.get("for_whom"):
            return _("Please tell %(name)s: the answer comes on another day") % each_apart(
                name=whom
            )
        return _("Your answer comes on another day")

    def summary(self) -> str:
        row = self.row
        first = row.first_answer_by or row.answer_by
        words = each_apart(
            said=row.own_words,
            first=long_date(first),
            day=long_date(row.answer_by),
            by=self.data["by"],
            why=row.later_why,
        )
        return (
            _(
                "About: “%(said)s”\n\nWe promised an answer by %(first)s. Now it comes by %(day)s. "
                "%(by)s wrote why: “%(why)s”"
            )
            % words
        )

    def over(self, member: Member) -> str:
        """Over when it is answered."""
        return super().over(member) or ("" if self.row.answer_id is None else _("It is answered."))


@message_kind("contribution_handed_over")
class ContributionHandedOver(_Said):
    """Asks a facilitator to answer, because another one said that they will."""

    place = "questions:contribution_answer"

    def subject(self) -> str:
        return _("%(by)s asks you to answer what somebody said") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        row = self.row
        words = each_apart(name=row.author, said=row.own_words, day=long_date(row.answer_by))
        return _("%(name)s said: “%(said)s”\n\nAn answer was promised by %(day)s.") % words

    def because(self) -> str:
        return ""

    def over(self, member: Member) -> str:
        """Over when it is answered."""
        return super().over(member) or ("" if self.row.answer_id is None else _("It is answered."))


class _AboutAnswer(MessageKind):
    """``data``: ``answer``, its ``contribution``, and ``by``: the name of who did it."""

    about = "answer"
    place = "questions:contribution_answer"

    def rows(self) -> QuerySet[ContributionAnswer]:
        about = {"contribution__set_aside_at": None, "contribution__taken_back_at": None}
        rows = ContributionAnswer.objects.filter(**about)
        return rows.select_related("contribution__member")

    def path(self) -> str:
        return reverse(self.place, args=[self.slug, self.data["contribution"]])

    def over(self, member: Member) -> str:
        """Over while what it answers is set aside."""
        return super().over(member) or out_of_sight(self)


@message_kind("contribution_open_again")
class ContributionOpenAgain(_AboutAnswer):
    """Tells facilitators that an answer did not answer whoever asked, and what is missing."""

    def subject(self) -> str:
        return _("The answer did not answer %(by)s") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        told = _("They said: “%(said)s”\n\nWe answered: “%(answer)s”\n\nWhat is missing: “%(why)s”")
        row, said = self.row, self.row.contribution
        words = each_apart(said=said.own_words, answer=row.reason, why=row.not_enough_why)
        again = _("Please answer once more, by %(day)s.") % {"day": long_date(said.answer_by)}
        return f"{told % words}\n\n{again}"

    def over(self, member: Member) -> str:
        """Over when they said otherwise, or it was answered again."""
        is_open = self.row.is_enough is False and self.row.contribution.answer_id is None
        return super().over(member) or ("" if is_open else _("It is answered."))


@message_kind("answer_to_look_at")
class AnswerToLookAt(_AboutAnswer):
    """Asks a second person to read a "no" before it is given."""

    place = "questions:answer_look"

    def rows(self) -> QuerySet[ContributionAnswer]:
        """Leave out what is hidden as well: whoever is asked may not run the project."""
        return super().rows().filter(contribution__words_set_aside="")

    def subject(self) -> str:
        return _("Please read an answer before %(by)s gives it") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        told = _("Somebody said: “%(said)s”\n\nThe answer would be no: “%(answer)s”")
        ask = _("Nobody is told before you have read it. You can agree, or send it back.")
        words = each_apart(said=self.row.contribution.words, answer=self.row.reason)
        return f"{told % words}\n\n{ask}"

    def over(self, member: Member) -> str:
        """Over when somebody has read it."""
        is_open = self.row.is_being_looked_at
        return super().over(member) or ("" if is_open else _("Somebody has read it."))

    def question(self) -> str:
        return _("Would you give this answer?")


@message_kind("answer_sent_back")
class AnswerSentBack(_AboutAnswer):
    """Tells whoever wrote a "no" that it was sent back, and why."""

    def subject(self) -> str:
        return _("%(by)s sent your answer back to you") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        told = _("You wrote: “%(answer)s”\n\nWhat to think about again: “%(why)s”")
        ask = _("Nobody else was told. Please write another answer.")
        words = each_apart(answer=self.row.reason, why=self.row.sent_back_why)
        return f"{told % words}\n\n{ask}"


@message_kind("contribution_moved")
class ContributionMoved(MessageKind):
    """
    Tells somebody that something came of what they said.

    ``data``: ``contribution`` and ``move``, the rows; the words are theirs.
    """

    about = "move"

    def rows(self) -> QuerySet[ContributionMove]:
        about = {"contribution__set_aside_at": None, "contribution__taken_back_at": None}
        rows = ContributionMove.objects.filter(**about)
        return rows.select_related("contribution")

    def subject(self) -> str:
        return _("Something came of what you said")

    def summary(self) -> str:
        words = each_apart(
            said=self.row.contribution.own_words,
            what=moved_words(self.row.what),
            title=self.row.title,
        )
        return _("You said: “%(said)s”\n\n%(what)s\n\n%(title)s") % words

    def path(self) -> str:
        return reverse("questions:contribution_detail", args=[self.slug, self.data["contribution"]])

    def over(self, member: Member) -> str:
        gone = super().over(member) or out_of_sight(self)
        is_so = self.row.undone_at is None and self.row.over_at is None
        return gone or ("" if is_so else _("It was taken back."))


@message_kind("contribution_move_over")
class ContributionMoveOver(ContributionMoved):
    """
    Tells somebody that what came of what they said counts no longer.

    ``data``: ``contribution``, ``move`` and ``why``: the reason that whoever ended it gave.
    """

    def subject(self) -> str:
        return _("Something that came of what you said no longer counts")

    def summary(self) -> str:
        row, why = self.row, self.data.get("why", "")
        words = each_apart(said=row.contribution.words, title=row.title, why=why)
        told = _("You said: “%(said)s”\n\nThis came of it, and no longer counts: %(title)s") % words
        reason = _("The reason: “%(why)s”") % words if why else _("Its page says why.")
        stays = _("What you said stays where it is.")
        return f"{told}\n\n{reason}\n\n{stays}"

    def path(self) -> str:
        return self.row.address

    def over(self, member: Member) -> str:
        gone = MessageKind.over(self, member) or out_of_sight(self)
        return gone or ("" if self.row.over_at else _("It counts again."))


@message_kind("contribution_file_away")
class ContributionFileAway(_Said):
    """
    Tells somebody that a picture or recording that they added, or that was added in their name, was taken away.

    ``data``: ``contribution``, ``by``, the name of who did it, ``what`` it was, and ``why``.
    """

    def subject(self) -> str:
        if self.data["what"] == ContributionFile.Kind.PICTURE:
            return _("%(by)s has taken your picture away") % each_apart(by=self.data["by"])
        return _("%(by)s has taken your recording away") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(why=self.data["why"], said=self.row.words)
        return (
            _(
                "It was with what you said: “%(said)s”\n\nThe reason: “%(why)s”\n\nYour words are still there."
                " You can add another picture or recording."
            )
            % words
        )

    def because(self) -> str:
        return _(
            "You get this email because something that you added in “%(project)s” was taken away."
        ) % each_apart(project=self.project_name)
