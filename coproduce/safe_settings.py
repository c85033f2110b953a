"""Reads the settings, and refuses to start with those that cannot be read or are not safe: in words, without values."""

import logging
import re
import warnings
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from kombu.transport import TRANSPORT_ALIASES

#: As many characters as a key has that is made by itself.
KEY_LENGTH = 50
_WORDS = {True: ("1", "true", "yes", "y", "on"), False: ("0", "false", "no", "n", "off")}
_BOOLEANS = {word: value for value, words in _WORDS.items() for word in words}
_DATABASES = ("sqlite", "postgres", "postgresql", "psql", "pgsql")
_EMAIL = re.compile(r"[^@\s:/]+@[^@\s/]+")
# A name, an address, or the folder of a socket.
_HOST = re.compile(r"[^\s/@#?]+|/[^\s@#?]+")
_SENTRY = re.compile(r"https?://[^\s:@/]+(?::[^\s@/]+)?@[^\s@/?#]+(?:/[^\s@?#]*)?/\d+")
_TOKEN_LENGTH = 20
_TOKEN = re.compile(rf"[\w.~+/=-]{{{_TOKEN_LENGTH},}}", re.ASCII)
#: How a connection to a mail server is kept secret, and the port that goes with it.
_MAIL_PORTS = {"tls": 587, "ssl": 465, "none": 25}


class CannotStart(ImproperlyConfigured):
    """A setting cannot be read, or is not safe. Its words never hold the value, which may be a secret."""


#: How a log can be written.
LOG_FORMATS = ("plain", "json")


class Settings(environ.Env):
    """
    The environment. What is empty counts as not given, as docker-compose.yml hands on what .env leaves out.

    Each setting may also stand in a file: NAME_FILE says where, and goes before NAME.

    :raises CannotStart: when a setting cannot be read.
    """

    def get_value(self, var: str, cast: Any = None, default: Any = None, **_options: Any) -> Any:
        """Return what is given, as it is: a key may begin with "$", which names no other setting here."""
        file = self.ENVIRON.get(f"{var}_FILE", "").strip()
        given = _in_file(f"{var}_FILE", file) if file else self.ENVIRON.get(var, "")
        return self.parse_value(given, cast) if given.strip() else default

    def text(self, var: str) -> str:
        """Return what is given, as it is; "" when nothing is."""
        return str(self.get_value(var, default=""))

    def is_on(self, var: str, default: bool = False) -> bool:
        found = _BOOLEANS.get(str(self.get_value(var, default="")).strip().lower())
        if found is None and self.get_value(var):
            raise CannotStart(f"{var} must be 1 for yes or 0 for no. Change it, then start again.")
        return default if found is None else found

    def number(self, var: str, default: int = 0, least: int = 0) -> int:
        given = str(self.get_value(var, default=str(default))).strip()
        if not re.fullmatch(r"[0-9]{1,9}", given) or int(given) < least:
            raise CannotStart(
                f"{var} must be a whole number, {least} or more. Change it, then start again."
            )
        return int(given)

    def database(self, var: str, *parts: str, default: str = "") -> dict[str, Any]:
        """
        Return the entry of ``DATABASES``, from an address or from its parts.

        ``parts`` are the settings of a PostgreSQL's host, port, name, user and password.
        """
        if self._is_in_parts(var, *parts):
            host, port, name, user, password = parts
            return {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": self._host(host),
                "PORT": self._port(port, 5432),
                "NAME": self.text(name) or "coproduce",
                "USER": self.text(user) or "coproduce",
                "PASSWORD": self.text(password),
            }
        example = "postgres://name:password@server:5432/coproduce"
        given = self.get_value(var, default=default)
        found = _read(var, example, self._database, given)
        if given.partition(":")[0] not in _DATABASES or not found.get("NAME"):
            raise _unreadable(var, example)
        return found

    def _database(self, given: str) -> dict[str, Any]:
        with warnings.catch_warnings():
            # The warning would write the whole address into the log, the password in it.
            warnings.simplefilter("ignore")
            return dict(self.db_url_config(given))

    def email(self, var: str, *parts: str, default: str = "") -> dict[str, Any]:
        """
        Return Django's settings for emails, from an address or from its parts.

        ``parts`` are the settings of a mail server's host, port, user, password and security: tls, ssl or none.
        """
        if self._is_in_parts(var, *parts):
            host, port, user, password, security = parts
            way = self.text(security).strip().lower() or "tls"
            if way not in _MAIL_PORTS:
                raise _unreadable(security, "tls")
            return {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": self._host(host),
                "EMAIL_PORT": self._port(port, _MAIL_PORTS[way]),
                "EMAIL_HOST_USER": self.text(user),
                "EMAIL_HOST_PASSWORD": self.text(password),
                "EMAIL_USE_TLS": way == "tls",
                "EMAIL_USE_SSL": way == "ssl",
            }
        example = "smtp+tls://name:password@mail.example.org:587"
        return dict(
            _read(var, example, self.email_url_config, self.get_value(var, default=default))
        )

    def _is_in_parts(self, var: str, *parts: str) -> bool:
        """
        Whether a server is given in parts, of which the host is the first.

        :raises CannotStart: when it is given both ways, or in parts without a host.
        """
        given = [part for part in parts if self.get_value(part)]
        if given and self.get_value(var):
            raise CannotStart(
                f"{var} and {given[0]} are both given, and only one of them can be meant."
                f" Leave {var} empty, or all of {', '.join(parts)}."
            )
        if given and parts[0] not in given:
            raise CannotStart(f"{given[0]} is given, but {parts[0]} is not. Fill in both.")
        return bool(given)

    def _host(self, var: str) -> str:
        given = self.text(var).strip()
        if not _HOST.fullmatch(given):
            raise _unreadable(var, "server.example.org")
        return given

    def _port(self, var: str, default: int) -> int:
        found = self.number(var, default=default, least=1)
        if found > 65535:
            raise _unreadable(var, str(default))
        return found

    def site(self, var: str, default: str = "") -> str:
        """Return the address that people type, without a slash at its end."""
        example = "https://coproduce.example.org"
        given = str(self.get_value(var, default=default)).strip().rstrip("/")
        parts = _read(var, example, _address, given)
        if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", given):
            raise _unreadable(var, example)
        return f"{parts.scheme}{given[len(parts.scheme) :]}"

    def hosts(self, var: str, default: list[str], *, of: str) -> list[str]:
        """Return the names that are answered to, that of the address people type always among them."""
        given = [host.strip() for host in self.list(var, default=default) if host.strip()]
        # An address of IPv6 in the brackets in which browsers send it.
        own = re.sub(r":\d*\Z", "", urlsplit(of).netloc.rpartition("@")[2]).lower()
        return given if validate_host(own, given) else [*given, own]

    def broker(self, var: str, *parts: str, default: str = "") -> str:
        """Return the address of what wakes the workers; ``parts`` may hold the setting of a Redis's password."""
        example = "redis://broker:6379/0"
        given = str(self.get_value(var, default=default)).strip()
        if _read(var, example, _address, given).scheme not in TRANSPORT_ALIASES:
            raise _unreadable(var, example)
        secret = "".join(self.text(part) for part in parts)
        if not secret or not given.startswith("redis"):
            return given
        scheme, _, rest = given.partition("://")
        if "@" in rest:
            raise CannotStart(
                f"{var} has a password in it, and {parts[0]} is given too. Leave one of the two out."
            )
        return f"{scheme}://:{quote(secret, safe='')}@{rest}"

    def zone(self, var: str, default: str = "") -> str:
        """Return the name of a time zone."""
        given = str(self.get_value(var, default=default)).strip()
        _read(var, "Europe/London", ZoneInfo, given)
        return given

    def level(self, var: str, default: str = "") -> str:
        """Return how much is written to the log."""
        given = str(self.get_value(var, default=default)).strip().upper()
        if given not in logging.getLevelNamesMapping():
            raise _unreadable(var, "WARNING")
        return given

    def one_of(self, var: str, words: tuple[str, ...], default: str) -> str:
        """Return which of some words is given, whatever its case."""
        given = str(self.get_value(var, default=default)).strip().lower()
        if given not in words:
            raise CannotStart(f"{var} must be {' or '.join(words)}. Change it, then start again.")
        return given

    def sentry(self, var: str) -> str:
        """Return the address to which errors are told, if one is given."""
        given = str(self.get_value(var, default="")).strip()
        if given and not _SENTRY.fullmatch(given):
            raise _unreadable(var, "https://key@sentry.example.org/1")
        return given

    def token(self, var: str) -> str:
        """Return what lets a program in, if one is given; what can be guessed is refused."""
        given = str(self.get_value(var, default="")).strip()
        if given and not _TOKEN.fullmatch(given):
            raise CannotStart(
                f"{var} must be {_TOKEN_LENGTH} letters and digits or more, by chance. Change it, then start again."
            )
        return given

    def day(self, var: str) -> date | None:
        """Return a day, if one is given."""
        given = str(self.get_value(var, default="")).strip()
        return _read(var, "2030-12-31", date.fromisoformat, given) if given else None

    def contact(self, var: str) -> str:
        """Return where to write to as an address with "mailto:" or "https:" before it; "" when none is given."""
        given = str(self.get_value(var, default="")).strip()
        if _EMAIL.fullmatch(given):
            return f"mailto:{given}"
        if given and not re.fullmatch(r"(mailto:[^\s@]+@|https://|tel:\+?[0-9])\S+", given):
            raise _unreadable(var, "security@example.org")
        return given


def _address(given: str) -> Any:
    parts = urlsplit(given)
    # What is no number is found only when it is asked for.
    _ = parts.port
    return parts


def _read(var: str, example: str, read: Any, given: str) -> Any:
    try:
        return read(given)
    except Exception:
        # Not "from": its words hold the value.
        raise _unreadable(var, example) from None


def _in_file(var: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError):
        raise CannotStart(
            f"{var} names a file that cannot be read. Look that it is there, and that Coproduce may read it."
        ) from None


def _unreadable(var: str, example: str) -> CannotStart:
    return CannotStart(
        f"{var} cannot be read. Write it like this, then start again:   {var}={example}"
    )


def refuse_what_is_not_safe(
    *, key: str, is_https: bool, is_behind_proxy: bool, is_demo: bool, is_debug: bool
) -> None:
    """
    Look at what is safe alone and not together. ``key`` is the one that was given, "" when we made our own.

    :raises CannotStart: at the first that is not safe.
    """
    if key and len(key) < KEY_LENGTH:
        raise CannotStart(
            f"SECRET_KEY is too short to be safe: it needs {KEY_LENGTH} characters or more. To make one, type:"
            '   python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    if is_https and is_demo:
        raise CannotStart(
            "COPRODUCE_DEMO is on, and SITE_URL begins with https://. A demo shows everybody all emails, and the"
            " codes in them, so it must not run where real people sign in. Turn COPRODUCE_DEMO off: ./run --empty"
        )
    if is_https and is_debug:
        raise CannotStart(
            "DEBUG is on, and SITE_URL begins with https://. With it, a page that fails shows everybody what is"
            " inside, so it must not run where real people sign in. Turn DEBUG off."
        )
    if is_https and not is_behind_proxy:
        raise CannotStart(
            "SITE_URL begins with https://, and BEHIND_PROXY is off. HTTPS comes from a proxy in front of"
            " Coproduce: set BEHIND_PROXY=1, and let the proxy set what README says under “Deploy it”."
        )
