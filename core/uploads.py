"""Takes files that people send, up to a size; what is beyond is read and let go, so that the form can say so."""

from tempfile import TemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MEGABYTE = 1024 * 1024
#: So large is one file at most.
MOST_BYTES = 20 * MEGABYTE


class CappedUploads(FileUploadHandler):
    """
    Keep a file on the disk while a request lasts, and never more of it than :data:`MOST_BYTES`.

    Its ``size`` is what was sent: :func:`is_too_large` asks it. Without this, whoever sends a large file could fill
    the disk, on any page that takes a form, before it is asked who they are. The file has no name on the disk: when
    the process is killed, nothing is left.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._begun: list[UploadedFile] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        unnamed = TemporaryFile()  # noqa: SIM115 - it is closed with the request
        self.file = UploadedFile(unnamed, self.file_name, self.content_type, 0, self.charset)
        self._begun.append(self.file)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if room := max(0, MOST_BYTES - start):
            self.file.write(raw_data[:room])

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        for file in self._begun:
            file.close()


def is_too_large(upload: UploadedFile) -> bool:
    """Whether more was sent than is taken: then only its beginning is here."""
    return (upload.size or 0) > MOST_BYTES
