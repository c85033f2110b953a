"""The broker of one machine: no worker ever meets half a message, and none ends because of one."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from queue import Empty
from time import sleep

import pytest
from kombu import Connection

TRANSPORT = "core.message_files:Transport"


class Slow:
    """A part of a message that, when it is written, looks what others can see of the message by now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[str] = []

    def __json__(self) -> str:
        self.seen = [path.name for path in self.folder.iterdir() if path.suffix == ".msg"]
        return "written"


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path


@pytest.fixture
def channel(folder):
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder)}
    options["control_folder"] = str(folder / "control")
    url = "filesystem://localhost"
    with Connection(url, transport=TRANSPORT, transport_options=options) as connection:
        yield connection.channel()


def test_nobody_sees_a_message_before_it_is_whole(channel, folder):
    part = Slow(folder)
    channel._put("celery", {"body": part})
    assert part.seen == []
    assert channel._get("celery") == {"body": "written"}
    assert list(folder.glob("*.msg*")) == []


def test_messages_come_in_the_order_in_which_they_were_put(channel):
    for number in range(3):
        channel._put("celery", {"n": number})
        sleep(0.002)  # names count milliseconds
    assert [channel._get("celery")["n"] for _ in range(3)] == [0, 1, 2]


def test_a_file_that_is_no_message_ends_no_worker(channel, folder, caplog):
    (folder / "0_half.celery.msg").write_bytes(b"")
    channel._put("celery", {"n": 1})
    with caplog.at_level(logging.WARNING), pytest.raises(Empty):
        channel._get("celery")
    assert caplog.messages == [
        "A message was not whole. What it was about waits for the next tick."
    ]
    assert channel._get("celery") == {"n": 1}


def test_an_app_without_a_broker_of_its_own_uses_it(tmp_path):
    asked = "from coproduce.celery import app; print(app.connection_for_write().transport_cls)"
    environment = {name: value for name, value in os.environ.items() if name != "BROKER_URL"}
    environment["COPRODUCE_DATA_DIR"] = str(tmp_path)
    said = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == TRANSPORT
