"""Takes files that people send, up to a size; what is beyond is read and let go, so that the form can say so."""

from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MEGABYTE = 1024 * 1024
#: So large is one file at most.
MOST_BYTES = 20 * MEGABYTE


class CappedUploads(TemporaryFileUploadHandler):
    """
    Keep a file on the disk while a request lasts, and never more of it than :data:`MOST_BYTES`.

    Its ``size`` is what was sent: :func:`is_too_large` asks it. Without this, whoever sends a large file could fill
    the disk, on any page that takes a form, before it is asked who they are.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file: TemporaryUploadedFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if room := max(0, MOST_BYTES - start):
            self.file.write(raw_data[:room])


def is_too_large(upload: UploadedFile) -> bool:
    """Whether more was sent than is taken: then only its beginning is here."""
    return (upload.size or 0) > MOST_BYTES
