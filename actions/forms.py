"""What is typed about actions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from actions.models import Action
from core.days import refuse_past
from core.forms import ConstraintModelForm
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
