"""The hash of a script or a style sheet on a page is that of the bytes that the server gives under its address."""

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template

from core.templatetags import integrity

TAG = re.compile(
    r'<(?:script|link\s+rel="stylesheet")\s+(?:src|href)="([^"]+)"[^>]*?\sintegrity="([^"]+)"'
)
OURS = {
    *("css/all.css", "css/print.css", "django_htmx/htmx-2.min.js"),
    *("js/app.js", "js/review.js", "js/people.js", "js/draft.js", "js/record.js"),
}
#: Collects into a folder of its own, then asks for a page and all that it loads, as in use.
IN_USE = """
import json, sys, django
from django.conf import settings
settings.STATIC_ROOT = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.template.loader import render_to_string
from django.test import Client
from tests.core.test_integrity import TAG, hash_of
page = render_to_string("base.html", {"request": None}) + render_to_string("trouble.html")
found = TAG.findall(page)
client = Client(headers={"Accept-Encoding": "identity"})
print(json.dumps([[a, b, hash_of(b"".join(client.get(a).streaming_content))] for a, b in found]))
"""


def hash_of(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def given(client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content)


def test_each_hash_on_a_page_is_that_of_what_is_served(signed_in, participant):
    client = signed_in(participant)
    found = TAG.findall(html.unescape(client.get("/about/").content.decode()))

    assert {address.removeprefix(settings.STATIC_URL) for address, _hash in found} == OURS
    for address, said in found:
        assert said == hash_of(given(client, address)), address


def test_the_page_of_a_fault_has_hashes_too(client):
    client.raise_request_exception = False
    page = client.get("/", headers={"Host": "elsewhere.example.org"}).content.decode()
    [(address, said)] = TAG.findall(html.unescape(page))
    assert said == hash_of(given(client, address))


def test_files_that_were_collected_have_the_hash_of_what_was_collected(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", IN_USE, str(tmp_path / "collected")],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "coproduce.settings",
            "COPRODUCE_HASHED_STATIC": "1",
            "ALLOWED_HOSTS": "testserver",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) >= 5
    assert [(said, was) for _address, said, was in found if said != was] == []
    assert all(re.search(r"\.[0-9a-f]{12}\.", address) for address, _said, _was in found)


def test_a_file_that_changes_has_another_hash_at_once(monkeypatch, tmp_path):
    sheet = tmp_path / "a.css"
    monkeypatch.setattr(finders, "find", lambda _name: str(sheet))
    written = []
    for content in (b"a { color: red }", b"a { color: blue }"):
        sheet.write_bytes(content)
        written.append(integrity.integrity("css/a.css"))
        assert written[-1] == hash_of(content)
    assert len({*written}) == 2


def test_a_file_that_cannot_be_read_leaves_the_page_standing():
    page = Template("{% load integrity %}[{% integrity 'css/nowhere.css' %}]")
    written = page.render(Context())
    assert written == "[]"
