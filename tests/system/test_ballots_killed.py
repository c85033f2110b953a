"""Web servers and workers are killed while people rate and while the review closes: none lost, none twice."""

import subprocess
import sys

from tests.system.processes import ROOT, bare_environment


def test_kills_lose_no_answer_and_count_none_twice(database_url, redis_url, tmp_path):
    env = bare_environment(
        COPRODUCE_DATA_DIR=str(tmp_path / "data"),
        COPRODUCE_KEYS_DIR=str(tmp_path / "keys"),
        DATABASE_URL=database_url,
        BROKER_URL=redis_url,
        SECRET_KEY="a-key-of-the-system-test-" * 3,
        DJANGO_SETTINGS_MODULE="coproduce.settings",
        PYTHONPATH=".",
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "bench.kill_ballots"),
            *("--members", "40", "--kills", "6", "--seconds", "15"),
        ],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "40 of 40 answered; each indicator was counted {40}." in done.stdout, (
        done.stdout + done.stderr
    )
    assert done.returncode == 0, done.stdout + done.stderr
