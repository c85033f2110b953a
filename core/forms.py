"""Forms whose errors are in plain words, and which ask the database's own constraints."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from core.plain_words import PlainWords
from core.typed import FILES_GONE


class AsksFirst:
    """
    Mixin: a button of a field may ask for something, like a search, before the form is sent.

    A widget says with ``is_asked(data, name)`` that it was meant. Then nothing is checked and nothing is saved: the
    form comes back with everything that was typed.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    @property
    def is_asking(self) -> bool:
        """Whether a button of a field was meant, and not the one that sends the form."""
        form: Any = self
        return form.is_bound and any(
            field.widget.is_asked(form.data, form.add_prefix(name))
            for name, field in self.fields.items()
            if hasattr(field.widget, "is_asked")
        )

    def full_clean(self) -> None:
        if self.is_asking:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()  # type: ignore[misc]

    def is_valid(self) -> bool:
        return not self.is_asking and super().is_valid()  # type: ignore[misc]


class AsksForFilesAgain:
    """
    Mixin: when the form comes back, it says that a file has to be chosen again, as no browser keeps one.

    It comes back, too, when what was typed is sent again from a page that had to let the file go
    (:data:`core.typed.FILES_GONE`).
    """

    def full_clean(self) -> None:
        super().full_clean()  # type: ignore[misc]
        form: Any = self
        are_gone = FILES_GONE in form.data
        if not form.is_bound or form.is_asking or not (are_gone or form.errors):
            return
        for name, field in form.fields.items():
            is_file = isinstance(field, forms.FileField)
            was_chosen = form.add_prefix(name) in form.files
            if is_file and was_chosen != are_gone and name not in form.errors:
                form.add_error(name, _("Choose the file again. It could not be kept."))


class PlainForm(AsksForFilesAgain, AsksFirst, PlainWords, forms.Form):
    """A form with errors in plain words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_plain_words()


class ConstraintModelForm(AsksForFilesAgain, AsksFirst, PlainWords, forms.ModelForm):
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
