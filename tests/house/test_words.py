"""One word for one thing in what people read; the code may call it something else."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
#: Words that only the code says -> what people read.
ONLY_IN_CODE = {
    r"\bupdates?\b": "news",
    r"\bboundar(y|ies)\b": "what can change and what cannot; what is open and what is fixed",
}
_TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
_TAGS = re.compile(
    r"{%\s*translate\s+(?:\"([^\"]*)\"|'([^']*)')|_\(\"([^\"]*)\"\)"
    r"|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate",
    re.DOTALL,
)
_INSIDE = re.compile(r"{{.*?}}|{%.*?%}|%\(\w+\)s", re.DOTALL)


def said_in_python(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _TRANSLATES:
            for one in node.args:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def said_in_template(text: str) -> Iterator[str]:
    for found in _TAGS.finditer(text):
        yield next(words for words in found.groups() if words is not None)


def said_in_data(found: object) -> Iterator[str]:
    """What the guidance says, without its addresses."""
    if isinstance(found, dict):
        for name, inner in found.items():
            if name not in ("url", "key"):
                yield from said_in_data(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from said_in_data(inner)
    elif isinstance(found, str):
        yield found


def everything_said() -> Iterator[tuple[str, str]]:
    ours = [Path(one.path) for one in apps.get_app_configs() if Path(one.path).parent == ROOT]
    for app in ours:
        for path in app.rglob("*.py"):
            for words in said_in_python(path.read_text()):
                yield str(path.relative_to(ROOT)), words
    for path in (ROOT / "templates").rglob("*.*"):
        for words in said_in_template(path.read_text()):
            yield str(path.relative_to(ROOT)), words
    for path in (ROOT / "elements" / "data" / "guidance").glob("*.toml"):
        for words in said_in_data(tomllib.loads(path.read_text())):
            yield str(path.relative_to(ROOT)), words


def wrong(words: str, pattern: str) -> bool:
    return bool(re.search(pattern, _INSIDE.sub("", words), re.IGNORECASE))


@pytest.mark.parametrize("pattern", ONLY_IN_CODE, ids=ONLY_IN_CODE.values())
def test_what_people_read_has_one_word_for_one_thing(pattern):
    said = list(everything_said())
    assert len({path for path, _words in said}) > 200
    assert [(path, words) for path, words in said if wrong(words, pattern)] == []


def test_each_way_of_saying_something_is_read():
    assert list(said_in_python('x = _("One") + ngettext("Two", "Three", n)')) == [
        "One",
        "Two",
        "Three",
    ]
    template = (
        '{% translate "One" %}{% include "a.html" with b=_("Two") %}'
        "{% blocktranslate trimmed with update=update.name %}An {{ update }} three{% endblocktranslate %}"
    )
    said = list(said_in_template(template))
    assert said == ["One", "Two", "An {{ update }} three"]
    assert not wrong(said[2], r"\bupdate\b")
    assert list(said_in_data({"text": ["One"], "url": "updates:x"})) == ["One"]
