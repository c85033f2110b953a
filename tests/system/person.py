"""A person with a plain browser: follows links, fills in forms, keeps cookies; no JavaScript."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form of a page, with what it would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    words: str = ""


class PageReader(HTMLParser):
    """Reads forms, links and words from a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.radios: list[str] = []
        self.words = ""
        self._form: Form | None = None
        self._href: str | None = None
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(values.get("action", ""), values.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a":
            self._href = values.get("href", "")
            self.links.append((self._href, ""))
        elif self._form is not None:
            self._read_field(tag, values)

    def _read_field(self, tag: str, values: dict[str, str]) -> None:
        assert self._form is not None
        name, kind = values.get("name", ""), values.get("type", "")
        if kind == "radio":
            self.radios.append(name)
        if tag == "button" or kind == "submit":
            self._form.buttons.append((name, values.get("value", "")))
        elif tag == "textarea":
            self._textarea = name
            self._form.fields.setdefault(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in values:
            self._form.fields[self._select] = values.get("value", "")
        elif tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in values):
            self._form.fields[name] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "a":
            self._href = None
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._href is not None and self.links:
            href, words = self.links[-1]
            self.links[-1] = (href, words + data)
        if self._form is not None:
            self._form.words += data
            if self._textarea:
                self._form.fields[self._textarea] += data


class Person:
    """Somebody at a browser. After each step ``url``, ``status``, ``body`` and ``page`` say what is on the screen."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.url, self.status, self.body = site, 0, b""
        self.headers: dict[str, str] = {}
        self.page = PageReader()
        self._jar = http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self._jar)
        self._opener = urllib.request.build_opener(cookies, urllib.request.ProxyHandler({}))

    def open(self, path: str, data: dict[str, str] | None = None) -> "Person":
        """Go to an address; with ``data`` post it there."""
        address = urllib.parse.urljoin(self.url, path)
        body = None if data is None else urllib.parse.urlencode(data).encode()
        headers = {"Accept": "text/html", "Referer": self.url, "Origin": self.site}
        request = urllib.request.Request(address, data=body, headers=headers)
        try:
            answer = self._opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.url, self.status, self.body = answer.url, answer.status, answer.read()
            self.headers = {name.lower(): value for name, value in answer.headers.items()}
        self.page = PageReader()
        if "html" in self.headers.get("content-type", ""):
            self.page.feed(self.body.decode())
        return self

    def take_cookie(self, name: str, value: str) -> None:
        """Have a cookie as if the site had set it before."""
        host = urllib.parse.urlsplit(self.site).hostname or ""
        # The name by which the standard library's jar knows a machine without a dot.
        domain = host if "." in host else f"{host}.local"
        self._jar.set_cookie(
            http.cookiejar.Cookie(
                0,
                name,
                value,
                None,
                False,
                domain,
                False,
                False,
                "/",
                True,
                False,
                None,
                True,
                None,
                None,
                {},
            )
        )

    def radios(self) -> list[str]:
        """The names of the sets of radio buttons on the page, each once."""
        return list(dict.fromkeys(self.page.radios))

    @property
    def words(self) -> str:
        """The words on the screen, with single spaces."""
        return " ".join(self.page.words.split())

    def follow(self, words: str) -> "Person":
        """Follow the first link with these words in it."""
        for href, text in self.page.links:
            if words in " ".join(text.split()):
                return self.open(href)
        raise AssertionError(f"no link «{words}» on {self.url}: {self.words[:600]}")

    def send(self, having: str, **values: str) -> "Person":
        """Fill in and send the first form that has this field, or these words on it."""
        for form in self.page.forms:
            if having in form.fields or having in " ".join(form.words.split()):
                named = [(name, value) for name, value in form.buttons if name][:1]
                data = {**form.fields, **dict(named), **values}
                if form.method == "post":
                    return self.open(form.action or self.url, data)
                return self.open(f"{form.action}?{urllib.parse.urlencode(data)}")
        raise AssertionError(f"no form with «{having}» on {self.url}: {self.words[:600]}")
