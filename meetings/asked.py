"""What is asked of people about meetings: to say whether they come, to reply to what they wrote; and what is due."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.below import first_of
from core.dates import long_date
from core.offers import Ask
from core.prepared import Hole
from core.summary import counted
from meetings.models import Meeting, MeetingAnswer, PulseAsked, Unasked
from meetings.room_said import LOOK, asked_to_look, room_facts
from meetings.services import asked_members
from meetings.when import hour
from outbox.due import Due
from projects.known import Known
from projects.models import Member, Project

#: Notes are due so long after the meeting, while people remember it.
NOTES_WITHIN = timedelta(days=3)
#: A reply is due so long before the meeting, so that somebody can still plan their day by it.
REPLY_BEFORE = timedelta(days=2)


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return the next meeting, the first that waits for the person’s answer, and what waits for a reply."""
    # By the clock of the database: a query that is kept reads none of ours.
    here = Meeting.objects.to_come(now=Now()).filter(project=OuterRef("pk"))
    here = here.order_by("on", "begins", "pk")
    asked = here.asking(user=user).not_answered(user=user)
    to_reply = MeetingAnswer.objects.to_reply().filter(project=OuterRef("pk"))
    to_reply = to_reply.filter(meeting__over_at__gt=Now()).exclude(member__user=user)
    to_note = Meeting.objects.to_note(now=Now()).filter(project=OuterRef("pk"))
    felt = PulseAsked.objects.waiting(on=on).filter(pulse__project=OuterRef("pk"))
    felt = felt.filter(member__user=user).order_by("pulse__closes_on", "pk")
    unasked = _to_look_at().order_by().values("pulse__project")
    people = to_reply.order_by().values("project").annotate(n=Count("member", distinct=True))
    return {
        "meeting_next": first_of(here, pk="pk", title="title", on="on", begins="begins"),
        "meeting_asked": first_of(asked, pk="pk", title="title", on="on"),
        "meetings_asked": counted(asked),
        "meeting_to_note": first_of(to_note.order_by("on", "pk"), pk="pk", title="title", on="on"),
        "meeting_replies": Coalesce(Subquery(people.values("n")), 0),
        "meeting_pulse": first_of(felt, pk="pulse__meeting", title="pulse__meeting__title"),
        "unasked_count": Coalesce(Subquery(unasked.annotate(n=Count("pk")).values("n")), 0),
        "unasked_first": first_of(_to_look_at().order_by("pk"), pk="pk"),
        "meeting_reply": first_of(to_reply.order_by("meeting__on", "pk"), pk="meeting"),
        **room_facts(),
    }


def _to_look_at() -> QuerySet[Unasked]:
    return Unasked.objects.to_look_at().filter(pulse__project=OuterRef("pk"))


def asked_of_member(known: Known, project: Project) -> list[Ask]:
    """Ask whether somebody comes to the first meeting that has no answer of theirs, and how it was at another."""
    if project.has_ended:
        return []
    about = known.of(project)
    return [*_ask_to_come(about, project), *_ask_how_it_was(about, project)]


def _ask_to_come(about: dict[str, Any], project: Project) -> list[Ask]:
    if not about["meeting_asked"]:
        return []
    meeting = about["meeting_asked"]
    text = long_date(date.fromisoformat(meeting["on"]))
    if others := about["meetings_asked"] - 1:
        more = ngettext(
            "%(n)s other meeting waits for your answer.",
            "%(n)s other meetings wait for your answer.",
            others,
        )
        text = f"{text}. {more % {'n': others}}"
    return [
        Ask(
            title=_("Can you come? “%(title)s”") % {"title": meeting["title"]},
            text=text,
            url=_address(project, meeting["pk"]),
            action=_("Say whether I come"),
            small=project.name,
            order=-1,
            minutes=1,
        )
    ]


def _ask_how_it_was(about: dict[str, Any], project: Project) -> list[Ask]:
    meeting = about["meeting_pulse"]
    if not meeting:
        return []
    return [
        Ask(
            title=_("How was it for you? “%(title)s”") % {"title": meeting["title"]},
            text=_("A few short questions. Nobody can see who answered what."),
            url=reverse("meetings:pulse_answer", args=[project.slug, meeting["pk"]]),
            action=_("Say how it was"),
            small=project.name,
            minutes=2,
        )
    ]


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask to look at what was said in a room, and to write the notes of the first meeting that has none."""
    found = known.of(project)["meeting_to_note"]
    if found is None or project.has_ended:
        return asked_to_look(known, project)
    return [
        *asked_to_look(known, project),
        Ask(
            title=_("How was it? “%(title)s”") % {"title": found["title"]},
            text=_("Write down who was there, and the notes: also for those who could not come."),
            url=reverse("meetings:meeting_note", args=[project.slug, found["pk"]]),
            action=_("Write the notes"),
            small=project.name,
        ),
    ]


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask for a reply to what people wrote about coming, and to look for names; numbers alone, no names."""
    if project.has_ended:
        return []
    about = known.of(project)
    return [*_ask_to_reply(about, project), *_ask_to_look(about, project)]


def _ask_to_reply(about: dict[str, Any], project: Project) -> list[Ask]:
    count = about["meeting_replies"]
    if not count:
        return []
    title = ngettext(
        "%(n)d person would come to a meeting if something was arranged, or wrote why they can’t",
        "%(n)d people would come to a meeting if something was arranged, or wrote why they can’t",
        count,
    )
    return [
        Ask(
            title=title % {"n": count},
            text=_("They are waiting for a reply. Only who was named can open the words."),
            url=_address(project, about["meeting_reply"]["pk"]),
            action=_("See who"),
            small=project.name,
            order=20,
        )
    ]


def _ask_to_look(about: dict[str, Any], project: Project) -> list[Ask]:
    count = about["unasked_count"]
    if not count:
        return []
    title = ngettext(
        "%(n)d person wrote after a meeting what we should be asking",
        "%(n)d people wrote after a meeting what we should be asking",
        count,
    )
    return [
        Ask(
            title=title % {"n": count},
            text=_("Look for names. Then everybody can read it, and it gets an answer."),
            url=reverse(
                "meetings:unasked_look", args=[project.slug, UUID(about["unasked_first"]["pk"])]
            ),
            action=_("Look at the first"),
            small=project.name,
            order=21,
        )
    ]


def ahead(known: Known, project: Project) -> dict[str, Any]:
    """Return the next meeting."""
    found = known.of(project)["meeting_next"]
    if found is None:
        return {"meeting": None}
    begins = hour(time.fromisoformat(found["begins"]))
    return {"meeting": {**found, "on": date.fromisoformat(found["on"]), "begins": begins}}


def _address(project: Project, pk: int) -> str:
    return reverse("meetings:meeting_detail", args=[project.slug, pk])


def _to_come() -> QuerySet[Meeting]:
    rows = Meeting.objects.to_come(now=timezone.now())
    return rows.filter(project__state=Project.State.RUNNING).select_related("project")


def _not_answered(row: Meeting) -> QuerySet[Member]:
    answered = MeetingAnswer.objects.filter(meeting=row, moved=row.moved).values("member")
    return asked_members(row).exclude(pk__in=answered)


def _who_comes(row: Meeting) -> QuerySet[Member]:
    answers = MeetingAnswer.objects.current().coming().filter(meeting=row)
    return Member.objects.taking_part().filter(pk__in=answers.values("member"))


def _to_note() -> QuerySet[Any]:
    rows = Meeting.objects.to_note(now=timezone.now()).select_related("project")
    rows = rows.filter(project__state=Project.State.RUNNING)
    return rows.annotate(note_by=_days(F("on") + NOTES_WITHIN))


def _days(moment: Any) -> Cast:
    """Return a day: PostgreSQL adds days to a date and has a moment."""
    return Cast(ExpressionWrapper(moment, output_field=DateTimeField()), DateField())


def _to_reply() -> QuerySet[Any]:
    rows = MeetingAnswer.objects.to_reply().filter(meeting__over_at__gt=timezone.now())
    rows = rows.filter(project__state=Project.State.RUNNING).select_related(
        "project", "meeting__project"
    )
    return rows.annotate(reply_by=_days(F("meeting__on") - REPLY_BEFORE))


def _may_reply(row: MeetingAnswer) -> QuerySet[Member]:
    """Return the facilitators who were named for these words; where none is left, all but their writer."""
    here = Member.objects.taking_part().facilitators().filter(project=row.project_id)
    named = here.filter(pk__in=row.readers.values("pk"))
    return named if named.exists() else here.exclude(pk=row.member_id)


DUE = (
    Due(
        "meeting",
        rows=_to_come,
        day="on",
        made="asked_at",
        owner="",
        title=lambda row: (
            _("Come to “%(title)s”, %(hours)s") % {"title": row.title, "hours": row.hours}
        ),
        url=lambda row: row.get_absolute_url(),
        waits_for=_who_comes,
        ends=True,
    ),
    Due(
        "meeting-answer",
        rows=_to_come,
        day="on",
        made="asked_at",
        owner="",
        title=lambda row: _("Say whether you come: “%(title)s”") % {"title": row.title},
        url=lambda row: row.get_absolute_url(),
        waits_for=_not_answered,
        ends=True,
    ),
    Due(
        "meeting-notes",
        rows=_to_note,
        day="note_by",
        made="over_at",
        owner="",
        title=lambda row: _("Write the notes of “%(title)s”") % {"title": row.title},
        url=lambda row: reverse("meetings:meeting_note", args=[row.project.slug, row.pk]),
    ),
    Due(
        "meeting-reply",
        rows=_to_reply,
        day="reply_by",
        made="said_at",
        owner="",
        title=lambda row: (
            _("Reply to what somebody wrote about coming to “%(title)s”")
            % {"title": row.meeting.title}
        ),
        url=lambda row: row.meeting.get_absolute_url(),
        waits_for=_may_reply,
        ends=True,
    ),
    LOOK,
)
