"""Lists as people really have them (the folder ``cases``), read alone and brought to the page that takes them."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from participation.member_lists import read_file, read_text

CASES = Path(__file__).parent / "cases"


def case(name: str) -> bytes:
    return (CASES / f"import-{name}").read_bytes()


def read(name: str, **said):
    data = case(name)
    return read_text(data.decode()) if name.endswith(".txt") else read_file(data, **said)


def upload(client, url: str, name: str, **more):
    file = SimpleUploadedFile("people.csv", case(name))
    return client.post(url, {"file": file, "role": "participant", **more}, follow=True)
