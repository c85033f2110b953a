"""What is typed to propose a decision, to have a say in it, to reply and to close it."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.once import SendsOnce
from core.revisions import Clash, EditsRevised
from core.standing_forms import EditsStanding
from decisions.forms.log import DAY_FORMATS, day_input
from decisions.models import Proposal, ProposalSay, ProposingRule
from decisions.services import WhatIsSaid, clean_text
from projects.models import Member


class ProposalForm(ConstraintModelForm):
    """A proposal: the reason first; ``today`` is handed in."""

    more_fields = ("considered", "rests_on", "boundary", "look_again_on")

    class Meta:
        model = Proposal
        fields = [
            "why",
            "what",
            "open_until",
            "considered",
            "rests_on",
            "boundary",
            "look_again_on",
        ]
        labels = {
            "why": _("Why is something needed?"),
            "what": _("What do you propose?"),
            "open_until": _("Until when can people have their say?"),
            "considered": _("What else did you think of?"),
            "rests_on": _("What is it based on?"),
            "boundary": _("Is it about something that is open or fixed?"),
            "look_again_on": _("When should we look at it again?"),
        }
        help_texts = {
            "why": _("Everybody reads this first."),
            "what": _("In one sentence, so that people can agree to it or not."),
            "open_until": _("Give people who get letters time to write back: two weeks is good."),
            "considered": _("Other ways, and why you would not take them."),
            "rests_on": _("What people said, what we tried, what we counted."),
        }
        widgets = {
            "why": forms.Textarea(attrs={"rows": 4}),
            "what": forms.Textarea(attrs={"rows": 2}),
            "considered": forms.Textarea(attrs={"rows": 3}),
            "rests_on": forms.Textarea(attrs={"rows": 3}),
            "open_until": day_input(),
            "look_again_on": day_input(),
        }
        error_messages = {
            "why": {"required": _("Write why something is needed.")},
            "what": {"required": _("Write what you propose.")},
            "open_until": {"required": _("Give the last day on which people can have their say.")},
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        boundary = cast(Any, self.fields["boundary"])
        boundary.queryset = self.instance.project.boundaries.in_force().order_by("pk")
        boundary.empty_label = gettext("None")
        for name in ("open_until", "look_again_on"):
            cast(Any, self.fields[name]).input_formats = DAY_FORMATS

    def clean_open_until(self) -> date:
        day: date = self.cleaned_data["open_until"]
        if day < self.today and "open_until" in self.changed_data:
            raise forms.ValidationError(gettext("Choose today or a day that is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("why", "what", "considered", "rests_on"):
            if isinstance(cleaned.get(name), str):
                cleaned[name] = clean_text(cleaned[name])
        again, until = cleaned.get("look_again_on"), cleaned.get("open_until")
        if again and until and again <= until:
            self.add_error("look_again_on", gettext("Choose a day after people had their say."))
        return cleaned


class NewProposalForm(SendsOnce, ProposalForm):
    """A proposal to make."""


class EditProposalForm(EditsRevised, ProposalForm):
    """A proposal to change: whoever changes its words says why, and everybody is asked again."""

    change_why = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_(
            "Everybody reads this beside the new words. For a new day alone, leave it out."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if set(self.changed_data) & set(Proposal.WORDS) and not cleaned.get("change_why"):
            self.add_error("change_why", gettext("Write why you change it. Everybody reads it."))
        return cleaned


def _choice(name: str, hint: str = "") -> Any:
    return format_html('<b>{}</b> <span class="hint">{}</span>', name, hint)


class SayForm(EditsStanding, PlainForm):
    """
    What a member says of a proposal; ``say``: what they have said (:func:`decisions.services.says.said_of`).

    ``name``: whose words a facilitator writes down; empty when members say it themselves. ``by``: that facilitator, who
    reads what was said without a name only if they wrote it down.
    """

    says = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four.")},
    )
    words = forms.CharField(
        max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    entered_how = forms.ChoiceField(
        label=_("How did they say it?"), choices=ProposalSay.How, widget=forms.RadioSelect
    )
    is_unnamed = forms.BooleanField(required=False)
    wording = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        say: ProposalSay,
        name: str = "",
        by: Member | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.say, self.name, self.by = say, name, by
        self.is_hidden = self._hides(say)
        shown = ["is_unnamed"] if self.is_hidden else ["says", "words", "is_unnamed", "entered_how"]
        for field in shown:
            self.initial[field] = getattr(say, field)
        self.initial["wording"] = say.wording
        if not name:
            del self.fields["entered_how"]
        self._label(of_others=bool(name))
        self.carry(say, "says", "words", "is_unnamed")
        self.use_plain_words()

    def _hides(self, say: ProposalSay) -> bool:
        """Whether whoever writes for somebody may not read what was said before."""
        return self.by is not None and say.is_unnamed and say.entered_by_id != self.by.pk

    def start_from(self, theirs: Any) -> list[Clash]:
        clashes = super().start_from(theirs)
        if not self._hides(theirs):
            return clashes
        mine = str(dict(self.fields["says"].choices).get(self.cleaned_data["says"], ""))  # type: ignore[attr-defined]
        label = str(self.fields["says"].label)
        return [Clash(label, gettext("Something that is not shown with their name"), mine)]

    def _label(self, *, of_others: bool) -> None:
        says, words, unnamed = (self.fields[name] for name in ("says", "words", "is_unnamed"))
        says.label = gettext("What do they say?") if of_others else gettext("What do you say?")
        cast(Any, says).choices = _choices_for(self.name) if of_others else _choices()
        words.label = gettext("In their words") if of_others else gettext("In your own words")
        words.help_text = gettext(
            "With a concern or a “not yet”, say what it is about. It goes into the decision, word for word."
        )
        unnamed.label = (
            gettext("Don’t show their name") if of_others else gettext("Don’t show my name")
        )
        unnamed.help_text = (
            gettext(
                "We keep their name until this closes, so that it can be changed. Then we remove it. What they say can"
                " still sound like them. Others read it once five people or more can have said it. If there are fewer"
                " by the end, they only read that somebody said something."
            )
            if of_others
            else gettext(
                "We keep your name until this closes, so that you can change it. Then we remove it. What you write can"
                " still sound like you. Others read it once five people or more can have said it. If there are fewer by"
                " the end, they only read that somebody said something."
            )
        )
        if self.say.round is not None and self.say.is_unnamed:
            unnamed.disabled = True
            unnamed.help_text = gettext(
                "Others have read this without a name. It stays so, since a name would tell who it was."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["words"] = clean_text(cleaned.get("words") or "")
        if (
            cleaned.get("says") in (ProposalSay.Says.CONCERN, ProposalSay.Says.NOT_YET)
            and not cleaned["words"]
        ):
            self.add_error("words", gettext("Say in a few words what it is about."))
        if not self.errors and cleaned["wording"] != self.say.wording:
            self.show_new_words()
        return cleaned

    def show_new_words(self) -> None:
        """Say that the proposal has other words by now; sent again, it is about those."""
        self.data = self.data.copy()
        self.data[self.add_prefix("wording")] = str(self.say.wording)
        self.add_error(
            None,
            gettext(
                "The proposal was changed while you were writing. Read it again, then send it."
            ),
        )

    def said(self) -> WhatIsSaid:
        """Return what is said."""
        data = self.cleaned_data
        return WhatIsSaid(
            wording=data["wording"],
            says=data["says"],
            words=data["words"],
            is_unnamed=data["is_unnamed"],
            how=data.get("entered_how", ""),
            stood=self.stood.get(""),
        )


def _choices() -> list[tuple[str, Any]]:
    return [
        (ProposalSay.Says.AGREE, _choice(gettext("I agree"))),
        (
            ProposalSay.Says.CONCERN,
            _choice(
                gettext("I agree, with a concern"),
                gettext("I can live with it. Something should be watched."),
            ),
        ),
        (
            ProposalSay.Says.NOT_YET,
            _choice(gettext("Not yet"), gettext("Something has to change first. Say what.")),
        ),
        (
            ProposalSay.Says.ASIDE,
            _choice(
                gettext("I stand aside"), gettext("It is not for me to say. Go on without me.")
            ),
        ),
    ]


def _choices_for(name: str) -> list[tuple[str, Any]]:
    return [
        (ProposalSay.Says.AGREE, gettext("They agree")),
        (ProposalSay.Says.CONCERN, gettext("They agree, with a concern")),
        (ProposalSay.Says.NOT_YET, gettext("Not yet: something has to change first")),
        (ProposalSay.Says.ASIDE, gettext("They stand aside: it is not for them to say")),
    ]


class SayReplyForm(EditsStanding, PlainForm):
    """A reply to a concern or a "not yet"; ``say`` is the one that was read."""

    reply = forms.CharField(
        label=_("What do you reply?"),
        help_text=_("Say what you will do about it, or why you can’t. Everybody can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your reply.")},
    )
    to_words = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, say: ProposalSay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(reply=say.reply, to_words=say.words)
        self.carry(say, "reply")
        self.use_plain_words()


class CloseForm(PlainForm):
    """How a proposal is closed into the log."""

    how = forms.CharField(
        label=_("How was it decided?"),
        help_text=_("Change it if it was otherwise."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write how it was decided.")},
    )
    changed_our_mind = forms.CharField(
        label=_("Did anything change our mind?"),
        help_text=_("Something we heard that made us think again."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    look_again_on = forms.DateField(
        label=_("When will you look at it again?"),
        required=False,
        widget=day_input(),
        input_formats=DAY_FORMATS,
    )
    wording = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_look_again_on(self) -> date | None:
        day: date | None = self.cleaned_data["look_again_on"]
        if day and day <= self.today:
            raise forms.ValidationError(gettext("Choose a day after today."))
        return day


class ProposingForm(EditsStanding, ConstraintModelForm):
    """Who proposes decisions."""

    class Meta:
        model = ProposingRule
        fields = ["who"]
        labels = {"who": _("Who can propose a decision?")}
        widgets = {"who": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["who"]).choices = [
            (ProposingRule.Who.FACILITATORS, _("Only facilitators")),
            (ProposingRule.Who.EVERYBODY, _("Everybody who takes part")),
        ]
        self.carry(self.instance, "who")
