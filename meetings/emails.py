"""What messages say of meetings: that people are asked to come, that one is moved, or called off, or words answered."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart
from core.offers import short
from meetings.calendar import KIND, calendar_of
from meetings.links import answer_url
from meetings.models import Attendance, Meeting, MeetingAnswer, Pulse
from meetings.permissions import can_answer_for
from outbox.kinds import ForPerson, MailFile, MessageKind, message_kind
from outbox.models import Delivery
from projects.models import Member


def _day(iso: str) -> str:
    return long_date(date.fromisoformat(iso))


def _coming_of(kind: MessageKind, member: Member) -> ForPerson:
    """Say where it is written down whether a member comes."""
    address = reverse(
        "meetings:meeting_answer_for", args=[kind.slug, kind.data["meeting"], member.pk]
    )
    project = kind.message.project
    return ForPerson.where(can_answer_for(project, member), address) if project else ForPerson()


class _OfMeeting(MessageKind):
    """
    About a meeting. ``data``: ``meeting``; ``by``, who did it; ``title`` and ``on`` as they were then; ``moved``;
    ``is_series``, whether it asks about all that were planned with it, too; ``until``, the day of the last of them.
    """

    about = "meeting"

    def rows(self) -> QuerySet[Meeting]:
        return Meeting.objects.select_related("project")

    def path(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.slug, self.data["meeting"]])

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meeting, with the others that were planned at once where it is about them, too."""
        if not self.data.get("is_series") or self.row.series is None:
            return [self.row]
        same = self.rows().filter(project=self.row.project_id, series=self.row.series)
        return list(same.order_by("on", "pk"))

    def how_to_join(self) -> str:
        """Say how to join from elsewhere."""
        row, parts = self.row, []
        if row.phone:
            parts.append(_("By phone: %(phone)s") % each_apart(phone=row.phone))
        if row.link:
            parts.append(_("Online: %(link)s") % each_apart(link=row.link))
        return "\n".join(parts)

    def files(self) -> list[MailFile]:
        """Return the meetings for the person's own calendar."""
        return [MailFile("meeting.ics", calendar_of(self.meetings), KIND)]


class _AsksToCome(_OfMeeting):
    """Asks whether somebody comes, also without signing in."""

    template = "meetings/asked"
    own = ("answer_url",)

    def own_words(self, delivery: Delivery) -> Mapping[str, str]:
        return {"answer_url": answer_url(self.data["meeting"], delivery.member_id or 0)}

    def rows(self) -> QuerySet[Meeting]:
        said = MeetingAnswer.objects.only("meeting", "member", "moved")
        return super().rows().prefetch_related(Prefetch("answers", said, to_attr="said"))

    def over(self, member: Member) -> str:
        """
        Over when they answered; or when it was called off, is over, or was moved since, which another message says.

        Of several that were planned at once, only the first is looked at, and the day of the last.
        """
        row, now = self.row, timezone.now()
        if row.project.has_ended:
            return _("The project has ended.")
        if row.is_open(now):
            if any(one.member_id == member.pk and one.moved == row.moved for one in row.said):
                return _("They have answered.")
            if row.moved != self.data["moved"] and not self.data["is_series"]:
                return _("It was moved since.")
        elif date.fromisoformat(self.data["until"]) <= max(row.on, timezone.localdate(now)):
            return _("It was called off.") if row.is_called_off else _("It is over.")
        return super().over(member)

    def when_and_where(self) -> str:
        row = self.row
        when = _("%(day)s, %(hours)s") % each_apart(day=long_date(row.on), hours=row.hours)
        parts = [when, *each_apart(place=row.place).values(), self.how_to_join()]
        return "\n".join(part for part in parts if part)

    def summary(self) -> str:
        row, now = self.row, timezone.now()
        others = [long_date(one.on) for one in self.meetings if one != row and one.is_open(now)]
        is_off = _("This one was called off.") if row.is_called_off else ""
        parts = [is_off, self.when_and_where(), *each_apart(why=row.why).values()]
        if others:
            parts.append(_("And again on: %(days)s.") % each_apart(days="; ".join(others)))
        if row.before:
            parts.append(_("Before we meet: %(before)s") % each_apart(before=row.before))
        if row.in_return:
            parts.append(_("What you get for coming: %(what)s") % each_apart(what=row.in_return))
        return "\n\n".join(filter(None, parts))

    def on_paper(self) -> str:
        return _(
            "Tell us, or write back: I’m coming; I’ll ring in or join online; I would come if …; or I can’t come."
            " What would make it possible, only the people who run this project read."
        )

    def by_day(self) -> date:
        return self.row.on

    def for_person(self, member: Member) -> ForPerson:
        return _coming_of(self, member)

    def question(self) -> str:
        return _(
            "Can you come: yes; by phone or online; only if something is arranged; or no?"
            " Will somebody come with you?"
        )


@message_kind("meeting_asked")
class MeetingAsked(_AsksToCome):
    """Asks some people whether they come."""

    def subject(self) -> str:
        return _("Can you come? %(title)s, %(day)s") % each_apart(
            title=self.data["title"], day=_day(self.data["on"])
        )


@message_kind("meeting_asked_all")
class MeetingAskedAll(MeetingAsked):
    """Asks everybody whether they come."""

    is_for_everybody = True


@message_kind("meeting_moved")
class MeetingMoved(_AsksToCome):
    """Tells whom it concerns that a meeting is at another time or place, and asks again."""

    def subject(self) -> str:
        return _("Moved: %(title)s. Can you come now?") % each_apart(title=self.data["title"])

    def summary(self) -> str:
        by = _("%(by)s has changed the day, the hours, the place or how we meet. Now it is:") % (
            each_apart(by=self.data["by"])
        )
        return f"{by}\n\n{super().summary()}"


@message_kind("meeting_moved_all")
class MeetingMovedAll(MeetingMoved):
    """The same, where everybody is asked."""

    is_for_everybody = True


@message_kind("meeting_joined")
class MeetingJoined(_OfMeeting):
    """Tells those who join by phone or online that the number or the address is another one."""

    def subject(self) -> str:
        return _("Joining has changed: %(title)s, %(day)s") % each_apart(
            title=self.data["title"], day=_day(self.data["on"])
        )

    def summary(self) -> str:
        return _(
            "The number to ring, or the address of the call, is another one now:\n\n%(how)s"
        ) % (each_apart(how=self.how_to_join()))

    def because(self) -> str:
        return _(
            "You get this email because you said that you join a meeting of “%(project)s”."
        ) % each_apart(project=self.project_name)


@message_kind("meeting_called_off")
class MeetingCalledOff(_OfMeeting):
    """Tells whom it concerns that a meeting does not take place."""

    def subject(self) -> str:
        return _("Called off: %(title)s, %(day)s") % each_apart(
            title=self.data["title"], day=_day(self.data["on"])
        )

    def summary(self) -> str:
        return _("%(by)s had to call it off: “%(why)s”") % each_apart(
            by=self.data["by"], why=self.row.called_off_why
        )

    def because(self) -> str:
        return _(
            "You get this email because you were asked to come to this meeting of “%(project)s”."
        ) % each_apart(project=self.project_name)


@message_kind("meeting_called_off_all")
class MeetingCalledOffAll(MeetingCalledOff):
    """The same, where everybody was asked."""

    is_for_everybody = True


@message_kind("meeting_notes")
class MeetingNotesWritten(_OfMeeting):
    """Tells those who were asked, or were there, that there are notes: those who could not come, too."""

    def subject(self) -> str:
        return _("What was said: %(title)s, %(day)s") % each_apart(
            title=self.data["title"], day=_day(self.data["on"])
        )

    def summary(self) -> str:
        notes = self.row.notes
        return _("%(by)s wrote the notes. They begin: “%(words)s”") % each_apart(
            by=notes.by or _("Somebody"), words=short(notes.words)
        )

    def rows(self) -> QuerySet[Meeting]:
        return super().rows().exclude(notes=None).select_related("notes__by")

    def over(self, member: Member) -> str:
        """Over when nothing of them is left."""
        return super().over(member) or ("" if self.row.notes.words else _("They were taken away."))

    def files(self) -> list[MailFile]:
        """Return none: it is over."""
        return []


@message_kind("meeting_notes_all")
class MeetingNotesForAll(MeetingNotesWritten):
    """The same, where everybody was asked."""

    is_for_everybody = True


@message_kind("meeting_replied")
class MeetingReplied(MessageKind):
    """
    Tells somebody that there is a reply to what they wrote about coming; neither what they wrote, nor the reply.

    ``data``: ``answer``, ``meeting``, ``by``, ``title``, and ``at``, when it was replied.
    """

    about = "answer"

    def rows(self) -> QuerySet[MeetingAnswer]:
        return MeetingAnswer.objects.select_related("meeting__project", "replied_by")

    def path(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.slug, self.data["meeting"]])

    def subject(self) -> str:
        return _("%(by)s replied to what you said about coming") % each_apart(by=self.data["by"])

    def summary(self) -> str:
        return _(
            "It is about “%(title)s”. Sign in to read it, and to say whether you can come."
        ) % each_apart(title=self.data["title"])

    def over(self, member: Member) -> str:
        """Over when it was called off, or they said something else meanwhile."""
        at = self.row.replied_at
        is_same = at is not None and at.isoformat() == self.data["at"] and self.row.is_current
        is_open = self.row.meeting.is_open(timezone.now())
        if not (is_open and is_same):
            return _("It has changed since.")
        return super().over(member)

    def on_paper(self) -> str:
        return _("Ask us what it is, and tell us whether you can come now.")

    def question(self) -> str:
        return _("Can you come now?")

    def by_day(self) -> date:
        return self.row.meeting.on

    def for_person(self, member: Member) -> ForPerson:
        return _coming_of(self, member)


@message_kind("pulse_asked")
class PulseIsAsked(MessageKind):
    """
    Asks somebody who was at a meeting how it was; a reminder says so, and goes to all who were asked.

    ``data``: ``pulse``, ``meeting``; ``title``, ``on`` and ``closes_on`` as they were then; ``is_reminder``.
    """

    about = "pulse"

    def rows(self) -> QuerySet[Pulse]:
        there = Attendance.objects.was_there()
        rows = Pulse.objects.select_related("meeting")
        return rows.prefetch_related(
            Prefetch("meeting__attendances", there.only("meeting", "member"), to_attr="noted_there")
        )

    def path(self) -> str:
        return reverse("meetings:pulse_answer", args=[self.slug, self.data["meeting"]])

    def subject(self) -> str:
        of = each_apart(title=self.data["title"], day=_day(self.data["on"]))
        if self.data.get("is_reminder"):
            return _("You can still say how it was: %(title)s, %(day)s") % of
        return _("How was it for you? %(title)s, %(day)s") % of

    def summary(self) -> str:
        day = each_apart(day=_day(self.data["closes_on"]))
        if self.data.get("is_reminder"):
            return (
                _(
                    "It is open until %(day)s. If you have answered already, thank you: there is nothing more to do."
                    " This goes to everybody who was there, because nobody can see who has answered what."
                )
                % day
            )
        return (
            _(
                "A few short questions to everybody who was there. It takes about two minutes, and it is open until"
                " %(day)s. Nobody can see who answered what. You can skip any question."
            )
            % day
        )

    def over(self, member: Member) -> str:
        """Over with the pulse, or when they are not marked as having been there; never because they answered."""
        if self.row.is_closed:
            return _("It is closed, so there is nothing left to ask.")
        if not any(one.member_id == member.pk for one in self.row.meeting.noted_there):
            return _("They are not marked as having been there any more.")
        return super().over(member)

    def on_paper(self) -> str:
        return _(
            "You can answer on paper: ask us for the questions. Don’t write your name on it. You can skip any question."
        )

    def on_sheet(self) -> str:
        return _("Would you like us to post you the questions on paper? Yes or no.")

    def by_day(self) -> date:
        return date.fromisoformat(self.data["closes_on"])

    def for_person(self, member: Member) -> ForPerson:
        return ForPerson(
            why_not=_(
                "What people say to this is kept without a name, so it can’t be written down for one person. Post them"
                " the questions on paper."
            )
        )

    def question(self) -> str:
        return _("Would you like me to post you the questions on paper?")
