"""docker-compose.yml is a valid compose file that starts each part of the system once."""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"


def services() -> dict[str, dict]:
    return yaml.safe_load(COMPOSE.read_text())["services"]


def test_compose_file_follows_the_compose_schema():
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", str(COMPOSE)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_compose_file_starts_every_part():
    own = ["web", "worker", "codes", "beat", "migrate"]
    assert list(services()) == [*own, "database", "broker"]


def test_each_queue_has_a_worker(settings):
    """A queue that nobody takes from would be emails that never leave."""
    taken = [word for service in services().values() for word in service.get("command", [])]
    for queue in settings.CELERY_TASK_QUEUES:
        assert f"--queues={queue.name}" in taken


def test_everything_that_stays_has_a_healthcheck():
    staying = {name for name, service in services().items() if service.get("restart") != "no"}
    assert {name for name, service in services().items() if "healthcheck" in service} == staying


def test_the_app_starts_only_on_a_migrated_database():
    for name in ("web", "worker", "codes", "beat"):
        assert services()[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }
    assert services()["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_no_secret_stands_in_the_file():
    for service in services().values():
        for name, value in service.get("environment", {}).items():
            if name in {"SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL"}:
                assert value.startswith("${")


def test_an_older_secret_key_reaches_every_part_that_makes_or_reads_links():
    for name in ("web", "worker", "codes", "beat"):
        handed_on = services()[name]["environment"].get("SECRET_KEY_FALLBACKS")
        assert handed_on == "${SECRET_KEY_FALLBACKS:-}"
