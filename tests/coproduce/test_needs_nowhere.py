"""What somebody needs is on no page, in no table, file, email, log or copy, but where they and its readers look."""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox import tasks as outbox_tasks
from outbox.reminders import find_people, remind
from participation import services
from participation.models import Need
from tests.coproduce.installations import folders, rows_of_all_tables
from tests.filled_forms import send
from tests.house.test_access import PATTERNS
from tests.house.world import Role
from tests.needing import opened, say_needs
from tests.pages import lacks

#: What somebody needs, and how it is arranged.
WORDS, HOW = "Quokka beside the window", "Numbat from room 9"
KIND = "caring"


def content_of(answer) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts).decode(errors="replace")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role != Role.PARTICIPANT])
def test_no_page_of_anybody_else_has_a_word_of_it(full_world, role):
    with full_world.undone():
        need = say_needs(full_world.participant, full_world.facilitator, caring=WORDS)
        due_on = timezone.localdate()
        now = timezone.now()
        services.promise_need(need, by=full_world.facilitator, due_on=due_on, how=HOW, now=now)
        client, found = full_world.client(role), []
        for name, pattern in PATTERNS.items():
            words = pattern.pattern.regex.groupindex
            address = reverse(name, kwargs={word: full_world.arguments[word] for word in words})
            page = content_of(client.get(address))
            if WORDS in page or HOW in page:
                found.append(address)
        assert found == []
        own = full_world.client(Role.PARTICIPANT)
        page = own.get(reverse("participation:my_needs", args=[full_world.project.slug])).text
        assert (WORDS in page, HOW in page) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_it_is_in_no_table_file_email_log_or_copy(
    tmp_path, project, amina, jo, participant, facilitator, caplog
):
    caplog.set_level(logging.DEBUG)
    slug, today = project.slug, timezone.localdate()
    with folders(tmp_path / "here"):
        mine, theirs = Client(), Client()
        mine.force_login(participant)
        page = reverse("participation:question", args=[slug, "needs"])
        typed = {KIND: WORDS, "named_stood": jo.pk}
        assert send(mine, page, typed).status_code == 302
        theirs.force_login(facilitator)
        session = theirs.session
        session["began_at"] = timezone.now().isoformat()
        session.save()

        def find(name, *args):
            return reverse(f"participation:{name}", args=[slug, *args])

        assert WORDS in opened(theirs, find, amina).text
        promise = find("need_promise", Need.objects.get().pk)
        typed = {"by": jo.pk, "due_on": today.isoformat(), "how": HOW, "lasts": "good"}
        assert send(theirs, promise, typed).status_code == 302
        Need.objects.update(promised_at=timezone.now().replace(year=2020))
        for member in find_people(now=timezone.now()):
            remind(member, now=timezone.now())
        outbox_tasks.send_due()
        copy = tmp_path / "copy.tar"
        call_command("backup", str(copy))
        tables = rows_of_all_tables()
        files = [*(tmp_path / "here").rglob("*"), *Path(settings.KEYS_DIR).rglob("*"), copy]
        contents = [path.read_bytes() for path in files if path.is_file()]
    assert services.read_needs(amina)[0].how == HOW
    assert tables["participation_need"]
    assert mail.outbox
    emails = [message.message().as_string() for message in mail.outbox]
    logged = [record.getMessage() for record in caplog.records]
    said = [*map(repr, tables.values()), *emails, *logged, *map(repr, contents)]
    assert [text[:99] for text in said if "Quokka" in text or "Numbat" in text] == []
    assert lacks(repr(tables["participation_need"]), f"'{KIND}'", but_has="2020")
