"""The questions about people: what facilitators ask, and what a member answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from core.revisions import Clash
from participation import services
from participation.about_us import in_one_line, wanted_words
from participation.forms.coming_in import QuestionForm
from participation.forms.shared import lines
from participation.models import (
    A_FEW,
    FEWEST_CHOICES,
    MOST_CHOICES,
    AboutUsChoice,
    AboutUsQuestion,
)

#: What stands for "leave it as it is", where somebody else writes it down.
KEEP = "keep"
#: At most so many people should be here of one kind; more is a slip of the keyboard.
MOST_WANTED = 10_000


def suggestions() -> list[dict[str, Any]]:
    """Return questions to start from: never what somebody has, or has been through."""
    return [
        {
            "words": _now("How old are you?"),
            "choices": [_now("Under 25"), _now("25 to 64"), _now("65 or more")],
        },
        {
            "words": _now("How far away do you live?"),
            "choices": [_now("I can walk here"), _now("A short ride"), _now("Further away")],
        },
        {
            "words": _now("How long have you known this place?"),
            "choices": [_now("Less than a year"), _now("One to five years"), _now("Longer")],
        },
    ]


class AboutUsQuestionForm(PlainForm):
    """A question about people: its words, why it is asked, and up to eight answers with how many should be here."""

    words = forms.CharField(
        label=_("What do you ask?"),
        help_text=_("In your own words, like “How old are you?”."),
        max_length=200,
        error_messages={"required": _("Write the question.")},
    )
    why = forms.CharField(
        label=_("Why do you ask?"),
        help_text=_("People read this before they answer."),
        max_length=300,
        widget=lines(2),
        error_messages={"required": _("Say why you ask. People read it before they answer.")},
    )

    def __init__(self, *args: Any, question: AboutUsQuestion | None = None, **kwargs: Any) -> None:
        self.question = question
        #: Once somebody has answered, the words stay.
        self.are_words_kept = bool(question and question.is_answered)
        super().__init__(*args, **kwargs)
        known = question.answers if question else []
        for place in range(len(known) if self.are_words_kept else MOST_CHOICES):
            self._add_choice(place, known[place] if place < len(known) else AboutUsChoice(""))
        if question:
            self.initial = {"words": question.words, "why": question.why, **self.initial}
            self.fields["revision"] = forms.IntegerField(
                widget=forms.HiddenInput,
                min_value=1,
                initial=question.revision,
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value"),
                    _("This page is incomplete. Load it again."),
                ),
            )
        if self.are_words_kept:
            for name in ("words", "why", *self._names("choice")):
                self.fields[name].disabled = True
        self.use_plain_words()

    def _add_choice(self, place: int, known: AboutUsChoice) -> None:
        number = {"n": place + 1}
        self.fields[f"choice_{place}"] = forms.CharField(
            label=_("Answer %(n)d") % number,
            max_length=80,
            required=place < FEWEST_CHOICES,
            initial=known.words,
            error_messages={"required": _("Write at least two answers to choose from.")},
        )
        self.fields[f"wanted_{place}"] = forms.CharField(
            label=_("How many of them should be here? (answer %(n)d)") % number,
            help_text=_("A number, or “a few”. Leave it empty if you don’t mind."),
            max_length=20,
            required=False,
            initial=wanted_words(known.wanted),
        )

    def _names(self, kind: str) -> list[str]:
        return [name for name in self.fields if name.startswith(f"{kind}_")]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("words", "why", *(["revision"] if self.question else []))]

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each answer with how many should be here."""
        pairs = zip(self._names("choice"), self._names("wanted"), strict=True)
        return [(self[choice], self[wanted]) for choice, wanted in pairs]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self._would_change_words():
            raise forms.ValidationError(
                _(
                    "Somebody has answered, so the words stay as they are. End it, and ask a new one."
                )
            )
        seen: set[str] = set()
        for name in self._names("choice"):
            words, wanted = data.get(name, ""), name.replace("choice", "wanted")
            if words and words.casefold() in seen:
                self.add_error(name, _("This answer is there already."))
            seen.add(words.casefold())
            if data.get(wanted) and not words and name not in self.errors:
                self.add_error(name, _("Write the answer, too."))
            try:
                data[wanted] = wanted_of(data.get(wanted, ""))
            except ValueError:
                self.add_error(wanted, _("Write a number, or “a few”."))
        return data

    def _would_change_words(self) -> bool:
        """Whether other words come from a page on which nobody had answered yet: these fields are not sent any more."""
        known = (
            {}
            if self.question is None
            else {"words": self.question.words, "why": self.question.why}
        )
        answers = self.question.answers if self.question else []
        known |= {f"choice_{place}": one.words for place, one in enumerate(answers)}
        sent = {name for name in self.data if name in known or name.startswith("choice_")}
        return self.are_words_kept and any(
            self.data[name].strip() != known.get(name, "") for name in sent
        )

    @property
    def said(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        choices = [
            AboutUsChoice(data[name], data[name.replace("choice", "wanted")])
            for name in self._names("choice")
            if data[name]
        ]
        more = {"revision": data["revision"]} if self.question else {}
        return {"words": data["words"], "why": data["why"], "choices": choices, **more}

    def start_from(self, theirs: AboutUsQuestion) -> list[Clash]:
        """Keep what was typed, let the next save be over theirs, and return what differs."""
        data: Any = self.data
        self.data = data = data.copy()
        data["revision"] = str(theirs.revision)
        mine = self.said
        pairs = [
            (self.fields["words"].label, theirs.words, mine["words"]),
            (self.fields["why"].label, theirs.why, mine["why"]),
            (_("The answers"), in_one_line(theirs.answers), in_one_line(mine["choices"])),
        ]
        return [Clash(str(label), one, other) for label, one, other in pairs if one != other]


class AboutUsAddForm(SendsOnce, AboutUsQuestionForm):
    """A question that is new."""

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [*super().first_fields, self["sent_key"]]

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "sent_key": self.cleaned_data["sent_key"]}


def wanted_of(typed: str) -> str:
    """
    Return how many there should be as it is kept, from what somebody typed.

    :raises ValueError: when it is neither a number nor "a few".
    """
    words = typed.strip().casefold()
    if not words:
        return ""
    if words in (A_FEW, str(_("a few")).casefold()):
        return A_FEW
    number = int(words)
    if not 0 <= number <= MOST_WANTED:
        raise ValueError
    return str(number)


class AboutUsForm(QuestionForm):
    """What a member answers to each question; nothing of what they said before where somebody else writes it down."""

    @property
    def has_nothing_to_ask(self) -> bool:
        return not self.asked

    def first_values(self) -> dict[str, Any]:
        self.asked = list(AboutUsQuestion.objects.open().filter(project=self.member.project_id))
        if self.by:
            return {f"about_{one.pk}": KEEP for one in self.asked}
        said = services.read_about_me(self.member)
        return {f"about_{pk}": str(choice) for pk, choice in said.items() if choice is not None}

    def prepare(self) -> None:
        for one in self.asked:
            choices = [(str(place), choice.words) for place, choice in enumerate(one.answers)]
            keep = [(KEEP, _("Leave it as it is"))] if self.by else []
            self.fields[f"about_{one.pk}"] = forms.ChoiceField(
                label=one.words,
                help_text=one.why,
                choices=[*choices, ("", _("I’d rather not say")), *keep],
                widget=forms.RadioSelect,
                required=False,
            )
        # When it was said last, and nothing of what: it tells the page nothing of the answers.
        self.carry(services.about_me_stands(self.member), "said_at", "asked", key="about")

    def start_from(self, theirs: Any) -> list[Clash]:
        """Keep what was chosen; what somebody else wrote down meanwhile is not shown to whoever writes."""
        super().start_from({"about": services.about_me_stands(self.member)})
        words = _("Somebody saved other answers meanwhile. Look at yours again, then save.")
        return [Clash(str(_("Your answers")), str(words), str(_("What you chose below")))]

    @property
    def said(self) -> dict[str, Any]:
        # A page from before a question was asked says nothing of it.
        chosen = {
            one.pk: self.cleaned_data[name]
            for one in self.asked
            if (name := f"about_{one.pk}") in self.data
        }
        answers = {
            pk: int(value) if value else None for pk, value in chosen.items() if value != KEEP
        }
        return {"answers": answers, "stood": self.stood}
