"""The drill: a full installation is copied while it is in use, put back elsewhere, and is as it was."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client

from ballots.keys import make_keys
from ballots.models import Seal
from core.locked_words import lock_words
from decisions.chain import find_problems
from decisions.models import DecisionVersion
from projects.models import Project
from questions.files.keeping import keep, storage
from tests.coproduce.installations import another_installation, folders, rows_of_all_tables
from tests.full_project import fill
from tests.pages import lacks

pytestmark = pytest.mark.django_db(transaction=True)


def command(*words: str) -> str:
    said = io.StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


@pytest.fixture
def here(tmp_path, settings):
    """Folders of this installation, and a key that it made itself."""
    with folders(tmp_path / "here"):
        settings.SECRET_KEY = "the-key-of-this-installation-" + "0" * 30
        (tmp_path / "here" / "secret-key").write_text(settings.SECRET_KEY)
        yield tmp_path / "here"


def test_what_is_put_back_is_what_was_copied(here, tmp_path, project, jo, amina, monkeypatch):
    fill(project, jo, amina, 1)
    seal = Seal()
    seal.public_key = make_keys([seal.pk])[0]
    seal.save()
    lock_words("locked", place="here")
    picture = keep("ready", ContentFile(b"a picture" * 100_000))
    browser = Client()
    browser.force_login(amina.user)
    page = browser.get("/", follow=True)
    assert page.status_code == 200
    assert DecisionVersion.objects.exists()

    said = command("backup", str(tmp_path))
    (copy,) = tmp_path.glob("*.tar")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert said.strip().endswith(f"python manage.py restore {copy}")
    keys = [path.read_bytes() for path in Path(settings.KEYS_DIR).rglob("*.key")]
    assert len(keys) >= 2
    content = copy.read_bytes()
    assert [key for key in keys if key in content or key.hex().encode() in content] == []
    before = rows_of_all_tables()

    with another_installation(tmp_path / "there"):
        # As settings.py does it at the first start.
        monkeypatch.setattr(settings, "SECRET_KEY", "a-new-key-" + "1" * 50)
        (tmp_path / "there" / "secret-key").write_text(settings.SECRET_KEY)
        said = command("restore", str(copy), "--send")
        assert said.strip().endswith("Start Coproduce, and look at a project.")
        assert lacks(said, "cannot be opened", "SECRET_KEY", but_has="What happened after")
        assert rows_of_all_tables() == before
        assert not any(find_problems(each)[1] for each in Project.objects.all())
        with storage().open(picture) as found:
            assert found.read() == b"a picture" * 100_000
        again = browser.get("/", follow=True)
        assert (again.status_code, again.redirect_chain) == (200, page.redirect_chain)
