"""What members would like in return, and what they are offered."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.days import refuse_past
from core.forms import PlainForm
from core.once import SendsOnce
from participation import services
from participation.forms.private import PrivateForm
from participation.forms.shared import day, lines
from participation.models import Consent, Return
from projects.models import Member

#: What each kind is called for whoever wishes it.
WISHES: dict[Return.Kind, Any] = {
    Return.Kind.PAYMENT: _("A payment for my time"),
    Return.Kind.VOUCHER: _("Vouchers"),
    Return.Kind.EXPENSES: _("What it costs me, paid back"),
    Return.Kind.TRAINING: _("Training, or learning something"),
    Return.Kind.REFERENCE: _("A reference, or something for my CV"),
    Return.Kind.TIME: _("Time back: somebody does something for me"),
    Return.Kind.THANKS: _("A thank you that others see"),
    Return.Kind.ELSE: _("Something else"),
}
WISH_ANSWERS = {
    Consent.Answer.YES: _("I write it here"),
    Consent.Answer.TELL: _("I’d rather tell somebody"),
    Consent.Answer.NOTHING: _("I want nothing in return"),
}
#: How much is said of these alone.
OF_MONEY = (Return.Kind.PAYMENT, Return.Kind.VOUCHER, Return.Kind.EXPENSES)
#: An offer is for so many days from now.
USUAL_RETURN = timedelta(days=14)


class WishForm(PrivateForm):
    """What somebody would like in return: kinds, and their own words; or nothing; or they would rather tell it."""

    purpose = Consent.Purpose.RETURNS
    answers = WISH_ANSWERS

    kinds = forms.MultipleChoiceField(
        label=_("What would you like?"),
        choices=list(WISHES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Choose all that fit. Nobody can promise that you get it; they answer what you say."
        ),
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_(
            "How much, how often, what for; or what you don’t want. You can leave this empty."
        ),
        max_length=500,
        required=False,
        widget=lines(3),
    )

    def read(self) -> dict[str, Any]:
        wish = services.read_wish(self.member)
        return {"kinds": wish.kinds, "words": wish.words}

    def prepare(self) -> None:
        super().prepare()
        said = {name: self.initial[name] for name in ("kinds", "words")}
        self.carry(SimpleNamespace(**said), "kinds", "words", key="wish")

    def clean_kinds(self) -> list[str]:
        kinds = self.cleaned_data["kinds"]
        return [kind for kind in Return.Kind.values if kind in kinds]

    @property
    def has_words(self) -> bool:
        return bool(self.cleaned_data.get("kinds") or self.cleaned_data.get("words"))

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"kinds": data["kinds"], "words": data["words"], **self.answered}


class ReturnForm(SendsOnce, PlainForm):
    """What somebody is offered, who gives it, and by when."""

    kind = forms.ChoiceField(label=_("What do you offer?"), widget=forms.RadioSelect)
    amount = forms.DecimalField(
        label=_("How much?"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    words = forms.CharField(
        label=_("What exactly?"),
        help_text=_("What it is for, and how they get it."),
        max_length=500,
        required=False,
        widget=lines(3),
    )
    by = forms.ModelChoiceField(label=_("Who gives it?"), queryset=Member.objects.none())
    due_on = forms.DateField(label=_("By when?"), widget=day())
    stood = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, readers: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.value, capfirst(one.label)) for one in Return.Kind]
        by: Any = self.fields["by"]
        by.queryset, by.empty_label = readers, None
        amount = self.fields["amount"]
        amount.help_text = _(
            "Of a payment, a voucher or expenses, in %(currency)s. Only they, you and others they named can see it."
        ) % {"currency": settings.CURRENCY}

    def clean_due_on(self) -> Any:
        chosen = self.cleaned_data["due_on"]
        if chosen != self.initial.get("due_on"):
            refuse_past(chosen)
        return chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind, amount = data.get("kind"), data.get("amount")
        if kind and amount and kind not in OF_MONEY:
            self.add_error(
                "amount",
                _("Leave this empty, or choose a payment, a voucher or expenses above."),
            )
        if kind in (Return.Kind.PAYMENT, Return.Kind.VOUCHER) and amount is None:
            self.add_error("amount", _("Write how much it is."))
        if kind and kind not in (*OF_MONEY, Return.Kind.THANKS) and not data.get("words"):
            self.add_error("words", _("Write what it is, so that they can say yes or no."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        data = self.cleaned_data
        amount = data["amount"]
        thing = services.Thing(
            kind=data["kind"],
            words=data["words"],
            amount="" if amount is None else f"{amount:.2f}",
            currency="" if amount is None else settings.CURRENCY,
        )
        return {"thing": thing, "by": data["by"], "due_on": data["due_on"]}

    def start_again(self, row: Return) -> None:
        """Keep what was typed, and let it be sent again over the offer as it stands now."""
        row.refresh_from_db()
        data: Any = self.data
        self.data = data = data.copy()
        data["stood"] = row.stand
        words = _("Something changed meanwhile: look above at how far it is. Then send it again.")
        self.add_error(None, words)


class ReturnWithdrawForm(PlainForm):
    """Why something is not to be given after all."""

    why = forms.CharField(
        label=_("Why?"),
        help_text=_("They read this. Say it kindly, and say what you can do instead."),
        max_length=500,
        widget=lines(4),
        error_messages={"required": _("Say why. They counted on it.")},
    )
