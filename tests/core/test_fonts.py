"""Which letters have a font, and what to call those that have none."""

import re

import pytest
from django.conf import settings

from core import fonts


def test_letters_with_a_font_and_what_is_no_letter_are_never_missing():
    # With the fonts that ./test installs, every script here is printed.
    assert fonts.without_font("Zoë, 日本, नमस्ते, தமிழ், አማርኛ, عربي 👋 \u0378\ue000\n") == []
    assert fonts.samples_without_font() == []


def test_a_letter_that_no_font_has_is_named_once(monkeypatch):
    monkeypatch.setattr("core.fonts._is_printable", lambda char: char not in "語እ")
    assert fonts.without_font("語 and እ, 語") == ["語", "እ"]


def test_where_no_fontconfig_can_be_asked_nothing_is_said(monkeypatch):
    monkeypatch.setattr("core.fonts.charsets", lambda: None)
    fonts._is_printable.cache_clear()
    assert fonts.without_font("\U00013000") == []
    fonts._is_printable.cache_clear()


@pytest.mark.parametrize(
    ("letters", "named", "packages"),
    [
        ("語", "Chinese or Japanese", "fonts-noto-cjk"),
        ("語の", "Japanese", "fonts-noto-cjk"),
        ("한", "Korean", "fonts-noto-cjk"),
        ("हத", "Hindi, Tamil", "fonts-noto-core"),
        ("አ語", "Amharic or Tigrinya, Chinese or Japanese", "fonts-noto-cjk and fonts-noto-core"),
    ],
)
def test_scripts_are_called_what_people_call_them(letters, named, packages):
    assert ", ".join(fonts.scripts_of(letters)) == named
    assert fonts.packages_for(letters) == packages


def test_a_few_letters_are_shown_and_the_rest_is_counted():
    assert fonts.name_letters("אבגדהוזחטי") == "\u2068א ב ג ד ה ו ז ח\u2069 and 2 more (Hebrew)"
    assert fonts.name_letters("אتहதअఅかน").endswith("(Hebrew, Arabic, Hindi, Tamil, Telugu, …)")
    assert fonts.name_letters("אב") == "\u2068א ב\u2069 (Hebrew)"


def test_the_image_has_the_fonts_that_the_tests_install():
    script = (settings.BASE_DIR / "scripts/lib.sh").read_text()
    packages = re.findall(r"fonts-[\w-]+", script)
    image = (settings.BASE_DIR / "Dockerfile").read_text()
    assert len(set(packages)) == 3
    assert [package for package in set(packages) if package not in image] == []
    assert {fonts.CJK_FONTS, fonts.OTHER_FONTS} <= set(packages)
