"""docker-compose.yml is a valid compose file that starts each part of the system once."""

import subprocess
import sys

import pytest

from tests.compose_file import COMPOSE, PATH, Needed, filled_in

#: What must stand in .env.
NEEDED = {
    "SITE_URL": "https://coproduce.example.org",
    "ALLOWED_HOSTS": "coproduce.example.org",
    "SECRET_KEY": "x" * 50,
    "POSTGRES_PASSWORD": "p@ss/w#rd $1",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "coproduce@example.org",
}
#: Names of settings whose values are secret.
SECRETS = {
    *("SECRET_KEY", "SECRET_KEY_FALLBACKS", "POSTGRES_PASSWORD", "DATABASE_PASSWORD"),
    *("BROKER_PASSWORD", "REDISCLI_AUTH", "EMAIL_URL", "EMAIL_PASSWORD", "FILES_SECRET_KEY"),
}


def services() -> dict[str, dict]:
    return COMPOSE["services"]


def test_compose_file_follows_the_compose_schema():
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", str(PATH)),
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
            if name in SECRETS:
                assert value.startswith("${")


def test_an_older_secret_key_reaches_every_part_that_makes_or_reads_links():
    for name in ("web", "worker", "codes", "beat"):
        handed_on = services()[name]["environment"].get("SECRET_KEY_FALLBACKS")
        assert handed_on == "${SECRET_KEY_FALLBACKS:-}"


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_what_is_needed_is_asked_for_by_name(name):
    with pytest.raises(Needed, match=f"Set {name} in .env"):
        filled_in(COMPOSE, {**NEEDED, name: ""})


def test_a_mail_server_may_be_an_address_too():
    given = {**NEEDED, "EMAIL_HOST": "", "EMAIL_URL": "smtp://a"}
    handed_on = filled_in(services()["web"]["environment"], given)
    assert (handed_on["EMAIL_URL"], handed_on["EMAIL_HOST"]) == ("smtp://a", "")


def test_the_password_of_its_own_database_may_be_any():
    filled = filled_in(services(), NEEDED)
    assert filled["web"]["environment"]["DATABASE_PASSWORD"] == "p@ss/w#rd $1"
    assert filled["database"]["environment"]["POSTGRES_PASSWORD"] == "p@ss/w#rd $1"


def test_a_database_elsewhere_has_a_password_of_its_own():
    given = {**NEEDED, "DATABASE_HOST": "elsewhere", "DATABASE_PASSWORD": "other"}
    handed_on = filled_in(services()["worker"]["environment"], given)
    assert (handed_on["DATABASE_HOST"], handed_on["DATABASE_PASSWORD"]) == ("elsewhere", "other")


def test_the_broker_and_those_who_reach_it_have_one_password():
    filled = filled_in(services(), {**NEEDED, "BROKER_PASSWORD": "p@ss/w#rd"})
    assert filled["broker"]["command"][-2:] == ["--requirepass", "p@ss/w#rd"]
    assert filled["broker"]["environment"] == {"REDISCLI_AUTH": "p@ss/w#rd"}
    assert filled["web"]["environment"]["BROKER_PASSWORD"] == "p@ss/w#rd"
    assert filled_in(services()["broker"], NEEDED)["command"][-2:] == ["--requirepass", ""]


def test_how_many_there_are_of_each_is_a_setting():
    given = {"WEB_PROCESSES": "3", "WEB_THREADS": "5", "WORKERS": "7", "WORKER_PROCESSES": "9"}
    few, many = filled_in(services(), NEEDED), filled_in(services(), NEEDED | given)
    assert few["worker"]["deploy"]["replicas"] == "1"
    assert many["worker"]["deploy"]["replicas"] == "7"
    assert "--concurrency=2" in few["worker"]["command"]
    assert "--concurrency=9" in many["worker"]["command"]
    assert few["web"]["command"][2:4] == ["--workers=2", "--threads=4"]
    assert many["web"]["command"][2:4] == ["--workers=3", "--threads=5"]


def test_everything_has_its_time_to_end_and_a_log_with_an_end():
    for service in services().values():
        assert service["stop_grace_period"]
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("a$$b", "a$b"),
        ("${A}-${B}", "1-"),
        ("${A:-x}${B:-x}", "1x"),
        ("${B:-${C:-y}}z", "yz"),
        ("${B:-${A:?no}}", "1"),
        ("${A:+${A}1}${B:+x}", "11"),
        ("${A:?no}", "1"),
    ],
)
def test_the_rules_of_docker_for_variables(text, means):
    assert filled_in({"a": [text, 3]}, {"A": "1"}) == {"a": [means, 3]}
