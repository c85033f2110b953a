"""What is typed about the promise of a plan: how much say people have."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm
from core.revisions import EditsRevised
from plan.models import PlanPromise, Promise


class PromiseForm(EditsRevised, ConstraintModelForm):
    """How much say people have in a project, said for the first time or changed."""

    class Meta:
        model = PlanPromise
        fields = ["kind", "words"]
        labels = {
            "kind": _("How much say do people have in this project?"),
            "words": _("What do you promise them, in your own words?"),
        }
        help_texts = {
            "kind": _(
                "“We” are those who run the project, “you” is everybody who takes part. Promise only what you can keep."
            ),
            "words": _(
                "For example: “The eleven of us decide together what is bought for the waiting area. "
                "The hospital carries it out.”"
            ),
        }
        widgets = {"kind": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"words": {"required": _("Write what you promise, in your own words.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (promise, promise.explained) for promise in Promise
        ]
