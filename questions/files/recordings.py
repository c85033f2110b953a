"""Takes out of a recording what tells of more than the sound; the sound itself is left as it is."""

from io import BytesIO

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


def take_out_hidden(sent: bytes, sent_as: Format) -> bytes:
    """
    Return a new file of the same format, with the same sound and without tags.

    :raises Refused: when it cannot be read, or has something to look at.
    """
    if sent_as in (MP3, OGG):
        file = BytesIO(sent)
        try:
            _clean_mp3(file) if sent_as is MP3 else _clean_ogg(file)
        except (MutagenError, EOFError, ValueError, OSError) as error:
            raise Refused("broken") from error
        return file.getvalue()
    data = bytearray(sent)
    clean_mp4(data) if sent_as is MP4 else clean_webm(data)
    return bytes(data)


def _clean_mp3(file: BytesIO) -> None:
    id3.delete(file, delete_v1=True, delete_v2=True)
    file.seek(0)
    apev2.delete(file)
    file.seek(0)
    found = mp3.MP3(file).info
    if found is None or found.sketchy:
        raise Refused("broken")


def _clean_ogg(file: BytesIO) -> None:
    head = file.getvalue()[:4096]
    if any(mark in head for mark in _PICTURES):
        raise Refused("moving-picture")
    readers = [reader for mark, reader in _SOUNDS.items() if mark in head]
    if not readers:
        raise Refused("broken")
    found = readers[0](file)
    file.seek(0)
    found.delete(file)
