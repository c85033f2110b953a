"""Forms that invite, add and change members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from core.names import AddressField, NameField, PhoneField
from core.once import SendsOnce
from core.standing_forms import EditsStanding
from outbox.forms import HEARING
from outbox.models import Channel, Preference
from participation.forms.shared import AddsMore, lines, need_contact
from projects.models import Member, Project, Role
from projects.models.members import is_here_or_invited

ROLE_CHOICES = [
    (Role.PARTICIPANT, _("Participant: takes part and reads everything")),
    (Role.FACILITATOR, _("Facilitator: also invites people, records and sends")),
]


class InviteForm(PlainForm):
    """One person, by email."""

    email = AddressField(
        label=_("Email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    known_as = NameField(
        label=_("Name"),
        max_length=80,
        help_text=_("What you call them. They can change it when they come in."),
        error_messages={"required": _("Write a name.")},
    )
    role = forms.ChoiceField(
        label=_("What they do here"),
        choices=ROLE_CHOICES,
        widget=forms.RadioSelect,
        initial=Role.PARTICIPANT,
    )
    words = forms.CharField(
        label=_("A few words of your own"),
        required=False,
        max_length=1000,
        widget=lines(3),
        help_text=_("We put them in the email, under your name."),
    )


class ContactForm(AddsMore, PlainForm):
    """How to reach a person who has no email address."""

    private_fields = ("phone", "postal_address", "through")
    channel = forms.ChoiceField(
        label=_("How do they want to hear?"),
        choices=[(Channel.PHONE, _("By phone")), (Channel.POST, _("By post"))],
        widget=forms.RadioSelect,
    )
    phone = PhoneField(label=_("Phone number"), max_length=40, required=False)
    postal_address = forms.CharField(
        label=_("Postal address"), max_length=500, required=False, widget=lines(4)
    )

    through = AddressField(
        label=_("An email address that they share"),
        required=False,
        help_text=_(
            "Of somebody in this project. News for everybody goes there. What is theirs alone does not."
        ),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._project = project

    def clean_through(self) -> Member | None:
        """Return the member who signs in with the address."""
        if not (address := self.cleaned_data["through"]):
            return None
        rows = self._project.members.filter(is_here_or_invited(), user__email=address)
        if not (member := rows.first()):
            raise forms.ValidationError(_("Nobody in this project signs in with this address."))
        return member

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        # The rest reaches them as well, once somebody knows how.
        if not data.get("through"):
            need_contact(self, data)
        return data


class EditContactForm(EditsStanding, ContactForm):
    """How to reach them, to change. ``known`` is what is kept of it now."""

    def __init__(self, *args: Any, known: Preference, **kwargs: Any) -> None:
        names = ("channel", "phone", "postal_address")
        initial = {name: getattr(known, name) for name in names}
        other = known.through
        if other and other.user and other.left_at is None:
            initial["through"] = other.user.email
        super().__init__(*args, initial=initial, **kwargs)
        if known.member.user_id:
            # Whoever signs in hears at an address of their own.
            del self.fields["through"]
            self.carry(known, *HEARING)
        else:
            self.carry(known, *HEARING, "through")


class MemberAddForm(SendsOnce, ContactForm):
    """A person without email."""

    known_as = NameField(
        label=_("The name they are known by"),
        max_length=80,
        help_text=_("As they want to be called. Everybody in the project sees it."),
        error_messages={"required": _("Write the name they are known by.")},
    )
    field_order = ("known_as", "channel", "phone", "postal_address", "through")


class EmailForm(PlainForm):
    """The email address of a member who had none."""

    email = AddressField(label=_("Email address"))


class RoleForm(EditsStanding, PlainForm):
    role = forms.ChoiceField(
        label=_("What they do here"), choices=ROLE_CHOICES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, initial={"role": member.role}, **kwargs)
        self.carry(member, "role")


class SearchForm(PlainForm):
    q = forms.CharField(label=_("Name"), required=False, max_length=80)
