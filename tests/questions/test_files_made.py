"""What is made of a picture or a recording before anybody sees it: nothing hidden, and nothing that does harm."""

from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from mutagen.mp3 import MP3
from mutagen.oggopus import OggOpus
from PIL import Image

from questions.files import keeping, making
from questions.files.making import make
from questions.files.refusals import Refused
from questions.files.sniffing import FORMATS, sniff
from tests.questions import samples
from tests.questions.rows import arrived
from tests.questions.samples import HIDDEN, NOT_TAKEN

PICTURES = {
    "jpeg": samples.picture("JPEG", comment=HIDDEN),
    "png": samples.picture("PNG"),
    "webp": samples.picture("WEBP"),
    "heic": samples.picture("HEIF"),
}
RECORDINGS = {
    "mp4": samples.m4a(),
    "mp3": samples.mp3(),
    "ogg": samples.ogg(),
    "webm": samples.webm(),
}


def made_of(data: bytes, name: str) -> tuple[making.Made, bytes]:
    found = make(arrived(data).name, FORMATS[name])
    return found, b"".join(keeping.read_part(found.name, 0, found.size))


@pytest.mark.parametrize("name", [*PICTURES, *RECORDINGS])
def test_a_kind_that_we_take_is_known_by_its_first_bytes(name):
    data = {**PICTURES, **RECORDINGS}[name]
    assert sniff(data[:64]) is FORMATS[name]
    assert HIDDEN in data


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_everything_else_is_not_taken_whatever_its_name(what):
    _name, data = NOT_TAKEN[what]
    assert sniff(data[:64]) is None


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_anew_upright_and_says_nothing_else(name):
    made, data = made_of(PICTURES[name], name)
    # A HEIC says in another place how it is turned, and nothing counts that stands in its EXIF.
    size = (60, 40) if name == "heic" else (40, 60)
    assert (made.format.name, made.width, made.height, made.size) == ("jpeg", *size, len(data))
    with Image.open(BytesIO(data)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", size, {})
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(shown.info)
    assert not samples.tells(data)


def test_what_can_be_seen_through_stays_so():
    made, data = made_of(samples.picture("PNG", mode="RGBA"), "png")
    assert made.format.name == "webp"
    with Image.open(BytesIO(data)) as shown:
        assert shown.mode == "RGBA"
    assert not samples.tells(data)


def test_of_several_pictures_in_a_file_the_first_is_taken():
    second = {"save_all": True, "append_images": [Image.new("RGB", (60, 40))]}
    made, data = made_of(samples.picture("MPO", **second), "jpeg")
    with Image.open(BytesIO(data)) as shown:
        assert (shown.format, made.width, getattr(shown, "n_frames", 1)) == ("JPEG", 40, 1)


def test_a_large_picture_is_made_smaller():
    made, _data = made_of(samples.picture(size=(5000, 3000)), "jpeg")
    # It is turned upright as well.
    assert (made.width, made.height) == (1229, 2048)


def test_what_is_a_picture_and_a_page_is_a_picture_alone():
    _made, data = made_of(samples.gifar(), "jpeg")
    assert [part for part in (b"script", b"PK", HIDDEN) if part in data] == []


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_recording_keeps_its_sound_and_nothing_that_is_hidden(name):
    made, data = made_of(RECORDINGS[name], name)
    assert made.format.name == name
    assert not samples.tells(data)
    assert not samples.tells(data, b"TIME")
    if name != "mp3":
        assert b"SOUND" in data
        # What is taken out is overwritten where it was, so that nothing else moves.
        assert name == "ogg" or data.index(b"SOUND") == RECORDINGS[name].index(b"SOUND")


def test_cleaned_recordings_can_still_be_read():
    _made, data = made_of(RECORDINGS["mp3"], "mp3")
    found = MP3(BytesIO(data))
    assert (found.tags, found.info.sketchy) == (None, False)
    _made, data = made_of(RECORDINGS["ogg"], "ogg")
    assert OggOpus(BytesIO(data)).tags.keys() == []


def test_tags_are_void_in_a_recording_of_which_the_length_is_told():
    data = made_of(samples.webm(is_live=False), "webm")[1]
    assert not samples.tells(data)


REFUSED = {
    "bomb": ("png", samples.bomb, "too-many-dots"),
    "bomb of the middle": ("png", partial(samples.bomb, 9000, 9000), "too-many-dots"),
    "film": ("mp4", samples.m4a(handler=b"vide", brand=b"isom"), "moving-picture"),
    "film in webm": ("webm", samples.webm(track=1), "moving-picture"),
    "film in ogg": ("ogg", samples.ogg(first=b"\x80theora" + bytes(40)), "moving-picture"),
    "not of its name": ("png", PICTURES["jpeg"], "broken"),
    "not of its name either": ("jpeg", PICTURES["png"], "broken"),
    "page behind a beginning": ("mp3", b"ID3\x04\0\0\0\0\0\0" + samples.HTML, "broken"),
    "box longer than the file": ("mp4", samples.m4a()[:24] + b"\xff\xff\xff\xffmoov", "broken"),
    "box in itself": (
        "mp4",
        samples.m4a()[:24] + samples.box(b"moov", b"\0\0\0\x04moov"),
        "broken",
    ),
    "no sound at all": ("webm", samples.element(0x1A45DFA3, b"webm"), "broken"),
    "archive instead": ("heic", b"PK\x03\x04" * 20, "broken"),
    "SVG behind a beginning": ("jpeg", b"\xff\xd8\xff\xe0" + samples.SVG, "broken"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_used_is_refused_with_a_reason(what, caplog):
    name, made, why = REFUSED[what]
    # A bomb takes a second to make: only who needs it makes it.
    data = made() if callable(made) else made
    with pytest.raises(Refused) as refused:
        make(arrived(data).name, FORMATS[name])
    # It was looked into; nothing was broken off.
    assert (refused.value.why, caplog.records) == (why, [])


@pytest.mark.parametrize("name", [*PICTURES, *RECORDINGS])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_that_was_broken_off_is_shown_or_refused_and_never_fails(name, part):
    data = {**PICTURES, **RECORDINGS}[name]
    try:
        _made, shown = made_of(data[: int(len(data) * part)], name)
    except Refused as refused:
        assert refused.why in ("broken", "moving-picture")  # noqa: PT017
    else:
        assert not samples.tells(shown)


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(making, "MOST_SECONDS", 0.001)
    with pytest.raises(Refused, match="too-much"):
        make(arrived(PICTURES["jpeg"]).name, FORMATS["jpeg"])


def test_what_takes_too_much_memory_is_refused(monkeypatch):
    """The limits hold in the process that opens the file, and not in the worker."""
    little = Path(__file__).with_name("little_memory.py")
    monkeypatch.setattr(making, "PROGRAM", [*making.PROGRAM[:1], str(little)])
    with pytest.raises(Refused, match="too-much"):
        make(arrived(samples.picture("PNG", size=(7000, 7000))).name, FORMATS["png"])


def test_what_is_lost_is_said_to_be_lost():
    name = arrived().name
    keeping.drop(name)
    with pytest.raises(Refused, match="lost"):
        make(name, FORMATS["jpeg"])
