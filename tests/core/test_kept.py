"""Kept parts: written once for each set of values, and never mixed up."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from core import kept
from core.kept import write_kept

PART = "elements/rules.html"


@pytest.fixture(autouse=True)
def written(monkeypatch) -> list:
    """Each call of the real renderer, and a cache of this test's own."""
    calls = []
    real = kept.render_to_string

    def count(template, context):
        calls.append(context)
        return real(template, context)

    kept._write.cache_clear()
    monkeypatch.setattr(kept, "render_to_string", count)
    yield calls
    kept._write.cache_clear()


def rules(sentence):
    return (("started", sentence, True),)


def test_the_same_values_are_written_once(written):
    first = write_kept(PART, rules=rules("Some are confirmed."))
    assert write_kept(PART, rules=rules("Some are confirmed.")) == first
    assert "Some are confirmed." in first
    assert len(written) == 1


def test_other_values_and_another_language_are_written_anew(written):
    write_kept(PART, rules=rules("Some."))
    assert "All." in write_kept(PART, rules=rules("All."))
    with translation.override("cy"):
        write_kept(PART, rules=rules("Some."))
    assert len(written) == 3


def test_a_safe_text_does_not_make_an_unsafe_one_safe():
    safe, plain = mark_safe("<b>x</b>"), "<b>x</b>"
    template = "components/why.html"
    assert write_kept(template, text=safe) != write_kept(template, text=plain)
    assert "<b>" not in write_kept(template, text=plain)
