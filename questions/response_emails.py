"""What messages say when the community is asked and responds; :mod:`questions.emails` takes it in."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from outbox.kinds import GONE, CannotTell, MessageKind, message_kind
from projects.models import Member
from questions.answered_in_words import in_words
from questions.life import moved_words
from questions.models import CommunityQuestion, Contribution, ContributionMove, Response
from questions.services import is_asked_whether_enough


@message_kind("community_asked")
class CommunityAsked(MessageKind):
    """
    Tells whoever asked a question, or said an idea, that everybody is asked about it on the public page.

    ``data``: ``asked``; ``by``, the name of who asks everybody; ``path`` of what it is about.
    """

    about = "asked"

    def rows(self) -> QuerySet[CommunityQuestion]:
        return CommunityQuestion.objects.open()

    def subject(self) -> str:
        return _("%(by)s asks everybody on the public page") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        words = each_apart(words=self.row.words)
        return (
            _(
                "It is about something that you said or asked. Everybody who reads the public page is asked:"
                " “%(words)s” What people respond is looked at first. Then everybody in the project can read it."
            )
            % words
        )

    def path(self) -> str:
        return str(self.data["path"])


@message_kind("response_waits")
class ResponseWaits(MessageKind):
    """Tells facilitators that somebody from the community responded. ``data``: nothing."""

    def subject(self) -> str:
        return _("Somebody from the community has responded")

    def summary(self) -> str:
        return _("Read it first. Then show it to the project, or tell them why not.")

    def path(self) -> str:
        return reverse("questions:community_list", args=[self.slug])

    def over(self, member: Member) -> str:
        waiting = Response.objects.waiting().filter(project=self.message.project)
        return super().over(member) or ("" if waiting.exists() else _("It was looked at."))


class _ToResponder(MessageKind):
    """To the address of whoever responded; facilitators see no address. ``data``: ``response``."""

    about = "response"
    template = "outbox/with_link"
    is_for_members = False
    is_listed = False

    def rows(self) -> QuerySet[Response]:
        told = Q(contribution=None) | Q(contribution__in=Contribution.objects.told())
        rows = Response.objects.filter(told).select_related("asked", "project__organisation")
        return rows.select_related("contribution__answer__followed_up_by")

    def context(self) -> Mapping[str, Any]:
        return {"link_url": self.row.url}


@message_kind("response_asked")
class ResponseAsked(_ToResponder):
    """Asks whoever has the address whether it is they who responded."""

    def subject(self) -> str:
        return _("Shall we send what you wrote to “%(project)s”?") % each_apart(
            project=self.project_name
        )

    def summary(self) -> str:
        return _(
            "Somebody wrote to the project “%(project)s” with this address. Was it you? Then open the link, read it"
            " once more, and send it. Those who run the project read it first."
        ) % each_apart(project=self.project_name)

    def because(self) -> str:
        return _(
            "Was it not you? Then do nothing: nobody reads it, and after a week it is deleted."
        )


@message_kind("response_told")
class ResponseTold(_ToResponder):
    """
    Tells whoever responded what became of it.

    ``data``: also ``what``, a key of :data:`SAYS`; ``by``, the name of who did it, where somebody did; ``move``, where
    it came further.
    """

    def subject(self) -> str:
        what, said = self.data["what"], self.row.contribution
        if what in STILL and said is not None and not STILL[what](said, self.data):
            # It is not so any more: something else was told since, or is told now.
            raise CannotTell(GONE)
        return SAYS[what](self)[0]

    def summary(self) -> str:
        return SAYS[self.data["what"]](self)[1]

    def because(self) -> str:
        because = _("You get this email because you wrote to “%(project)s” on its public page.")
        goes = (
            _(
                "What you wrote and your address are deleted in four weeks. With the link you can do it now."
            )
            if self.row.declined_at
            else _(
                "With the link you can take it back at any time. Half a year after the answer we delete your address."
            )
        )
        return f"{because % each_apart(project=self.project_name)} {goes}"

    @property
    def said(self) -> str:
        """What they wrote, as they read it again."""
        row: Response = self.row
        words = row.contribution.own_words if row.contribution else row.words
        return _("You wrote: “%(said)s”") % each_apart(said=words)


def _shown(told: ResponseTold) -> tuple[str, str]:
    day = long_date(told.row.contribution.answer_by)
    words = _("Everybody in the project can read it now. You get an answer by %(day)s.")
    subject = _("Everybody in “%(project)s” can read what you wrote")
    subject = subject % each_apart(project=told.project_name)
    return subject, f"{told.said}\n\n{words % {'day': day}}"


def _declined(told: ResponseTold) -> tuple[str, str]:
    who = each_apart(by=told.data["by"], why=told.row.reason)
    words = _(
        "Thank you for writing. %(by)s has read it, and it is not shown to the others. This is why:\n\n%(why)s"
    )
    subject = _("About what you wrote to “%(project)s”") % each_apart(project=told.project_name)
    return subject, f"{told.said}\n\n{words % who}"


def _ended(told: ResponseTold) -> tuple[str, str]:
    words = _(
        "Thank you for writing. The project has ended before anybody looked at it, so nobody answers it any more. We"
        " are sorry."
    )
    subject = _("“%(project)s” has ended") % each_apart(project=told.project_name)
    return subject, f"{told.said}\n\n{words}"


def _answered(told: ResponseTold) -> tuple[str, str]:
    answer = told.row.contribution.answer
    subject = _("%(by)s has answered what you wrote") % each_apart(by=told.data["by"])
    ours = _("We answered: “%(answer)s”") % each_apart(answer=answer.reason)
    asks = (
        _("Does this answer you? Open the link, and say yes or no.")
        if is_asked_whether_enough(answer)
        else _("You can read it again by the link.")
    )
    in_full = in_words(answer, is_for_outside=True)
    return subject, "\n\n".join([told.said, ours, *in_full, asks])


def _later(told: ResponseTold) -> tuple[str, str]:
    said = told.row.contribution
    words = each_apart(day=long_date(said.answer_by), by=told.data["by"], why=said.later_why)
    later = _("Now the answer comes by %(day)s. %(by)s wrote why: “%(why)s”") % words
    return _("Your answer comes on another day"), f"{told.said}\n\n{later}"


def _hidden(told: ResponseTold) -> tuple[str, str]:
    words = each_apart(by=told.data["by"], why=told.data["why"])
    why = _("%(by)s has hidden it from the others in the project. This is why: “%(why)s”") % words
    return _("What you wrote is hidden"), f"{told.said}\n\n{why}"


def _shown_again(told: ResponseTold) -> tuple[str, str]:
    words = _("It was hidden. Everybody in the project can read it again.")
    return _("Everybody can read what you wrote again"), f"{told.said}\n\n{words}"


def _published(told: ResponseTold) -> tuple[str, str]:
    subject = _("%(by)s has put what you wrote on the public page") % each_apart(by=told.data["by"])
    words = _("By your link you said that this may be. There you can say no, at any time.")
    return subject, f"{told.said}\n\n{words}"


def _unpublished(told: ResponseTold) -> tuple[str, str]:
    words = _("In the project it stays as it was.")
    return _("What you wrote is not on the public page any more"), f"{told.said}\n\n{words}"


def _moved(told: ResponseTold) -> tuple[str, str]:
    move = ContributionMove.objects.filter(pk=told.data["move"]).first()
    came = moved_words(move.what) if move else ""
    return _("Something came of what you wrote"), f"{told.said}\n\n{came}".strip()


def _over(told: ResponseTold) -> tuple[str, str]:
    words = _(
        "We told you that something came of it. That has been changed since, and does not go on."
    )
    asks = _("Those who run the project can tell you more.")
    return _("About what came of what you wrote"), f"{told.said}\n\n{words} {asks}"


#: What happened -> the subject and the text that tell of it.
SAYS: dict[str, Callable[[ResponseTold], tuple[str, str]]] = {
    "shown": _shown,
    "declined": _declined,
    "ended": _ended,
    "answered": _answered,
    "later": _later,
    "hidden": _hidden,
    "shown_again": _shown_again,
    "published": _published,
    "unpublished": _unpublished,
    "moved": _moved,
    "over": _over,
}


def _is_linked(_said: Contribution, data: Mapping[str, Any]) -> bool:
    rows = ContributionMove.objects.filter(pk=data["move"])
    return rows.filter(undone_at=None, over_at=None).exists()


def _is_over(_said: Contribution, data: Mapping[str, Any]) -> bool:
    return ContributionMove.objects.filter(pk=data["move"], over_at__isnull=False).exists()


#: What happened -> whether it is still so, of what was said and the data of the message.
STILL: dict[str, Callable[[Contribution, Mapping[str, Any]], bool]] = {
    "answered": lambda said, data: said.answer_id == data["answer"],
    "later": lambda said, data: said.answer is None and said.answer_by.isoformat() == data["until"],
    "hidden": lambda said, data: said.is_hidden and said.hidden_why == data["why"],
    "shown_again": lambda said, data: not said.is_hidden,
    "published": lambda said, data: said.public_at is not None,
    "unpublished": lambda said, data: said.public_at is None,
    "moved": _is_linked,
    "over": _is_over,
}
