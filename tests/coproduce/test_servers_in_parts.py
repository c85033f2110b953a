"""The database, the mail server and Redis can be given in parts: then a password is written as it is."""

from urllib.parse import unquote, urlsplit

import pytest

from coproduce.databases import with_options
from coproduce.safe_settings import CannotStart, Settings
from tests.pages import lacks

PASSWORD = "p@ss/w#rd: %41 $HOME 'x' \"y\" +&?"
DATABASE = (
    "DATABASE_URL",
    *(f"DATABASE_{n}" for n in ("HOST", "PORT", "NAME", "USER", "PASSWORD")),
)
EMAIL = ("EMAIL_URL", *(f"EMAIL_{n}" for n in ("HOST", "PORT", "USER", "PASSWORD", "SECURITY")))
WAITS = {"connect_seconds": 5, "lock_seconds": 6, "query_seconds": 7}


@pytest.fixture
def given(monkeypatch):
    def give(**settings: str) -> Settings:
        monkeypatch.setattr(Settings, "ENVIRON", settings)
        return Settings()

    return give


def test_a_database_in_parts(given):
    env = given(
        DATABASE_HOST="db.example.org",
        DATABASE_PORT="6432",
        DATABASE_NAME="co-produce",
        DATABASE_USER="us@er",
        DATABASE_PASSWORD=PASSWORD,
    )
    assert env.database(*DATABASE, default="sqlite:///a") == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example.org",
        "PORT": 6432,
        "NAME": "co-produce",
        "USER": "us@er",
        "PASSWORD": PASSWORD,
    }


def test_what_a_database_is_called_unless_somebody_says_otherwise(given):
    found = given(DATABASE_HOST="/run/postgresql", DATABASE_URL=" ").database(*DATABASE)
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"], found["PASSWORD"]) == (
        *("/run/postgresql", 5432, "coproduce", "coproduce"),
        "",
    )


def test_without_parts_the_address_counts(given):
    env = given(DATABASE_URL="postgres://a:b@server/c", EMAIL_URL="smtp://mail:26", EMAIL_PORT="")
    assert env.database(*DATABASE)["HOST"] == "server"
    assert env.email(*EMAIL)["EMAIL_PORT"] == 26


@pytest.mark.parametrize(
    ("security", "port", "is_tls", "is_ssl"),
    [
        ("", 587, True, False),
        ("TLS ", 587, True, False),
        ("ssl", 465, False, True),
        ("none", 25, False, False),
    ],
)
def test_a_mail_server_in_parts(given, security, port, is_tls, is_ssl):
    env = given(
        EMAIL_HOST="mail.example.org",
        EMAIL_USER="na@me",
        EMAIL_PASSWORD=PASSWORD,
        EMAIL_SECURITY=security,
    )
    expected = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "na@me",
        "EMAIL_HOST_PASSWORD": PASSWORD,
        "EMAIL_USE_TLS": is_tls,
        "EMAIL_USE_SSL": is_ssl,
    }
    assert env.email(*EMAIL, default="filemail://") == expected
    env = given(EMAIL_HOST="mail.example.org", EMAIL_PORT="2525", EMAIL_SECURITY=security)
    assert env.email(*EMAIL)["EMAIL_PORT"] == 2525


def test_a_broker_with_a_password(given):
    url = given(BROKER_URL="redis://broker:6379/0", BROKER_PASSWORD=PASSWORD).broker(
        "BROKER_URL", "BROKER_PASSWORD"
    )
    assert unquote(urlsplit(url).password or "") == PASSWORD
    assert url.partition("@")[2] == "broker:6379/0"


def test_what_is_no_redis_takes_no_password(given):
    env = given(BROKER_PASSWORD=PASSWORD)
    assert env.broker("BROKER_URL", "BROKER_PASSWORD", default="memory://") == "memory://"


@pytest.mark.parametrize(
    ("kind", "settings", "named"),
    [
        ("database", {"DATABASE_URL": "postgres://a@b/c", "DATABASE_HOST": "b"}, "are both given"),
        ("database", {"DATABASE_URL": "postgres://a@b/c"}, "DATABASE_URL and DATABASE_PASSWORD"),
        ("database", {}, "DATABASE_HOST is not"),
        ("database", {"DATABASE_HOST": f"a:{PASSWORD}@b"}, "DATABASE_HOST cannot be read"),
        ("database", {"DATABASE_HOST": "b", "DATABASE_PORT": PASSWORD}, "DATABASE_PORT must be"),
        ("database", {"DATABASE_HOST": "b", "DATABASE_PORT": "65536"}, "DATABASE_PORT cannot be"),
        ("email", {"EMAIL_URL": "smtp://b", "EMAIL_HOST": "b"}, "are both given"),
        ("email", {}, "EMAIL_HOST is not"),
        ("email", {"EMAIL_HOST": "b", "EMAIL_SECURITY": PASSWORD}, "EMAIL_SECURITY cannot be"),
        ("email", {"EMAIL_HOST": "smtp://b"}, "EMAIL_HOST cannot be read"),
        ("broker", {"BROKER_URL": f"redis://:{PASSWORD[:4]}@b:1/0"}, "BROKER_PASSWORD is given"),
    ],
)
def test_what_cannot_be_meant_is_refused_without_a_value(given, kind, settings, named):
    names = {"database": DATABASE, "email": EMAIL, "broker": ("BROKER_URL", "BROKER_PASSWORD")}
    env = given(**{f"{kind.upper()}_PASSWORD": PASSWORD} | settings)
    with pytest.raises(CannotStart) as refused:
        getattr(env, kind)(*names[kind])
    assert lacks(str(refused.value), PASSWORD[:4], but_has=named)


def test_a_setting_may_stand_in_a_file(given, tmp_path):
    file = tmp_path / "secret"
    file.write_text(f"{PASSWORD}\n")
    env = given(SECRET_KEY="of the environment", SECRET_KEY_FILE=str(file))
    assert env.str("SECRET_KEY", default="") == PASSWORD


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_file_that_cannot_be_read_is_named_by_its_setting(given, tmp_path, content):
    file = tmp_path / PASSWORD[:4]
    if content:
        file.write_bytes(content)
    with pytest.raises(CannotStart) as refused:
        given(SECRET_KEY_FILE=str(file)).str("SECRET_KEY")
    assert lacks(str(refused.value), PASSWORD[:4], but_has="SECRET_KEY_FILE names a file")


POSTGRESQL = {"ENGINE": "django.db.backends.postgresql", "NAME": "a"}


def test_a_session_is_told_once_how_long_to_wait(tmp_path):
    found = with_options(POSTGRESQL, data_dir=tmp_path, is_behind_pgbouncer=False, **WAITS)
    assert found["OPTIONS"] == {
        "server_side_binding": True,
        "connect_timeout": 5,
        "prepare_threshold": 3,
        "options": "-c join_collapse_limit=4 -c lock_timeout=6s -c statement_timeout=7s",
    }


def test_behind_pgbouncer_nothing_lasts_longer_than_a_transaction(tmp_path):
    found = with_options(POSTGRESQL, data_dir=tmp_path, is_behind_pgbouncer=True, **WAITS)
    assert found["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert found["OPTIONS"] == {
        "server_side_binding": True,
        "connect_timeout": 5,
        "prepare_threshold": None,
        "in_each_transaction": {"lock_timeout": "6s", "statement_timeout": "7s"},
    }
