"""Errors of forms in plain words, and dates as people write them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.days import refuse_unlikely

#: Words for Django's stock errors, by kind of field, the most particular last; a field's own words win over them.
PLAIN_ERRORS: list[tuple[type[forms.Field], dict[str, Any]]] = [
    (
        forms.Field,
        {
            "required": _("Fill this in. If you do not know yet, write that."),
            "invalid_choice": _("Choose one of the answers in the list."),
            "invalid_list": _("Choose from the answers in the list."),
            "invalid_pk_value": _("Choose from the answers in the list."),
            "max_length": _(
                "Write at most %(limit_value)d characters. There are %(show_value)d now."
            ),
            "min_value": _("Write a number that is %(limit_value)s or more."),
            "max_value": _("Write a number that is %(limit_value)s or less."),
            "null_characters_not_allowed": _("Leave out the character that cannot be shown."),
        },
    ),
    (
        forms.EmailField,
        {
            "required": _("Write an email address."),
            "invalid": _("Write an email address like name@example.org."),
        },
    ),
    (
        forms.DateField,
        {
            "required": _("Give a date."),
            "invalid": _("Write the date as day, month and year, like 27 3 2027."),
        },
    ),
    (forms.IntegerField, {"invalid": _("Write a whole number.")}),
    (forms.ChoiceField, {"required": _("Choose one of the answers.")}),
    (forms.ModelChoiceField, {"required": _("Choose one of the answers.")}),
    (forms.MultipleChoiceField, {"required": _("Choose at least one.")}),
    (forms.ModelMultipleChoiceField, {"required": _("Choose at least one.")}),
    (
        forms.FileField,
        {"required": _("Choose a file."), "empty": _("This file is empty. Choose another.")},
    ),
]
#: Ways to write a day; the first is what a browser's date field sends.
DAY_FORMATS = [
    *("%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d.%m.%Y", "%d-%m-%Y"),
    *("%d %B %Y", "%d %b %Y"),
]


class DayInput(forms.DateInput):
    """A browser's date field; it shows a day only when it is given as year-month-day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlainWords:
    """Mixin: errors that say what to do, never Django's stock sentences; dates in one way."""

    fields: dict[str, forms.Field]

    def use_plain_words(self) -> None:
        for field in self.fields.values():
            for kind, words in PLAIN_ERRORS:
                if isinstance(field, kind):
                    _speak_plainly(field, words)
            _give_direction(field)
            if isinstance(field, forms.DateField) and not isinstance(field, forms.DateTimeField):
                _take_days(field)


def _give_direction(field: forms.Field) -> None:
    """Let what is typed run as its own letters do; addresses and numbers run from left to right."""
    kind = getattr(field.widget, "input_type", "")
    if isinstance(field.widget, forms.Textarea) or kind in {"text", "search"}:
        field.widget.attrs.setdefault("dir", "auto")
    elif kind in {"email", "url", "number", "tel"}:
        field.widget.attrs.setdefault("dir", "ltr")


def _speak_plainly(field: forms.Field, words: dict[str, Any]) -> None:
    for code, text in words.items():
        if field.error_messages.get(code) == _stock_words(field, code) or _is_plain(
            field.error_messages[code], code
        ):
            field.error_messages[code] = text


def _stock_words(field: forms.Field, code: str) -> Any:
    """Return the message that the field's class has for a code; None where it leaves that to a validator."""
    for kind in type(field).__mro__:
        messages = vars(kind).get("default_error_messages", {})
        if code in messages:
            return messages[code]
    return None


def _is_plain(text: Any, code: str) -> bool:
    """Whether a message is one of ours, set for a less particular kind of field."""
    return any(words.get(code) is text for _kind, words in PLAIN_ERRORS)


def _take_days(field: forms.DateField) -> None:
    field.input_formats = DAY_FORMATS
    field.validators = [*field.validators, refuse_unlikely]
    if not isinstance(field.widget, DayInput | forms.HiddenInput):
        attrs = {k: v for k, v in field.widget.attrs.items() if k != "type"}
        widget = DayInput(attrs)
        widget.is_required = field.required
        field.widget = widget
