"""The pages on which a picture or a recording is added, shown, sent and taken away."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.uploads import MOST_BYTES
from questions import tasks
from questions.files import keeping
from questions.models import Contribution, ContributionFile
from tests import factories
from tests.factories import NOW
from tests.pages import lacks
from tests.questions import samples
from tests.questions.rows import contribution, file_of, looked_at, question

pytestmark = pytest.mark.django_db
YES = {"file_words": "The bench.", "everybody_said_yes": "on"}
UNKNOWN = "We cannot take this kind of file."
KEPT = "Choose the file again. It could not be kept."


def upload(data: bytes, name: str = "me.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


@pytest.fixture
def say(project) -> str:
    return reverse("questions:contribution_create", args=[project.slug])


@pytest.fixture
def client(participant) -> Client:
    client = Client()
    client.force_login(participant)
    return client


@pytest.fixture
def signed_in():
    """Return a function that signs a user in, in a browser of their own."""

    def sign_in(user) -> Client:
        other = Client()
        other.force_login(user)
        return other

    return sign_in


@pytest.fixture
def said(amina) -> Contribution:
    return contribution(amina)


def errors(answer) -> str:
    page = answer.content.decode()
    return re.sub(r"<[^>]+>|\s+", " ", page[page.index('class="problem"') :].partition("</ul>")[0])


def test_only_the_words_are_needed(client, say):
    assert client.post(say, {"words": "No picture."}).status_code == 302
    assert ContributionFile.objects.count() == 0


def test_a_picture_goes_with_what_is_said(client, say, project, amina):
    answer = client.post(say, {"words": "Look.", "file": upload(samples.picture()), **YES})
    said = Contribution.objects.get()
    file = said.files.get()
    assert (answer.url, file.kind, file.words, file.added_by) == (
        said.get_absolute_url(),
        "picture",
        "The bench.",
        amina,
    )
    page = client.get(answer.url).content.decode()
    assert "We are making the picture ready." in page
    tasks.make_file_ready(file_id=file.pk)
    page = client.get(answer.url).content.decode()
    assert f'src="{file.get_absolute_url()}"' in page
    assert 'alt="The bench."' in page
    assert lacks(page, "making the picture ready", but_has="The bench.")


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"file_words": ""}, "Say what it shows, or what is said in it."),
        ({"everybody_said_yes": ""}, "Ask everybody in it first, then tick this."),
        ({"file": upload(b"")}, "This file is empty."),
        ({"file": ""}, "Choose the picture or recording, or leave out what it shows."),
        ({"shown": "unnamed"}, "A picture or a voice can tell who you are."),
        ({"words": ""}, KEPT),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, say, lacking, words):
    sent = {"words": "Look.", "file": upload(samples.picture()), **YES, **lacking}
    answer = client.post(say, {name: value for name, value in sent.items() if value != ""})
    assert words in errors(answer)
    if "words" not in lacking:
        assert ">\nLook.</textarea>" in answer.content.decode()
    assert (Contribution.objects.count(), ContributionFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("what", samples.NOT_TAKEN)
def test_what_is_no_picture_is_refused_at_once_whatever_it_is_called(client, say, what):
    name, data = samples.NOT_TAKEN[what]
    answer = client.post(say, {"words": "Look.", "file": upload(data, name), **YES})
    assert UNKNOWN in errors(answer)
    assert ">\nLook.</textarea>" in answer.content.decode()


def send_raw(client: Client, address: str, name: str, *, is_escaped: bool):
    """Send a file as a browser does, or as somebody does who writes the request by hand."""
    for raw, escaped in (('"', "%22"), ("\r", "%0D"), ("\n", "%0A")) if is_escaped else ():
        name = name.replace(raw, escaped)
    parts = [f'form-data; name="{field}"\r\n\r\n{text}\r\n'.encode() for field, text in YES.items()]
    head = f'form-data; name="file"; filename="{name}"\r\nContent-Type: text/html\r\n\r\n'
    parts.append(head.encode() + samples.picture() + b"\r\n")
    body = b"".join(b"--edge\r\nContent-Disposition: " + part for part in parts) + b"--edge--\r\n"
    return client.generic("POST", address, body, "multipart/form-data; boundary=edge")


@pytest.mark.parametrize("is_escaped", [True, False])
@pytest.mark.parametrize("name", samples.HOSTILE_NAMES)
def test_a_name_does_no_harm_and_is_kept_nowhere(client, said, name, is_escaped):
    answer = send_raw(client, said.get_absolute_url(), name, is_escaped=is_escaped)
    if answer.status_code == 200:
        # Such a name leaves no file, or breaks the request.
        assert "There is a problem" in errors(answer)
        assert not said.files.exists()
        return
    file = said.files.get()
    row = ContributionFile.objects.filter(pk=file.pk).values().get()
    kept = " ".join(str(value) for value in row.values())
    stem = name.rpartition("/")[2][:12]
    assert len(stem) < 4 or lacks(kept, stem, but_has="The bench.")
    file.name, file.arrived, file.done_at = file.arrived, "", NOW
    file.save()
    sent = client.get(file.get_absolute_url())
    assert sent.headers["Content-Disposition"] == f'inline; filename="picture-{file.pk}.jpg"'
    assert sent.headers["Content-Type"] == "image/jpeg"


def test_there_are_forty_hostile_names():
    assert len(set(samples.HOSTILE_NAMES)) >= 40


def test_a_byte_too_many_is_said_and_nothing_of_it_is_kept(client, said):
    data = samples.picture() + bytes(MOST_BYTES)
    started = time.monotonic()
    answer = client.post(said.get_absolute_url(), {"file": upload(data[: MOST_BYTES + 1]), **YES})
    assert "This file is too large. It can have 20 MB at most." in errors(answer)
    assert time.monotonic() - started < 5
    taken = client.post(said.get_absolute_url(), {"file": upload(data[:MOST_BYTES]), **YES})
    assert (taken.status_code, said.files.get().size) == (302, MOST_BYTES)


def test_files_are_for_those_who_said_it(client, project, jo, said, signed_in, facilitator):
    other = contribution(jo)
    sent = {"file": upload(samples.picture()), **YES}
    assert client.post(other.get_absolute_url(), sent).status_code == 403
    assert lacks(
        client.get(other.get_absolute_url()).content.decode(), "Add a picture", but_has="Reply"
    )
    assert "Add a picture" in client.get(said.get_absolute_url()).content.decode()


def test_a_sixth_is_refused_in_words(client, said):
    for _file in range(5):
        file_of(said)
    assert lacks(
        client.get(said.get_absolute_url()).content.decode(), "Add a picture", but_has="Reply"
    )
    answer = client.post(said.get_absolute_url(), {"file": upload(samples.picture()), **YES})
    assert (answer.status_code, said.files.count()) == (200, 5)


def test_the_place_is_away(client, say, said, monkeypatch):
    def away(*_args):
        raise keeping.CannotKeep

    monkeypatch.setattr(keeping, "keep", away)
    for address, more in ((say, {"words": "Look."}), (said.get_absolute_url(), {})):
        sent = {"file": upload(samples.picture()), **YES, **more}
        assert "We cannot keep files just now." in errors(client.post(address, sent))
    assert Contribution.objects.count() == 1


def test_a_project_without_room_says_so_and_keeps_what_was_typed(client, say, said, settings):
    settings.FILES_MOST_MB = 1
    kept = file_of(said, size=1_000_000 - 10)
    for address, more in ((say, {"words": "Look."}), (said.get_absolute_url(), {})):
        sent = {"file": upload(samples.picture()), **YES, **more}
        answer = client.post(address, sent)
        assert "This project has no room for it" in errors(answer)
        assert "The bench." in answer.content.decode()
    assert (Contribution.objects.count(), ContributionFile.objects.count()) == (1, 1)
    # What could not be used takes no room, and what another project has, neither.
    ContributionFile.objects.filter(pk=kept.pk).update(size=1)
    file_of(contribution(factories.MemberFactory()), size=9_000_000)
    refused = {"refusal": "broken", "gave_up_at": NOW, "arrived": ""}
    file_of(said, is_ready=False, size=9_000_000, **refused)
    sent = {"file": upload(samples.picture()), "words": "Look.", **YES}
    assert client.post(say, sent).status_code == 302


def test_whoever_answers_several_or_reads_an_answer_first_sees_them(said, signed_in, jo):
    file = file_of(said)
    kwame = factories.MemberFactory(project=said.project, known_as="Kwame", role="facilitator")
    several = reverse("questions:contribution_answer_several", args=[said.project.slug])
    page = signed_in(jo.user).get(several, {"said": said.pk})
    assert file.get_absolute_url() in page.content.decode()
    looked_at(said, by=jo)
    look = reverse("questions:answer_look", args=[said.project.slug, said.pk])
    assert file.get_absolute_url() in signed_in(kwame.user).get(look).content.decode()


def test_lists_say_that_there_is_a_file_and_whoever_answers_sees_it(said, signed_in, facilitator):
    client, words = signed_in(facilitator), "With a picture or a recording."
    said.question = question(said.member)
    said.save()
    where = said.question.get_absolute_url()
    assert lacks(client.get(where).content.decode(), words, but_has=said.words)
    file = file_of(said)
    assert words in client.get(where).content.decode()
    answering = reverse("questions:contribution_answer", args=[said.project.slug, said.pk])
    assert file.get_absolute_url() in client.get(answering).content.decode()


def test_a_refused_file_is_explained_to_its_author_and_seen_by_nobody_else(
    client, said, jo, signed_in
):
    other = contribution(jo)
    for one in (said, other):
        file_of(one, is_ready=False, refusal="too-many-dots", gave_up_at=NOW, arrived="")
    why = "The picture has too many dots."
    assert why in client.get(said.get_absolute_url()).content.decode()
    assert lacks(client.get(other.get_absolute_url()).content.decode(), why, but_has="Reply")


# Who may see it


def test_members_alone_are_sent_a_file(said, signed_in, stranger, outsider, coordinator):
    address = file_of(said).get_absolute_url()
    assert Client().get(address).status_code == 302
    assert [signed_in(user).get(address).status_code for user in (stranger, outsider)] == [404, 404]
    assert signed_in(coordinator).get(address).status_code == 403


def test_the_address_of_another_project_finds_nothing(said, signed_in, outsider, twin, project):
    address = file_of(said).get_absolute_url()
    assert signed_in(outsider).get(address.replace(project.slug, twin.slug)).status_code == 404


def test_what_waits_is_sent_to_nobody(client, said):
    assert client.get(file_of(said, is_ready=False).get_absolute_url()).status_code == 404


def test_what_is_set_aside_gives_out_no_file(said, jo, signed_in, participant, facilitator):
    other = contribution(jo)
    address, theirs = file_of(said).get_absolute_url(), file_of(other).get_absolute_url()
    for one in (said, other):
        one.set_aside(now=NOW)
    as_participant, page = signed_in(participant), other.get_absolute_url()
    assert [as_participant.get(one).status_code for one in (address, theirs)] == [200, 404]
    assert lacks(as_participant.get(page).content.decode(), theirs, but_has="set aside")
    assert signed_in(facilitator).get(address).status_code == 200


def test_a_file_is_sent_as_what_it_is_and_may_do_nothing(client, said):
    answer = client.get(file_of(said).get_absolute_url())
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert b"".join(answer)[:3] == b"\xff\xd8\xff"


def test_a_file_that_is_lost_is_not_there(client, said):
    file = file_of(said)
    keeping.drop(file.name)
    assert client.get(file.get_absolute_url()).status_code == 404


# Taking away


def test_its_author_takes_it_away_without_a_reason(client, said):
    file = file_of(said)
    answer = client.post(said.get_absolute_url(), {"take_away": file.pk}, follow=True)
    assert "It is gone for good." in answer.content.decode()
    assert said.files.count() == 0
    # A second press of the button, or somebody else was quicker.
    assert client.post(said.get_absolute_url(), {"take_away": file.pk}).status_code == 302


def test_a_facilitator_needs_a_reason(said, signed_in, facilitator):
    file, client = file_of(said), signed_in(facilitator)
    answer = client.post(said.get_absolute_url(), {"take_away": file.pk, "why": ""})
    assert "Say why. Whoever added it is told." in answer.content.decode()
    assert said.files.count() == 1
    client.post(said.get_absolute_url(), {"take_away": file.pk, "why": "A child can be seen."})
    assert said.files.count() == 0


def test_nobody_else_takes_it_away(client, jo):
    other = contribution(jo)
    file = file_of(other)
    sent = {"take_away": file.pk, "why": "I like it not."}
    assert client.post(other.get_absolute_url(), sent).status_code == 403
    mine = contribution(jo)
    assert client.post(mine.get_absolute_url(), sent).status_code == 302
    assert other.files.count() == 1
    assert client.post(other.get_absolute_url(), {"take_away": "x"}).status_code == 404


# What a page may use


def test_the_microphone_is_for_the_page_on_which_one_speaks_alone(client, say, said):
    on, off = "microphone=(self)", "microphone=()"
    page, other = client.get(say), client.get(said.get_absolute_url())
    assert on in page.headers["Permissions-Policy"]
    assert "media-src 'self' blob:" in page.headers["Content-Security-Policy"]
    assert off in other.headers["Permissions-Policy"]
    assert "media-src 'self';" in other.headers["Content-Security-Policy"] + ";"
    assert off in client.get(f"{say}?show=worried").headers["Permissions-Policy"]
