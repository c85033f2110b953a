"""Forms whose errors are in plain words, and which ask the database's own constraints."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

#: Words for Django's stock errors; a field's own ``error_messages`` win over them.
PLAIN_ERRORS = {
    "required": _("Fill this in. If you do not know yet, write that."),
    "invalid_choice": _("Choose one of the answers in the list."),
    "invalid_list": _("Choose from the answers in the list."),
}
PLAIN_ERRORS_BY_FIELD: dict[type[forms.Field], dict[str, Any]] = {
    forms.EmailField: {
        "required": _("Write an email address."),
        "invalid": _("Write an email address like name@example.org."),
    },
    forms.DateField: {
        "required": _("Give a date."),
        "invalid": _("Write the date as day, month and year, like 27 3 2027."),
    },
    forms.IntegerField: {"invalid": _("Write a whole number.")},
    forms.ChoiceField: {"required": _("Choose one of the answers.")},
    forms.ModelChoiceField: {"required": _("Choose one of the answers.")},
    forms.MultipleChoiceField: {"required": _("Choose at least one.")},
    forms.ModelMultipleChoiceField: {"required": _("Choose at least one.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "empty": _("This file is empty. Choose another."),
    },
}


class PlainWords:
    """Mixin: errors that say what to do, never Django's stock sentences."""

    fields: dict[str, forms.Field]

    def use_plain_words(self) -> None:
        for field in self.fields.values():
            plain: dict[str, Any] = dict(PLAIN_ERRORS)
            for kind, words in PLAIN_ERRORS_BY_FIELD.items():
                if isinstance(field, kind):
                    plain.update(words)
            for code, text in plain.items():
                if code in field.error_messages and _is_stock(field, code):
                    field.error_messages[code] = text


def _is_stock(field: forms.Field, code: str) -> bool:
    """Whether a field still carries the message of its class."""
    for kind in type(field).__mro__:
        messages = vars(kind).get("default_error_messages", {})
        if code in messages:
            return bool(field.error_messages[code] == messages[code])
    return False


class PlainForm(PlainWords, forms.Form):
    """A form with errors in plain words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_plain_words()


class ConstraintModelForm(PlainWords, forms.ModelForm):
    """
    A model form that checks every constraint of its model.

    Django leaves out a constraint when one of its fields is not on the form; the database would
    then answer with an error page. Here each violation becomes an error of the form.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_plain_words()

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            self.instance.validate_constraints(exclude=self._unset_relations())
        except ValidationError as error:
            self._take(error)

    def validate_constraints(self) -> None:
        """Leave Django's partial check out: :meth:`_post_clean` does the whole one."""

    def _unset_relations(self) -> set[str]:
        """Name the required relations that the view sets only after the form is valid."""
        model: type[Model] = type(self.instance)
        return {
            field.name
            for field in model._meta.concrete_fields
            if field.is_relation
            and not field.null
            and getattr(self.instance, field.attname) is None
        }

    def _take(self, error: ValidationError) -> None:
        """Put each message at its field when the form has it, else at the top."""
        for name, messages in error.message_dict.items():
            place = name if name in self.fields else None
            for message in messages:
                self.add_error(place if place != NON_FIELD_ERRORS else None, message)
