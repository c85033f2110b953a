"""What the host of the installation says of itself: a form for each part."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms import ConstraintModelForm, PlainForm
from core.names import AddressField, NameField, PhoneField
from core.standing_forms import EditsStanding
from core.uploads import MEGABYTE
from home.first_texts import first_texts
from home.models import Host, HostChange
from questions.files.sniffing import HEAD, PICTURE, sniff

#: So large is a logo at most.
MOST_BYTES = 2 * MEGABYTE
Part = HostChange.Part


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _HostForm(EditsStanding, ConstraintModelForm):
    """A part of what the host says; two who change the same part see both texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carry(self.instance, *self.names)

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, by the name of each value."""
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def names(self) -> list[str]:
        """The names of the values of this part."""
        return list(self._meta.fields or ())


class HostNameForm(_HostForm):
    part = Part.NAME

    class Meta:
        model = Host
        fields = ["name", "logo_alt"]
        field_classes = {"name": NameField, "logo_alt": NameField}
        labels = {
            "name": _("What do people know this site as?"),
            "logo_alt": _("What does your logo say?"),
        }
        help_texts = {
            "name": _("It stands at the top of pages, in emails and in reports. Keep it short."),
            "logo_alt": _(
                "For people who cannot see it. Leave this empty if it only shows the name again."
            ),
        }
        error_messages = {"name": {"required": _("Give it a name.")}}


class HostLogoForm(PlainForm):
    """A picture; ``sniffed`` is what it is by its first bytes."""

    logo = forms.FileField(
        label=_("Your logo"),
        help_text=_(
            "A PNG, JPEG or WebP of 2 MB at most. It stands on white, so it is seen in dark colours, too. We take out"
            " where it was made, and with what."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"required": _("Choose a picture.")},
        max_length=None,
    )

    def clean_logo(self) -> UploadedFile:
        upload: Any = self.cleaned_data["logo"]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This picture is too large. It can have 2 MB at most."))
        upload.seek(0)
        upload.sniffed = sniff(upload.read(HEAD))
        if upload.sniffed is None or upload.sniffed.kind != PICTURE:
            raise forms.ValidationError(
                _("We cannot take this kind of file. A logo can be a PNG, JPEG or WebP.")
            )
        upload.seek(0)
        return upload


class HostContactForm(_HostForm):
    part = Part.CONTACT

    class Meta:
        model = Host
        fields = ["contact_name", "contact_email", "contact_phone", "contact_address"]
        field_classes = {
            "contact_name": NameField,
            "contact_email": AddressField,
            "contact_phone": PhoneField,
        }
        labels = {
            "contact_name": _("Whom can people turn to?"),
            "contact_email": _("Their email address"),
            "contact_phone": _("Their phone number"),
            "contact_address": _("Their postal address"),
        }
        help_texts = {
            "contact_name": _("A team or a person. “The involvement team” is enough."),
            "contact_phone": _("Some people would rather ring than write."),
        }
        widgets = {"contact_address": _long(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["contact_name"]
        name.required = True
        name.error_messages["required"] = _("Write the name of the team or person.")
        self.fields["contact_phone"].widget.input_type = "tel"

    def clean(self) -> None:
        super().clean()
        ways = ("contact_email", "contact_phone", "contact_address")
        if not self.errors and not any(self.cleaned_data[way] for way in ways):
            self.add_error(
                "contact_email", _("Give an email address, a phone number or a postal address.")
            )


class HostPaymentForm(_HostForm):
    part = Part.PAYMENT

    class Meta:
        model = Host
        fields = ["payment_advice"]
        labels = {"payment_advice": _("Where can people ask whether money changes their benefits?")}
        help_texts = {
            "payment_advice": _(
                "Name who gives advice, how to reach them, and what you know of limits where you are. Plain words help."
            )
        }
        widgets = {"payment_advice": _long(6)}


class _HostTextForm(_HostForm):
    """A text of several parts; what was never written begins with a first text, which is shown to nobody else."""

    def __init__(self, *args: Any, instance: Host, **kwargs: Any) -> None:
        first = {} if self.is_written(instance) else first_texts(self.Meta.fields)  # type: ignore[attr-defined]
        super().__init__(*args, instance=instance, initial=first, **kwargs)
        self.has_first_texts = bool(first)

    @staticmethod
    def is_written(host: Host) -> bool:
        raise NotImplementedError


class HostPrivacyForm(_HostTextForm):
    part = Part.PRIVACY

    class Meta:
        model = Host
        fields = [
            *("controller", "data_officer", "lawful_basis", "kept_for", "kept_where", "rights"),
        ]
        labels = {
            "controller": _("Who is responsible for people’s data?"),
            "data_officer": _("Whom can people ask about their data?"),
            "lawful_basis": _("What allows you to keep it?"),
            "kept_for": _("For how long do you keep it?"),
            "kept_where": _("Where is it kept, and who else handles it?"),
            "rights": _("What rights have people, and where can they complain?"),
        }
        help_texts = {
            "controller": _(
                "The “controller”: the full name of your organisation, and its address."
            ),
            "data_officer": _(
                "Your data protection officer, if you have one, and how to reach them."
            ),
            "lawful_basis": _(
                "Your lawful basis: a task in the public interest, consent, or another. People tell of their health"
                " here: say what allows you to keep that, too."
            ),
            "kept_for": _("After a project has ended, and in the copies that you make."),
            "kept_where": _("In which country, by which company, and who sends your emails."),
        }
        widgets = {name: _long() for name in fields} | {"rights": _long(12)}

    @staticmethod
    def is_written(host: Host) -> bool:
        return host.privacy_written_on is not None


class HostAccessibilityForm(_HostTextForm):
    part = Part.ACCESSIBILITY

    class Meta:
        model = Host
        fields = [
            *("scope", "status", "not_accessible", "tested", "tested_on", "answer_days", "law"),
        ]
        labels = {
            "scope": _("What does this statement apply to?"),
            "status": _("Do these pages meet the guidelines (WCAG 2.2, level AA)?"),
            "not_accessible": _("What is not accessible, and why?"),
            "tested": _("How were they tested, and by whom?"),
            "tested_on": _("When were they tested last?"),
            "answer_days": _("Within how many days do you answer?"),
            "law": _("Are you a public body in the United Kingdom?"),
        }
        help_texts = {
            "scope": _("It goes on after “This accessibility statement applies to”."),
            "status": _(
                "Choose only what somebody has tested. Until you choose, no page claims it."
            ),
            "not_accessible": _(
                "Name what fails the guidelines, what would be too great a burden to mend, and what the rules leave"
                " out."
            ),
            "answer_days": _("When somebody tells you that something does not work."),
            "law": _("The accessibility regulations of 2018 are for public bodies."),
        }
        widgets = {
            "scope": _long(),
            "status": forms.RadioSelect,
            "not_accessible": _long(8),
            "tested": _long(),
            "law": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("status", Host.Status.choices), ("law", Host.Law.choices)):
            self.fields[name].choices = [("", _("Not said yet")), *choices]  # type: ignore[attr-defined]

    @staticmethod
    def is_written(host: Host) -> bool:
        return host.accessibility_written_on is not None


#: Each value that a form changes, as its form calls it.
LABELS = {
    name: label
    for form in (
        HostNameForm,
        HostContactForm,
        HostPaymentForm,
        HostPrivacyForm,
        HostAccessibilityForm,
    )
    for name, label in form.Meta.labels.items()
}
