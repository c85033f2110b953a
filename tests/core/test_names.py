"""Names and addresses are cleaned without taking a letter away."""

import unicodedata
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.forms import BaseForm, EmailField
from django.utils.module_loading import module_has_submodule
from hypothesis import example, given
from hypothesis import strategies as st

from core.names import AddressField, NameField, PhoneField, clean_address, clean_name

NAMES = {"name", "known_as", "help_name", "organisation"}

SCRIPTS = [
    *("اردو و فارسی", "नमस्ते", "தமிழ்", "中文", "日本語", "አማርኛ", "Ελληνικά", "Українська"),
    *("Żółć", "Nguyễn Thị Ánh", "O’Neill-Brønsted", "עברית", "ไทย", "Ọlá", "한국어"),
]
INVISIBLE = "\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\x00\x07\x1b\u2060\u00ad"
texts = st.text(
    st.one_of(st.characters(), st.sampled_from("".join(SCRIPTS) + INVISIBLE + "\u200c\u200d"))
)


@pytest.mark.parametrize(
    "number", ["999", "020 7946.0018 (ask for Jo)", "+44 (0)20 7946 0018 ext. 3", "٠٢٠ ٧٩٤٦"]
)
def test_a_phone_number_is_taken_as_people_write_it(number):
    assert PhoneField().clean(number) == number


@pytest.mark.parametrize(
    "words", ["http://bad.example/999", "www.bad.example 1", "bad.example 1", "a@b.org 1", "ask me"]
)
def test_an_address_is_no_phone_number(words):
    with pytest.raises(ValidationError, match="Write a phone number here"):
        PhoneField().clean(words)


def letters(text: str) -> list[str]:
    return [
        char
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char)[0] in "LMN"
    ]


def every_form(kind: type = BaseForm) -> Iterator[type]:
    for form in kind.__subclasses__():
        yield form
        yield from every_form(form)


def test_each_form_cleans_names_and_addresses_by_the_same_functions():
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "forms"):
            import_module(f"{config.name}.forms")
    fields = [
        (f"{form.__module__}.{form.__name__}.{name}", name, field)
        for form in every_form()
        if form.__module__.split(".")[0] in {c.name for c in apps.get_app_configs()} - {"core"}
        for name, field in getattr(form, "base_fields", {}).items()
        if not form.__module__.startswith("django.")
    ]
    addresses = {at: type(field) for at, _name, field in fields if isinstance(field, EmailField)}
    names = {at: type(field) for at, name, field in fields if name in NAMES}
    phones = {at: type(field) for at, name, field in fields if name.endswith("phone")}
    assert len(addresses) > 4
    assert len(names) > 6
    assert len(phones) > 3
    assert set(addresses.values()) == {AddressField}, addresses
    assert set(names.values()) == {NameField}, names
    assert set(phones.values()) == {PhoneField}, phones


@given(texts)
def test_a_name_keeps_each_letter(text):
    assert letters(clean_name(text)) == letters(text)


@given(texts)
@example("\u0339 \u0334")
@example("ΑΣ Β")
@example("𝓐 ² ﬁ A¯")
def test_an_address_keeps_each_letter(text):
    kept, typed = (
        unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", one).casefold())
        for one in (clean_address(text), text)
    )
    # Each in its plain form; marks that stood for themselves, or that a space kept apart, may join a letter.
    assert plain_letters(kept) == plain_letters(typed)


def plain_letters(text: str) -> list[str]:
    return sorted(char for char in text if unicodedata.category(char)[0] in "LN")


def test_an_address_is_the_same_whether_its_accents_come_apart_or_not():
    assert clean_address("Zoe\u0301@example.org") == clean_address("zo\u00e9@example.org")


@given(texts)
@example("\u0339 \u0334")
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_name(clean_name(text)) == clean_name(text)
    assert clean_address(clean_address(text)) == clean_address(text)


@given(texts)
def test_what_turns_text_round_goes(text):
    for cleaned in (clean_name(text), clean_address(text)):
        assert [char for char in INVISIBLE if char in cleaned] == []
    assert clean_name(text).splitlines() == [clean_name(text)][: bool(clean_name(text))]


@pytest.mark.parametrize("name", SCRIPTS)
def test_names_of_many_scripts_stay_as_they_are(name):
    assert clean_name(f"  {name}\u202e ") == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("مهدی\u200cپور", "مهدی\u200cپور"),  # Persian: a joiner that parts two halves
        ("क\u094d\u200dष", "क\u094d\u200dष"),  # Hindi: one that joins them
        ("\u200cAmina\u200d", "Amina"),
        ("Jo\n\tof\u00a0the   ward", "Jo of the ward"),
        ("Jo\u202egro.live", "Jogro.live"),
        ("e\u0301", "é"),
        ("\u200b", ""),
    ],
)
def test_a_name_is_kept_so(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Jo@Example.ORG\u200b ", "jo@example.org"),
        ("jo@\u202eexample.org", "jo@example.org"),
        ("jörg@bücher.example", "jörg@bücher.example"),
    ],
)
def test_an_address_is_kept_so(typed, kept):
    assert clean_address(typed) == kept
