"""What is kept of a file that somebody sends, while the request lasts."""

import os

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from core import uploads
from core.uploads import is_too_large


@pytest.fixture
def sent():
    """Return a function that sends a file with a form, and gives back both."""
    requests = []

    def send(data: bytes):
        typed = {"file": SimpleUploadedFile("me.jpg", data), "words": "Look."}
        request = RequestFactory().post("/", typed)
        requests.append(request)
        return request.FILES["file"], request.POST["words"]

    yield send
    for request in requests:
        request.close()


def test_a_file_is_kept_as_it_was_sent(sent):
    file, words = sent(b"dots" * 9)
    assert (file.read(), file.size, is_too_large(file), words) == (b"dots" * 9, 36, False, "Look.")


@pytest.mark.parametrize(("more", "is_too_much"), [(0, False), (1, True), (5000, True)])
def test_no_more_is_kept_than_may_be_and_the_rest_of_the_form_is_there(
    sent, monkeypatch, more, is_too_much
):
    monkeypatch.setattr(uploads, "MOST_BYTES", 200_000)
    file, words = sent(b"x" * (200_000 + more))
    assert (len(file.read()), file.size) == (200_000, 200_000 + more)
    assert (is_too_large(file), words) == (is_too_much, "Look.")


def test_a_file_has_no_name_on_the_disk(sent):
    file, _words = sent(b"x" * 5_000_000)
    assert os.fstat(file.file.fileno()).st_nlink == 0


def test_every_page_takes_files_in_this_way():
    assert settings.FILE_UPLOAD_HANDLERS == ["core.uploads.CappedUploads"]
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == 3
