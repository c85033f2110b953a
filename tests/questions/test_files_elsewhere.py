"""Files in a storage that speaks S3: a server of that kind, on this machine alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from django.core.files.storage import storages
from django.test import Client
from moto.server import ThreadedMotoServer

from core.s3 import s3_place
from questions import services, tasks
from questions.files import keeping
from questions.models import ContributionFile
from tests.factories import NOW
from tests.pages import lacks
from tests.questions import samples
from tests.questions.rows import A_JPEG, arrived, contribution, file_of

pytestmark = pytest.mark.django_db(transaction=True)


def place(endpoint: str) -> dict[str, Any]:
    """Return what the settings make of FILES_BUCKET and the others beside it."""
    keys = {"access_key": "test", "secret_key": "test-secret"}
    return s3_place(bucket="coproduce", endpoint=endpoint, region="eu-west-2", **keys)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def bucket(server, settings) -> Any:
    """A bucket in which files are kept."""
    names = {"aws_access_key_id": "test", "aws_secret_access_key": "test-secret"}
    client = boto3.resource("s3", endpoint_url=server, region_name="eu-west-2", **names)
    bucket = client.create_bucket(
        Bucket="coproduce", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
    )
    settings.STORAGES = settings.STORAGES | {"files": place(server)}
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def kept(bucket: Any) -> list[str]:
    return sorted(one.key for one in bucket.objects.all())


@pytest.fixture
def said(amina):
    return contribution(amina)


@pytest.fixture
def client(participant) -> Client:
    client = Client()
    client.force_login(participant)
    return client


def test_a_picture_is_kept_made_ready_sent_and_deleted_there(bucket, said, client):
    picture = arrived(samples.picture())
    file = services.add_file(said, by=said.member, arrived=picture, now=NOW)
    assert kept(bucket) == [file.arrived]
    tasks.make_file_ready(file_id=file.pk)
    file.refresh_from_db()
    assert kept(bucket) == [file.name]
    answer = client.get(file.get_absolute_url())
    data = b"".join(answer)
    assert (answer.status_code, len(data)) == (200, file.size)
    assert not samples.tells(data)
    # It is sent by us: nobody is told where it is.
    assert lacks(str(answer.headers), "coproduce", but_has="inline")
    services.take_file_away(file, by=said.member, why="", now=NOW)
    assert kept(bucket) == []


def test_a_part_is_asked_of_the_server_as_a_part(said, client):
    file = file_of(said)
    answer = client.get(file.get_absolute_url(), headers={"range": "bytes=10-19"})
    assert (answer.status_code, b"".join(answer)) == (206, A_JPEG[10:20])
    assert answer.headers["Content-Range"] == f"bytes 10-19/{len(A_JPEG)}"


def test_what_is_kept_there_is_private(bucket, said):
    file = file_of(said)
    grants = bucket.Object(file.name).Acl().grants
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]


def test_what_is_lost_there_is_not_found(said, client):
    file, waiting = file_of(said), file_of(said, is_ready=False)
    keeping.drop(file.name)
    keeping.drop(waiting.arrived)
    assert client.get(file.get_absolute_url()).status_code == 404
    tasks.make_file_ready(file_id=waiting.pk)
    waiting.refresh_from_db()
    assert waiting.refusal == "lost"


def test_while_the_server_is_away_nothing_is_lost(said, client, settings):
    file, waiting = file_of(said), file_of(said, is_ready=False)
    settings.STORAGES = settings.STORAGES | {"files": place("http://127.0.0.1:9")}
    answer = client.get(file.get_absolute_url())
    assert (answer.status_code, answer.headers["Content-Type"][:10]) == (503, "text/plain")
    tasks.make_file_ready(file_id=waiting.pk)
    waiting.refresh_from_db()
    assert waiting.is_waiting
    sent = {"file": open_picture(), "file_words": "The bench.", "everybody_said_yes": "on"}
    page = client.post(said.get_absolute_url(), sent).content.decode()
    assert "We cannot keep files just now." in page
    assert ContributionFile.objects.count() == 2


def open_picture() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("me.jpg", A_JPEG)


def test_the_sweep_finds_there_what_nothing_knows_of(bucket, said):
    file, lost = file_of(said), arrived().name
    assert services.sweep_files(now=NOW + timedelta(days=9000)) == 1
    assert kept(bucket) == [file.name]
    assert lost != file.name


def test_what_was_written_once_is_never_written_over(bucket):
    from django.core.files.base import ContentFile

    names = {storages["files"].save("ready/same", ContentFile(b"one")) for _time in range(2)}
    assert len(names) == 2
