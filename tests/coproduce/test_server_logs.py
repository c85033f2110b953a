"""What gunicorn and Celery write themselves: JSON where that is wanted, and no secret of a link."""

import io
import json
import logging
import subprocess
import sys

import pytest
from celery.app.log import TaskFormatter
from celery.signals import after_setup_logger, after_setup_task_logger
from gunicorn.config import Config

from coproduce.celery import app
from coproduce.management.commands.serve import commands
from core.server_logs import GunicornLogger, dress
from tests.compose_file import COMPOSE
from tests.pages import lacks

SECRET = "7-" + "a1" * 32
CLASS = "core.server_logs.GunicornLogger"


@pytest.fixture
def log():
    """A logger that writes to a text, as a program has set it up."""
    logger = logging.Logger("a program")
    logger.addHandler(logging.StreamHandler(io.StringIO()))
    return logger


def written(logger: logging.Logger) -> str:
    return "".join(handler.stream.getvalue() for handler in logger.handlers)


@pytest.mark.parametrize("signal", [after_setup_logger, after_setup_task_logger])
@pytest.mark.parametrize("form", ["json", "plain", ""])
def test_lines_of_celery(log, monkeypatch, form, signal):
    monkeypatch.setenv("LOG_FORMAT", form)
    assert app.loader
    signal.send(sender=None, logger=log, loglevel=logging.INFO, logfile=None, format="")
    log.warning("Task %s failed", f"/coordinate/{SECRET}/")
    said = written(log)
    message = "Task /coordinate/.../ failed"
    assert (json.loads(said)["message"] if form == "json" else said.strip()) == message


@pytest.mark.parametrize(
    ("own", "begins"),
    [
        (logging.Formatter("%(asctime)s - %(message)s", "a day"), "a day - Failed"),
        (TaskFormatter("%(task_name)s - %(message)s", use_color=False), "??? - Failed"),
    ],
)
def test_tracebacks_in_plain_lines_lose_their_secrets_and_nothing_else(
    log, monkeypatch, own, begins
):
    monkeypatch.setenv("LOG_FORMAT", "")
    log.handlers[0].setFormatter(own)
    dress(log)
    dress(log)  # Twice is once.
    try:
        raise LookupError(f"/coordinate/{SECRET}/")
    except LookupError:
        log.exception("Failed")
    first, *_between, last = written(log).splitlines()
    assert (first, last) == (begins, "LookupError: /coordinate/.../")


@pytest.mark.parametrize("form", ["json", "plain"])
def test_what_another_handler_made_of_a_traceback_loses_its_secrets(log, monkeypatch, form):
    monkeypatch.setenv("LOG_FORMAT", form)
    dress(log)
    other = logging.StreamHandler(io.StringIO())
    log.handlers.insert(0, other)
    try:
        raise LookupError(f"/coordinate/{SECRET}/")
    except LookupError:
        log.exception("Failed")
    assert SECRET in other.stream.getvalue()
    ours = log.handlers[1].stream.getvalue()
    assert lacks(ours, SECRET, but_has="LookupError: /coordinate/.../")


@pytest.mark.parametrize("form", ["json", "plain"])
def test_lines_of_gunicorn(monkeypatch, form):
    monkeypatch.setenv("LOG_FORMAT", form)
    config = Config()
    config.set("logger_class", CLASS)
    assert config.logger_class is GunicornLogger
    logger = config.logger_class(config)
    assert config.accesslog is None
    (handler,) = (each for each in logger.error_log.handlers if hasattr(each, "_gunicorn"))
    handler.stream = io.StringIO()
    logger.error("Error handling request %s", f"/coordinate/{SECRET}/")
    said = handler.stream.getvalue()
    logger.error_log.removeHandler(handler)
    assert "Error handling request /coordinate/.../" in said
    assert (form == "json") == (said[0] == "{" and json.loads(said)["level"] == "ERROR")


def test_gunicorn_is_started_with_it_everywhere():
    assert CLASS in commands(8000)["web server"]
    assert f"--logger-class={CLASS}" in COMPOSE["services"]["web"]["command"]


def test_the_first_process_of_the_web_server_reads_nothing_of_celery():
    read = f"import sys; import {CLASS.rpartition('.')[0]}; print(sorted({{*sys.modules}} & {{'celery', 'django'}}))"
    assert subprocess.check_output([sys.executable, "-c", read], text=True).strip() == "[]"
