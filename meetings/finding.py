"""What can be found of meetings: what they are called, what they are for, where they are."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
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


FINDABLE = (Findable("meeting", _("A meeting"), "meetings", Meeting, _meetings),)
