"""Days that cannot be meant are asked about, on each form that takes one."""

from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from core import days
from core.forms import PlainForm
from core.plain_words import PlainWords

TODAY = date(2026, 11, 27)


class OneDay(PlainForm):
    on = forms.DateField()


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(days.timezone, "localdate", lambda: TODAY)


@pytest.mark.parametrize("year", ["0026", "1899", "1925", "2077", "2126"])
def test_a_day_outside_life_is_asked_about(year):
    form = OneDay({"on": f"{year}-12-31"})
    assert form.errors == {"on": [f"Look at the year again: it says {year}."]}
    assert form["on"].value() == f"{year}-12-31"


@pytest.mark.parametrize("typed", ["1926-01-01", "2026-11-27", "27 3 2027", "2076-12-31"])
def test_a_day_within_life_is_kept(typed):
    assert OneDay({"on": typed}).is_valid()


def test_today_has_not_passed_and_yesterday_has():
    days.refuse_past(TODAY)
    with pytest.raises(ValidationError):
        days.refuse_past(date(2026, 11, 26))


def test_each_form_that_takes_a_day_asks_about_it():
    root = Path(settings.BASE_DIR)
    files = [*root.glob("*/forms.py"), *root.glob("*/forms/*.py")]
    names = {".".join(file.relative_to(root).with_suffix("").parts) for file in files}
    for name in names:
        import_module(name)
    found = [
        kind
        for kind in _below(forms.BaseForm)
        if kind.__module__ in names
        and any(isinstance(field, forms.DateField) for field in kind.base_fields.values())
    ]
    assert len(found) > 10
    assert [kind for kind in found if not issubclass(kind, PlainWords)] == []


def _below(kind: type) -> set[type]:
    return {kind}.union(*(_below(one) for one in kind.__subclasses__()))
