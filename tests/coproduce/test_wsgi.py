"""What gunicorn loads before its processes divide: nothing that two of them must not share."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASK = """
import gc, threading
import coproduce.wsgi
from django.db import connections
from django.urls import get_resolver
open_ones = [one.alias for one in connections.all() if one.connection is not None]
print(open_ones, threading.active_count(), gc.get_freeze_count() > 10_000, get_resolver()._populated)
"""


def test_no_connection_and_no_thread_is_there_before_the_web_server_divides(tmp_path):
    env = {**os.environ, "COPRODUCE_DATA_DIR": str(tmp_path), "SECRET_KEY": "0123456789" * 6}
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["[]", "1", "True", "True"]
