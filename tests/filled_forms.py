"""Finds the forms on a page and fills them in as a person would, so that a test can send each of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from zlib import crc32

from django.test import Client

#: Input types that hold what a person types.
TYPED = {"text", "search", "email", "tel", "url"}
A_DAY = "2027-03-01"


@dataclass
class Form:
    """A form that sends something; ``typed``: the names of the fields in which words were put; ``files``: for files."""

    action: str
    data: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, address: str, words: str) -> None:
        super().__init__()
        self.address, self.words = address, words
        self.found: list[Form] = []
        self.form: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_post = known.get("method", "").lower() == "post"
            self.form = Form(known.get("action") or self.address) if is_post else None
            if self.form:
                self.found.append(self.form)
        elif self.form and known.get("name"):
            self._fill(self.form, tag, known["name"], known)
        elif self.form and tag == "option" and self.select and known.get("value"):
            self.form.data.setdefault(self.select, known["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""

    def _fill(self, form: Form, tag: str, name: str, known: dict[str, str]) -> None:
        kind = known.get("type", "text") if tag == "input" else tag
        if kind == "textarea" or kind in TYPED:
            is_phone = kind == "tel" or name.endswith("phone")
            number = f"020 {crc32(self.words.encode()):010d}" if is_phone else self.words
            form.data[name] = "amina@example.org" if kind == "email" else number
            form.typed.append(name)
        elif kind == "hidden":
            form.data[name] = known.get("value", "")
            form.hidden.append(name)
        elif kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.data.setdefault(name, known.get("value", "on"))
        elif kind == "date":
            form.data[name] = known.get("value") or A_DAY
        elif kind == "time":
            hours = sum(1 for text in form.data.values() if re.fullmatch(r"\d\d:\d\d", text))
            form.data[name] = known.get("value") or f"{18 + hours}:00"
        elif kind == "number":
            form.data[name] = known.get("value") or "1"
        elif kind == "select":
            self.select = name


def filled_forms(html: str, address: str, words: str) -> list[Form]:
    """Return each POST form of a page, filled in; ``words`` stand in every field for words."""
    parser = _Forms(address, words)
    parser.feed(html)
    return parser.found


def carried(client: Client, address: str, *, page: str = "") -> dict[str, str]:
    """Return the hidden fields of the form that a page sends to an address (itself), as it is when opened now."""
    found = filled_forms(client.get(page or address).content.decode(), page or address, "")
    form = next(form for form in found if form.action == address)
    return {name: form.data[name] for name in form.hidden}


def send(
    client: Client, address: str, typed: Mapping[str, Any], *, page: str = "", **options: Any
) -> Any:
    """Send what is typed in a form, as whoever opened its page just now: with how it stood there."""
    shown = client.get(page or address, follow=True).content.decode()
    forms = filled_forms(shown, page or address, "")
    ours = [form for form in forms if form.action.split("?")[0] == address.split("?")[0]]
    found = {name: text for form in ours for name, text in form.data.items()}
    stood = {name: text for name, text in found.items() if name.endswith("stood")}
    assert stood, f"no form on {page or address} says how it stood"
    return client.post(address, {**typed, **stood}, **options)
