"""What somebody says in confidence is in no table, file, email, log or copy."""

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
from participation import services, tasks
from participation.models import Need, PrivateWord, Return
from participation.word_links import make_token
from tests.coproduce.installations import folders, rows_of_all_tables
from tests.coproduce.test_needs_nowhere import (
    HOW,
    IN_PRIVATE,
    IN_RETURN,
    WORDS,
    promise_in_return,
)
from tests.factories import NOW
from tests.filled_forms import send
from tests.needing import opened
from tests.pages import lacks
from tests.safety import give_safety_contact

KIND = "caring"


def write_in_private(mine, theirs, jo, find):
    """Write to a facilitator and to the person outside alone; both open it, answer it, and ask to send it on."""
    give_safety_contact(jo.project)
    for to in (jo.pk, "outside"):
        typed = {"what": "write", "to": to, "words": IN_PRIVATE[0]}
        assert mine.post(find("my_words"), typed).status_code == 302
        word = PrivateWord.objects.latest("pk")
        link = reverse("participation:word_link", args=[make_token(word)])
        reader, address = (
            (Client(), link) if to == "outside" else (theirs, find("word_read", word.pk))
        )
        page = reader.post(address, {"why": "answer"}, follow=True)
        assert IN_PRIVATE[0] in page.text
        for typed in ({"answer": IN_PRIVATE[1]}, {"ask": IN_PRIVATE[2]}):
            assert reader.post(address, typed).status_code == 302
    assert all(words in mine.get(find("my_words")).text for words in IN_PRIVATE)
    PrivateWord.objects.update(waits_since=NOW.replace(year=2020))
    tasks.look_after_private_words()


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
        promise_in_return(amina, jo)
        assert theirs.post(find("member_returns", amina.pk), {"why": "give"}).status_code == 302
        assert IN_RETURN[2] in theirs.get(find("member_returns", amina.pk)).text
        theirs.post(find("returns_due"), {"sure": "yes"})
        assert IN_RETURN[2] in theirs.get(find("returns_due")).text
        write_in_private(mine, theirs, jo, find)
        Return.objects.update(due_on=today.replace(year=2020), answered_at=NOW.replace(year=2020))
        # Nobody is reminded at night.
        by_day = timezone.localtime().replace(hour=12)
        for member in find_people(now=by_day):
            remind(member, now=by_day)
        outbox_tasks.send_due()
        copy = tmp_path / "copy.tar"
        call_command("backup", str(copy))
        tables = rows_of_all_tables()
        files = [*(tmp_path / "here").rglob("*"), *Path(settings.KEYS_DIR).rglob("*"), copy]
        contents = [path.read_bytes() for path in files if path.is_file()]
    assert services.read_needs(amina)[0].how == HOW
    assert (bool(tables["participation_need"]), bool(tables["participation_return"])) == (
        True,
        True,
    )
    assert len(tables["participation_privateword"]) == 2
    assert mail.outbox
    emails = [message.message().as_string() for message in mail.outbox]
    logged = [record.getMessage() for record in caplog.records]
    said = [*map(repr, tables.values()), *emails, *logged, *map(repr, contents)]
    secret = ("Quokka", "Numbat", "Bilby", "Dugong", "77.13", "Wombat")
    secret += ("Potoroo", "Wallaby", "Dingo")
    assert [text[:99] for text in said if any(word in text for word in secret)] == []
    assert lacks(repr(tables["participation_need"]), f"'{KIND}'", but_has="2020")
