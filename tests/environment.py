"""
Give a test run a world of its own, before Django reads its settings.

Loaded by ``-p tests.environment`` (pyproject.toml), which is earlier than any conftest.py.
Whoever runs the tests may set these variables first; ``./test`` does.
"""

import atexit
import gc
import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

# How fast an example is says nothing about it, on a machine that does other work as well.
settings.register_profile(
    "whatever-the-time", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whatever-the-time")


def own_data_directory() -> str:
    """Make a data directory that goes away when the run ends."""
    path = tempfile.mkdtemp(prefix="coproduce-test-")
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


# Not setdefault: each worker of xdist is a process of its own and needs a directory of its own.
os.environ["COPRODUCE_DATA_DIR"] = own_data_directory()
os.environ["COPRODUCE_KEYS_DIR"] = own_data_directory()
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789" * 4)
os.environ.setdefault("BROKER_URL", "memory://")
os.environ.setdefault("SITE_URL", "http://testserver")
# So that there is a page for it.
os.environ["SECURITY_CONTACT"] = "security@example.org"
# A person's own settings must not change what a test sees.
os.environ["COPRODUCE_ENV_FILE"] = os.devnull
for name in (
    *(
        "DEBUG",
        "COPRODUCE_DEMO",
        "COPRODUCE_CURRENCY",
        "COPRODUCE_HASHED_STATIC",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
    ),
    *("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USER", "EMAIL_PASSWORD", "EMAIL_SECURITY"),
    *("DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"),
    *("BROKER_PASSWORD", "HSTS_SUBDOMAINS", "HSTS_PRELOAD"),
    *("COPRODUCE_FILES_DIR", "FILES_BUCKET", "FILES_ENDPOINT", "FILES_REGION"),
    *("FILES_ACCESS_KEY", "FILES_SECRET_KEY", "FILES_MOST_MB"),
    *(
        "ALLOWED_HOSTS",
        "BEHIND_PROXY",
        "TRUSTED_PROXIES",
        "SECURITY_EXPIRES",
        "SECURE_SSL_REDIRECT",
        "TIME_ZONE",
        "LOG_LEVEL",
        "LOG_FORMAT",
        "METRICS_TOKEN",
        "SENTRY_DSN",
    ),
):
    os.environ.pop(name, None)


def pytest_collection_finish() -> None:
    """
    Refuse to test another database than the one that was promised.

    What was read to find the tests stays until they end: Python need not look through it again and again.
    """
    from django.db import connection

    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)

    promised = os.environ.get("EXPECT_DB_VENDOR")
    if promised and connection.vendor != promised:
        raise pytest.UsageError(
            f"This run promised {promised}, but the settings lead to {connection.vendor}. "
            "Look at DATABASE_URL."
        )
