"""`manage.py check` looks at the installation, says what to do, and shows no secret; with arguments it is Django's."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coproduce import probes
from home.models import QueueTick
from tests.pages import lacks

pytestmark = pytest.mark.django_db


def check(*words: str) -> str:
    said = io.StringIO()
    try:
        call_command("check", *words, stdout=said)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue()


@pytest.mark.parametrize("words", [["--tag", "urls"], ["core"], ["--list-tags"]])
def test_with_arguments_it_is_djangos(words, monkeypatch):
    monkeypatch.setattr(probes, "PROBES", {})
    assert lacks(check(*words), "All is well", but_has="\n")


def test_what_is_wrong_is_named_and_no_secret_is_shown(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    settings.EMAIL_HOST_PASSWORD = "hunter2"
    said = check()
    assert "mail:          LOOK HERE: the mail server does not let us in" in said
    assert "schedule:      LOOK HERE: it never ran." in said
    assert "database:      ok" in said
    assert "need a look" in said
    assert lacks(said, "hunter2", settings.SECRET_KEY, but_has="mail:")


def test_a_probe_that_fails_stops_no_other(monkeypatch):
    def fails() -> probes.Found:
        raise RuntimeError("secret")

    for name in probes.PROBES:
        monkeypatch.setitem(probes.PROBES, name, fails)
    said = check()
    assert said.count("LOOK HERE: this failed (RuntimeError)") == len(probes.PROBES)
    assert lacks(said, "secret", but_has="LOOK")


def test_when_all_is_well_it_says_so(monkeypatch):
    for name in probes.PROBES:
        monkeypatch.setitem(probes.PROBES, name, lambda: (True, "well"))
    assert check().endswith("All is well. There is nothing to do.\n")


def test_the_schedule_is_judged_by_what_the_workers_noted(db):
    """The last age of a note is the older queue's; a queue that nobody works on is named."""
    now = timezone.now()
    for queue, seconds in {"codes": 3, "celery": 70}.items():
        QueueTick.objects.create(queue=queue, at=now - timedelta(seconds=seconds))
    is_well, said = probes.schedule()
    assert (is_well, said[:32]) == (True, "each queue was last worked on 70")
    QueueTick.objects.filter(queue="codes").delete()
    is_well, said = probes.schedule()
    assert (is_well, "the queue “codes”. Start Coproduce" in said) == (False, True)
