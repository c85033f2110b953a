"""Workers are killed while an update goes out; everybody gets it, nobody under two Message-IDs."""

import subprocess
import sys

from tests.system.processes import ROOT, bare_environment


def test_kills_lose_nothing_and_double_nothing(database_url, redis_url, tmp_path):
    env = bare_environment(
        COPRODUCE_DATA_DIR=str(tmp_path),
        DATABASE_URL=database_url,
        BROKER_URL=redis_url,
        SECRET_KEY="a-key-of-the-system-test-" * 3,
        DJANGO_SETTINGS_MODULE="coproduce.settings",
        PYTHONPATH=".",
    )
    done = subprocess.run(
        [sys.executable, "-m", "bench.kill_workers", "--emails", "200", "--kills", "10"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.stdout.startswith(
        "200 emails, 10 workers killed: 0 lost, 0 under two ids,\n0 rows not done, "
    ), done.stdout + done.stderr
    assert done.returncode == 0
