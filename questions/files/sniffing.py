"""Says what a file is by its first bytes: neither its name nor what a browser calls it is believed."""

from dataclasses import dataclass

PICTURE, RECORDING = "picture", "recording"
#: So many of the first bytes are enough.
HEAD = 64


@dataclass(frozen=True)
class Format:
    """A kind of file that is taken: what it is for people, and how it is called when it is sent."""

    name: str
    kind: str
    media_type: str
    ending: str


JPEG = Format("jpeg", PICTURE, "image/jpeg", "jpg")
PNG = Format("png", PICTURE, "image/png", "png")
WEBP = Format("webp", PICTURE, "image/webp", "webp")
HEIC = Format("heic", PICTURE, "image/heic", "heic")
MP4 = Format("mp4", RECORDING, "audio/mp4", "m4a")
MP3 = Format("mp3", RECORDING, "audio/mpeg", "mp3")
OGG = Format("ogg", RECORDING, "audio/ogg", "ogg")
WEBM = Format("webm", RECORDING, "audio/webm", "webm")
FORMATS = {one.name: one for one in (JPEG, PNG, WEBP, HEIC, MP4, MP3, OGG, WEBM)}
#: What can be chosen in a file field; a phone offers its camera and its recorder for these.
ACCEPTED = (
    "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif,audio/mp4,audio/x-m4a,audio/mpeg,audio/ogg,"
    "audio/webm,.m4a,.mp3,.ogg,.oga,.opus,.webm"
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}
_HEIF_BRANDS = {b"mif1", b"msf1"}
_MP4_BRANDS = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6"}


def sniff(head: bytes) -> Format | None:
    """Return which of the formats that we take a file begins like; None for everything else."""
    if head[:3] == b"\xff\xd8\xff":
        return JPEG
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head[:4] == b"OggS":
        return OGG
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return WEBM if b"webm" in head else None
    return MP3 if head[:3] == b"ID3" or _is_mpeg_frame(head) else None


def _by_brand(head: bytes) -> Format | None:
    major = head[8:12]
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[at : at + 4] for at in range(16, size - 3, 4)}
    if major in _HEIC_BRANDS or (major in _HEIF_BRANDS and brands & _HEIC_BRANDS):
        return HEIC
    return MP4 if major in _MP4_BRANDS else None


def _is_mpeg_frame(head: bytes) -> bool:
    """Whether it begins with a frame of MPEG audio, layer III, of a bit rate and a sampling rate that there are."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    rate, sampling, version = head[2] >> 4, head[2] >> 2 & 3, head[1] >> 3 & 3
    return rate not in (0, 15) and sampling != 3 and version != 1
