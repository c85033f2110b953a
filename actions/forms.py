"""What is typed about actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.models import Action, Takeover
from core.days import refuse_past
from core.forms import ConstraintModelForm, PlainForm
from core.once import SendsOnce
from projects.people_field import PersonField, offer_members


class ActionForm(SendsOnce, ConstraintModelForm):
    class Meta:
        model = Action
        fields = ["what", "owner", "due_on"]
        labels = {
            "what": _("What will be done?"),
            "owner": _("Who has promised it?"),
            "due_on": _("By when?"),
        }
        field_classes = {"owner": PersonField}
        help_texts = {"owner": _("Somebody who has said yes to it.")}
        error_messages = {"what": {"required": _("Write what will be done.")}}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].validators.append(refuse_past)
        offer_members(self.fields["owner"], people, project=self.instance.project)


class TakeoverForm(SendsOnce, ConstraintModelForm):
    """Who is asked to do what somebody promised. Whether anybody may be asked now, the service says."""

    class Meta:
        model = Takeover
        fields = ["to", "why"]
        labels = {"to": _("Who could do it?"), "why": _("What should they know?")}
        field_classes = {"to": PersonField}
        help_texts = {"why": _("Leave it empty if there is nothing to add.")}
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, action: Action, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = people.exclude(pk=action.owner_id)
        offer_members(self.fields["to"], others, project=action.project)


class TakeoverAnswerForm(PlainForm):
    """Yes or no to whoever asks somebody to take a promise over."""

    answer = forms.ChoiceField(
        label=_("Can you do it?"),
        choices=[("yes", _("Yes, I’ll do it")), ("no", _("No, I can’t"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no. A no is fine.")},
    )
    reply = forms.CharField(
        label=_("Anything to add?"),
        help_text=_("Leave it empty if there is nothing. Everybody in the project can read it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, for_name: str = "", **kwargs: Any) -> None:
        """Word it for somebody who writes down the answer of another, by name, where one is given."""
        super().__init__(*args, **kwargs)
        if for_name:
            answer: Any = self.fields["answer"]
            answer.label = _("What did %(name)s say?") % {"name": for_name}
            answer.choices = [("yes", _("Yes, they’ll do it")), ("no", _("No, they can’t"))]
