"""What is typed to make a project ready and start it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.standing_forms import EditsStanding
from plan.models import ReadinessCheck
from plan.services import Readiness


class ReadinessForm(EditsStanding, PlainForm):
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
        self.fields[has] = forms.TypedChoiceField(
            label=_("Do we have it?"),
            choices=[("yes", _("Yes, this is confirmed")), ("no", _("Not yet"))],
            coerce=lambda answer: answer == "yes",
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
        self.carry(check, key=check.kind, is_confirmed=has, note=note)

    def answers(self) -> list[Readiness]:
        """Return what is said of each check whose answer changed."""
        said = self.cleaned_data
        return [
            Readiness(
                check,
                is_confirmed=said[f"{check.kind}_confirmed"],
                note=said[f"{check.kind}_note"],
                stood=self.stood.get(check.kind),
            )
            for check in self.checks
            if not self.is_untouched(check.kind)
        ]

    def label_of(self, key: str, field: forms.Field) -> str:
        legend, _hint = self.WORDS[ReadinessCheck.Kind(key)]
        return f"{legend}: {field.label}"


class StartForm(PlainForm):
    """The start; a reason is asked for when not everything is confirmed."""

    reason = forms.CharField(
        label=_("Why do you start all the same?"),
        help_text=_("Every member can read this on the plan, from now on."),
        max_length=2000,
        error_messages={"required": _("Say why you start before all of this is ready.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_ready: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_ready:
            del self.fields["reason"]
