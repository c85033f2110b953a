"""What can be found of meetings: what they are called, what they are for, where they are."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, MeetingNotes
from projects.finding import Findable, Finding, joined


def _meetings(pks: list[int]) -> Iterator[Finding]:
    for row in Meeting.objects.filter(pk__in=pks):
        words = (row.why, row.place, row.agenda, row.before, row.in_return, row.called_off_why)
        yield Finding(
            row=row.pk,
            title=row.title,
            text=joined(*words),
            on=row.on,
            page="meetings:meeting_detail",
            at=(row.pk,),
        )


def _notes(pks: list[int]) -> Iterator[Finding]:
    for row in MeetingNotes.objects.filter(pk__in=pks).exclude(words="").select_related("meeting"):
        yield Finding(
            row=row.pk,
            title=row.meeting.title,
            text=row.words,
            on=row.meeting.on,
            page="meetings:meeting_notes",
            at=(row.meeting_id,),
        )


FINDABLE = (
    Findable("meeting", _("A meeting"), "meetings", Meeting, _meetings),
    Findable("notes", _("Notes of a meeting"), "meetings", MeetingNotes, _notes),
)
