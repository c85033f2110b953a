"""Browsers that came by HTTPS come by it again; other names are bound only where the host says so."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

READ = """
from coproduce import settings
for name in ("SECONDS", "INCLUDE_SUBDOMAINS", "PRELOAD"):
    print(int(getattr(settings, f"SECURE_HSTS_{name}")), end=" ")
"""


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, "31536000 0 0"),
        ({"HSTS_SUBDOMAINS": "1"}, "31536000 1 0"),
        # The list of browsers takes no name without those below it.
        ({"HSTS_PRELOAD": "1"}, "31536000 1 1"),
        ({"SITE_URL": "http://localhost"}, "0 0 0"),
    ],
)
def test_names_below_are_bound_by_a_switch(given, found):
    env = {**os.environ, "SITE_URL": "https://a.example", "BEHIND_PROXY": "1", **given}
    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == found
