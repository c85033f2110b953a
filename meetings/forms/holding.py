"""What is typed when a meeting is over: who was there, and the notes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.numbers import read_number
from core.revisions import Clash
from core.standing import plain
from meetings.models import Meeting, MeetingAnswer, MeetingNotes
from projects.models import Member
from projects.people_field import PeopleField, offer_members


class NotesForm(PlainForm):
    """Who was there, and the notes. It carries the revision of the notes that it started from."""

    people = PeopleField(
        label=_("Who was there?"),
        help_text=_("Those who said that they come are chosen. Put it right."),
        required=False,
    )
    others_there = forms.IntegerField(
        label=_("How many others?"),
        help_text=_("People who are not in this project."),
        min_value=0,
        max_value=5000,
        required=False,
        initial=0,
    )
    words = forms.CharField(
        label=_("Notes"),
        help_text=_(
            "What was said, and what was not agreed. Everybody who was asked gets them, also those who could not come."
            " Leave out what somebody said in confidence."
        ),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    #: The revision of the notes, and who was noted, as the page was opened.
    notes_stood = forms.CharField(widget=forms.HiddenInput, required=False)
    shown_stood = forms.CharField(widget=forms.HiddenInput, required=False)
    #: What somebody else wrote meanwhile; see :func:`core.revisions.save_edit`.
    conflict: list[Clash] | None = None

    def __init__(self, *args: Any, meeting: Meeting, notes: MeetingNotes | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # Whoever was here on that day, also those who left since, or said meanwhile themselves that they were there.
        here = Member.objects.filter(project=meeting.project_id).who_came()
        gone_before = here.filter(left_at__lt=meeting.starts_at)
        here = here.exclude(pk__in=gone_before.values("pk"))
        offer_members(self.fields["people"], here, project=meeting.project)
        own = meeting.attendances.filter(is_own_word=True).values("member")
        there: QuerySet[Any] = meeting.attendances.filter(is_own_word=False, was_there=True)
        answers = MeetingAnswer.objects.filter(meeting=meeting, moved=meeting.moved)
        first: QuerySet[Any] = there if notes else answers.coming()
        first = first.filter(member__in=here.values("pk")).exclude(member__in=own)
        self.initial["people"] = sorted(first.values_list("member", flat=True))
        shown = there.values_list("member", flat=True)
        self.initial["shown_stood"] = " ".join(str(pk) for pk in sorted(shown))
        self.initial["words"] = notes.words if notes else ""
        self.initial["others_there"] = notes.others_there if notes else 0
        self.initial["notes_stood"] = str(notes.revision if notes else 0)

    def clean_others_there(self) -> int:
        return self.cleaned_data["others_there"] or 0

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "there": list(data["people"]),
            "shown": [read_number(one) or 0 for one in data["shown_stood"].split()],
            "others_there": data["others_there"],
            "words": data["words"],
            "revision": read_number(data["notes_stood"]) or 0,
        }

    def start_from(self, theirs: MeetingNotes) -> list[Clash]:
        """Keep what was typed, and let the next save be over what somebody else wrote, which is shown."""
        data: Any = self.data
        self.data = data = data.copy()
        data["notes_stood"] = str(theirs.revision)
        said = self.cleaned_data
        both = {
            "words": (theirs.words, said["words"]),
            "others_there": (str(theirs.others_there), str(said["others_there"])),
        }
        return [
            Clash(str(self.fields[name].label), left, right)
            for name, (left, right) in both.items()
            if plain(left) != plain(right)
        ]
