"""What people answer when they are asked to come, and what is replied to their words."""

from typing import Any

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.numbers import read_number
from core.revisions import Clash
from core.standing import how_it_stands
from core.standing_forms import EditsStanding
from meetings.models import Meeting, MeetingAnswer
from meetings.services import Coming
from meetings.services.answering import answer_of, seen_of, standing_of
from participation.services import name_facilitators
from projects.models import Member

Says = MeetingAnswer.Says


class ComingForm(EditsStanding, PlainForm):
    """
    Whether somebody comes. ``row``: what they answered; ``words``: what they wrote, None where that is not open here.

    ``by``: who writes it down for them; ``is_by_link``: they answer by the link in the email.
    """

    says = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose one of these.")}
    )
    words = forms.CharField(
        max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    brings_somebody = forms.BooleanField(required=False)
    how = forms.ChoiceField(
        label=_("How did they say it?"),
        choices=[
            (MeetingAnswer.How.PHONE, _("By phone")),
            (MeetingAnswer.How.ALOUD, _("Aloud")),
            (MeetingAnswer.How.PAPER, _("On paper")),
        ],
        initial=MeetingAnswer.How.PHONE,
        widget=forms.RadioSelect,
    )
    all_of_series = forms.BooleanField(required=False)
    #: Whom the page names; when the answer that is there was said; to which time and place this one is.
    readers_stood = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_stood = forms.CharField(widget=forms.HiddenInput, required=False)
    moved_stood = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        row: MeetingAnswer,
        words: str | None = None,
        by: Member | None = None,
        is_by_link: bool = False,
        has_series: bool = False,
        **kwargs: Any,
    ) -> None:
        now = standing_of(row)
        first = {"says": now.says, "brings_somebody": now.brings_somebody, "words": words or ""}
        super().__init__(*args, initial={**first, **kwargs.pop("initial", {})}, **kwargs)
        self.row, self.by, self.is_by_link = row, by, is_by_link
        self.before, self.has_words = words, row.words_locked is not None and row.is_current
        self.readers = list(name_facilitators(row.member.project, but=row.member))
        self._ask(row.meeting, row.member)
        if by is None:
            del self.fields["how"]
        if not has_series:
            del self.fields["all_of_series"]
        self.initial["readers_stood"] = " ".join(str(one.pk) for one in self.readers)
        self.initial["seen_stood"], self.initial["moved_stood"] = (
            seen_of(row),
            str(row.meeting.moved),
        )
        self.carry(now, "says", "brings_somebody")
        self.use_plain_words()

    def _ask(self, meeting: Meeting, member: Member) -> None:
        fields: dict[str, Any] = self.fields
        is_theirs = self.by is not None
        name = {"name": member.known_as}
        fields["says"].label = (
            gettext("Can %(name)s come?") % name if is_theirs else gettext("Your answer")
        )
        fields["says"].choices = [
            (key, theirs if is_theirs else mine) for key, mine, theirs in _choices(meeting)
        ]
        fields["words"].label = (
            gettext("What would make it possible, or why can’t they?")
            if is_theirs
            else gettext("What would make it possible, or why can’t you?")
        )
        fields["words"].help_text = self._who_reads(member)
        # Needed with "I would come if": not marked as optional.
        fields["words"].comes_with = "says"
        fields["brings_somebody"].label = (
            gettext("They bring somebody with them")
            if is_theirs
            else gettext("I bring somebody with me")
        )
        if "all_of_series" in fields:
            fields["all_of_series"].label = gettext(
                "The same for the others that were planned with it and have no answer yet"
            )

    def _who_reads(self, member: Member) -> str:
        """Say who reads the words, and what becomes of those that are there."""
        names = get_text_list([one.known_as for one in self.readers], gettext("and"))
        if self.by is not None:
            only = gettext("Only %(name)s can read it, and: %(names)s.")
            words = [only % {"name": member.known_as, "names": names}]
        elif names:
            words = [gettext("Only you can read it, and: %(names)s.") % {"names": names}]
        else:
            words = [gettext("Only you can read it.")]
        words.append(gettext("We delete it four weeks after the meeting."))
        if self.has_words and self.before is None:
            words.append(gettext("Leave it empty to keep what was written before."))
        return " ".join(words)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_kept = self.before is None and self.has_words
        if data.get("says") == Says.IF and not data.get("words") and not is_kept:
            self.add_error("words", gettext("Say in a few words what would make it possible."))
        is_new = (data.get("words") or "") not in ("", self.before)
        if data.get("says") in MeetingAnswer.COMES and is_new:
            # With a yes no words are kept, and none may vanish.
            words = gettext("You wrote something below. Choose “I would come if …”, or empty it.")
            self.add_error("says", words)
        return data

    @property
    def said(self) -> Coming:
        """What is answered."""
        data = self.cleaned_data
        words = data["words"] or (None if self.before is None else "")
        how = MeetingAnswer.How.LINK if self.is_by_link else data.get("how", "")
        readers = [read_number(one) or 0 for one in data["readers_stood"].split()]
        return Coming(
            says=data["says"],
            brings_somebody=data["brings_somebody"],
            words=words,
            readers=readers,
            how=how,
            stood=self.stood.get(""),
            seen=data["seen_stood"],
            moved=read_number(data["moved_stood"]),
        )

    def start_from(self, theirs: Any) -> list[Clash]:
        """Keep what was typed, and let the next save be over what they answered meanwhile."""
        clashes = super().start_from(theirs)
        self.show_as_it_is()
        return clashes

    def show_as_it_is(self) -> None:
        """Let what is sent next be to the meeting and the answer as they are now."""
        row = answer_of(Meeting.objects.get(pk=self.row.meeting_id), self.row.member)
        data: Any = self.data
        self.data = data = data.copy()
        data["seen_stood"], data["moved_stood"] = seen_of(row), str(row.meeting.moved)
        if not self.conflict:
            data["stood"] = how_it_stands(standing_of(row), ["says", "brings_somebody"])


def _choices(meeting: Meeting) -> list[tuple[str, str, str]]:
    """Return each answer that makes sense here: its key, and how somebody says it of themselves, and of another."""
    remote = [
        (
            Says.REMOTE.value,
            gettext("I’ll ring in, or join online"),
            gettext("They ring in, or join online"),
        )
    ]
    return [
        (Says.COMING.value, gettext("I’m coming"), gettext("They are coming")),
        *(remote if meeting.has_other_ways else []),
        (Says.IF.value, gettext("I would come if …"), gettext("They would come if …")),
        (Says.CANNOT.value, gettext("I can’t come"), gettext("They can’t come")),
    ]


class AnswerReplyForm(PlainForm):
    """What a facilitator replies to what somebody wrote about coming."""

    words = forms.CharField(
        label=_("What do you reply?"),
        help_text=_(
            "Say what you will arrange, or why you can’t. Only they, and who may read their words, see it."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your reply.")},
    )
    stood = forms.CharField(widget=forms.HiddenInput, required=False)
