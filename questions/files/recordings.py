"""Takes out of a recording what tells of more than the sound; the sound itself is left as it is."""

import shutil
from pathlib import Path

from mutagen import MutagenError, apev2, id3, mp3
from mutagen.ogg import OggFileType
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis

from questions.files.boxes import clean_mp4
from questions.files.elements import clean_webm
from questions.files.refusals import Refused
from questions.files.sniffing import MP3, MP4, OGG, Format

#: What the first page of each stream in an Ogg file begins with, and who reads it.
_SOUNDS: dict[bytes, type[OggFileType]] = {
    b"OpusHead": OggOpus,
    b"\x01vorbis": OggVorbis,
    b"\x7fFLAC": OggFLAC,
    b"Speex   ": OggSpeex,
}
_PICTURES = (b"\x80theora", b"BBCD\x00", b"\x01video")


def take_out_hidden(source: Path, target: Path, sent_as: Format) -> Format:
    """
    Write a new file with the same sound and without tags; return its format.

    :raises Refused: when it cannot be read, or has something to look at.
    """
    if sent_as in (MP3, OGG):
        shutil.copyfile(source, target)
        try:
            _clean_mp3(target) if sent_as is MP3 else _clean_ogg(target)
        except (MutagenError, EOFError, ValueError, OSError) as error:
            raise Refused("broken") from error
        return sent_as
    data = bytearray(source.read_bytes())
    clean_mp4(data) if sent_as is MP4 else clean_webm(data)
    target.write_bytes(data)
    return sent_as


def _clean_mp3(path: Path) -> None:
    id3.delete(path, delete_v1=True, delete_v2=True)
    apev2.delete(path)
    found = mp3.MP3(path).info
    if found is None or found.sketchy:
        raise Refused("broken")


def _clean_ogg(path: Path) -> None:
    head = path.read_bytes()[:4096]
    if any(mark in head for mark in _PICTURES):
        raise Refused("moving-picture")
    readers = [reader for mark, reader in _SOUNDS.items() if mark in head]
    if not readers:
        raise Refused("broken")
    readers[0](path).delete(path)
