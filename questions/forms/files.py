"""What is typed and chosen to add a picture or a recording to what somebody said, and to take one away."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.once import SendsOnce
from core.typed import FILES_GONE
from core.uploads import MOST_BYTES, is_too_large
from questions.files.sniffing import ACCEPTED, HEAD, Format, sniff
from questions.models.files import MOST_WORDS


class FileField(forms.FileField):
    """A picture or a recording; ``cleaned_data`` has the upload, and its ``sniffed`` what it is by its first bytes."""

    default_error_messages = {
        "too-large": _("This file is too large. It can have 20 MB at most."),
        "unknown": _(
            "We cannot take this kind of file. Pictures can be JPEG, PNG, WebP or HEIC, as phones make them."
            " Recordings can be M4A, MP3, OGG or WebM."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        # No browser keeps a file when a form comes back: static/js/record.js looks before it is sent.
        attrs = {
            "accept": ACCEPTED,
            "data-missing": _("Please fill this in, too. Your file is still here."),
            "data-most": MOST_BYTES,
            "data-too-large": self.default_error_messages["too-large"],
        }
        super().__init__(**{"widget": forms.FileInput(attrs=attrs), **kwargs})

    def to_python(self, data: Any) -> Any:
        """Return the upload; its name is used nowhere, so that none is refused."""
        if data in self.empty_values:
            return None
        if not data.size:
            raise self._error("empty")
        if is_too_large(data):
            raise self._error("too-large")
        data.seek(0)
        data.sniffed = sniff(data.read(HEAD))
        if data.sniffed is None:
            raise self._error("unknown")
        return data

    def _error(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)


class BringsFile(PlainForm):
    """
    A form to which a picture or a recording can be added: the file, what it shows, and that everybody said yes.

    Puts nothing of it into the cleaned data: ask ``upload``, ``words_of_file`` and ``file_format``.
    """

    file = FileField(
        label=_("Picture or recording"),
        help_text=_("20 MB at most. We take out where it was made, and with what."),
        required=False,
        error_messages={"required": _("Choose a picture or a recording.")},
    )
    file_words = forms.CharField(
        label=_("What does it show, or what is said in it?"),
        help_text=_("For people who cannot see it or hear it."),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what it shows, or what is said in it.")},
    )
    everybody_said_yes = forms.BooleanField(
        label=_("Everybody in it has said yes"),
        help_text=_("Everybody who can be seen or heard. The whole project can open it."),
        required=False,
        error_messages={"required": _("Ask everybody in it first, then tick this.")},
    )
    upload: UploadedFile | None = None
    words_of_file = ""
    needs_file = False
    file_fields = ("file", "file_words", "everybody_said_yes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What was typed is sent again, and the file could not be kept: the form asks for it itself.
        self._is_gone = self.is_bound and FILES_GONE in self.data
        for name in self.file_fields:
            self.fields[name].required = self.needs_file and not (name == "file" and self._is_gone)
        # Not optional: it has to come with a file.
        self.fields["file_words"].comes_with = "file"  # type: ignore[attr-defined]

    @property
    def file_format(self) -> Format:
        """What the upload is by its first bytes."""
        found: Format = self.upload.sniffed  # type: ignore[union-attr]
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.upload = said.pop("file", None)
        self.words_of_file = said.pop("file_words", "")
        has_yes = said.pop("everybody_said_yes", False)
        if self.needs_file or "file" in self.errors:
            return said
        if self.upload is None:
            if self.words_of_file and not self._is_gone:
                words = _("Choose the picture or recording, or leave out what it shows.")
                self.add_error("file", words)
            return said
        for name, is_there in (("file_words", self.words_of_file), ("everybody_said_yes", has_yes)):
            if not is_there and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return said


class FileForm(SendsOnce, BringsFile):
    """A picture or a recording, added to something that was said before."""

    needs_file = True


class FileAwayForm(PlainForm):
    """Why somebody else's file is taken away."""

    why = forms.CharField(
        label=_("Why do you take it away?"),
        help_text=_("Whoever added it reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why. Whoever added it is told.")},
    )
