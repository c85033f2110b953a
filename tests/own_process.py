"""Django in a process of its own: for what cannot be undone, or begins anew, in the process of the tests."""

import os
import subprocess
import sys

from django.conf import settings


def done_apart(program: str, **given: str) -> subprocess.CompletedProcess[str]:
    """
    Run a program, after Django was set up, with these settings of the environment.

    :raises CalledProcessError: when it failed.
    """
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{program}"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "coproduce.settings", **given},
        capture_output=True,
        text=True,
        check=True,
    )
