"""What is typed to make a project, set it up and start it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.once import SendsOnce
from core.revisions import EditsRevised
from projects.models import Project, ReadinessCheck


class ProjectForm(SendsOnce, PlainForm):
    """A new project: what it is called and what it is for; all else can wait."""

    name = forms.CharField(
        label=_("What is the project called?"),
        help_text=_("A few plain words, like “Waiting at night”. You can change them later."),
        max_length=120,
        error_messages={"required": _("Give the project a name.")},
    )
    summary = forms.CharField(
        label=_("What is it, in one line?"),
        help_text=_("It stands below the name on every page."),
        max_length=200,
        required=False,
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("What should be better in the end, and for whom? You can fill this in later."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    known_as = forms.CharField(
        label=_("Which name are you known by here?"),
        help_text=_("The others in the project see you by this name."),
        max_length=80,
        error_messages={"required": _("Write the name you are known by.")},
    )


class PurposeForm(EditsRevised, ConstraintModelForm):
    class Meta:
        model = Project
        fields = ["name", "summary", "purpose"]
        labels = {
            "name": _("What is the project called?"),
            "summary": _("What is it, in one line?"),
            "purpose": _("What is it for?"),
        }
        help_texts = {
            "summary": _("It stands below the name on every page."),
            "purpose": _("What should be better in the end, and for whom?"),
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 6})}
        error_messages = {"name": {"required": _("Give the project a name.")}}


class HelpForm(EditsRevised, ConstraintModelForm):
    """Whom members can ask."""

    class Meta:
        model = Project
        fields = ["help_name", "help_phone", "help_email"]
        labels = {
            "help_name": _("Who can people ask?"),
            "help_phone": _("Their phone number"),
            "help_email": _("Their email address"),
        }
        help_texts = {
            "help_name": _("One person, by name. Ask them first whether they agree."),
            "help_phone": _("Some people would rather ring than write."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["help_name"]
        name.required = True
        name.error_messages["required"] = _("Write the name of the person who helps.")
        self.fields["help_phone"].widget.input_type = "tel"

    def clean(self) -> None:
        super().clean()
        if not self.errors and not (
            self.cleaned_data["help_phone"] or self.cleaned_data["help_email"]
        ):
            self.add_error("help_phone", _("Give a phone number or an email address."))


class PublicPageForm(ConstraintModelForm):
    is_public = forms.TypedChoiceField(
        label=_("Should this project have a public page?"),
        choices=[("no", _("No, only members see it")), ("yes", _("Yes, everybody may see it"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Project
        fields = ["is_public"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_public"] = "yes" if self.instance.is_public else "no"


class ReadinessForm(PlainForm):
    """Time, money and permission on one page; ``answers`` gives what changed, by check."""

    WORDS = {
        ReadinessCheck.Kind.TIME: (
            _("Time"),
            _("Will the people who do the work have enough time for it? For how long?"),
        ),
        ReadinessCheck.Kind.MONEY: (
            _("Money"),
            _("Is there money for what it takes: thanks, travel, food, interpreters, a room?"),
        ),
        ReadinessCheck.Kind.PERMISSION: (
            _("Permission"),
            _("Has somebody who can say yes agreed that things may change?"),
        ),
    }

    def __init__(self, *args: Any, checks: list[ReadinessCheck], **kwargs: Any) -> None:
        self.checks = checks
        self.fieldsets: list[tuple[Any, Any, tuple[str, ...]]] = []
        super().__init__(*args, **kwargs)
        for check in checks:
            self._ask(check)
        self.use_plain_words()

    def _ask(self, check: ReadinessCheck) -> None:
        legend, hint = self.WORDS[ReadinessCheck.Kind(check.kind)]
        has, note = f"{check.kind}_confirmed", f"{check.kind}_note"
        self.fieldsets.append((legend, hint, (has, note)))
        self.fields[has] = forms.ChoiceField(
            label=_("Do we have it?"),
            choices=[("yes", _("Yes, this is confirmed")), ("no", _("Not yet"))],
            widget=forms.RadioSelect,
            initial="yes" if check.is_confirmed else "no",
        )
        self.fields[note] = forms.CharField(
            label=_("What do we have, and from whom?"),
            max_length=1000,
            required=False,
            initial=check.note,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def answers(self) -> list[tuple[ReadinessCheck, bool, str]]:
        """Return (check, whether it is confirmed, note) for each check whose answer changed."""
        return [
            (check, self.cleaned_data[has] == "yes", self.cleaned_data[note])
            for check in self.checks
            for has, note in [(f"{check.kind}_confirmed", f"{check.kind}_note")]
            if {has, note} & set(self.changed_data)
        ]


class StartForm(PlainForm):
    """The start; a reason is asked for when not everything is confirmed."""

    reason = forms.CharField(
        label=_("Why do you start all the same?"),
        help_text=_("Every member can read this on the plan, from now on."),
        max_length=2000,
        error_messages={
            "required": _("Say why you start before time, money and permission are confirmed.")
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_ready: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_ready:
            del self.fields["reason"]
