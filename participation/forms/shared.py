"""Widgets and questions that several forms of participation share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outbox.models import Channel


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def need_contact(form: forms.Form, data: dict[str, Any]) -> None:
    """Ask for the number or the address without which the chosen channel leads nowhere."""
    if data.get("channel") == Channel.PHONE and not data.get("phone"):
        form.add_error("phone", _("Write the phone number to ring."))
    if data.get("channel") == Channel.POST and not data.get("postal_address"):
        form.add_error("postal_address", _("Write the address to send letters to."))
