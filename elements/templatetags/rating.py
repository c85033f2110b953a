"""The words for the answers that a form carries."""

from django import template
from django.forms import BoundField
from django.utils.translation import gettext as _

from elements.models import Answer

register = template.Library()


@register.simple_tag
def answer_word(field: BoundField) -> str:
    """Say in words what was answered; "Skipped" for nothing and for what is no answer."""
    value = str(field.value() or "") if field.value() != 0 else "0"
    words = {str(answer.value): str(answer.label) for answer in Answer}
    return words.get(value, _("Skipped"))
