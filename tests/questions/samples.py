"""Pictures and recordings as people send them, and as somebody would send them who means harm."""

import struct
import zlib
from io import BytesIO

from PIL import Image

#: Stands in the hidden parts of each sample: in none that is shown.
HIDDEN = b"51.5034 N 0.1276 W Nokia of Amina"
SCRIPT = b"<script>document.title='harm'</script>"
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'
    + SCRIPT
    + b"</svg>"
)
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"


def tells(data: bytes, hidden: bytes = HIDDEN) -> bool:
    """Whether a file still has what was hidden in it."""
    return hidden in data


def picture(
    form: str = "JPEG", *, size: tuple[int, int] = (60, 40), mode: str = "RGB", **more
) -> bytes:
    """Return a picture with a place, a device and a way to turn it in its hidden data."""
    hidden = Image.Exif()
    hidden[0x0112] = 6  # turned by a quarter
    hidden[0x010F] = HIDDEN.decode()
    hidden.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 12.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    if form == "HEIF":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    file = BytesIO()
    Image.new(mode, size, (200, 80, 20, 90)[: len(mode)]).save(file, form, exif=hidden, **more)
    return file.getvalue()


def bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """Return a small PNG that says it has so many dots, all of the same colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    packer, row = zlib.compressobj(9), bytes(1 + width // 8)
    dots = b"".join(packer.compress(row) for _row in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def box(kind: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I", 8 + len(data)) + kind + data


def m4a(*, handler: bytes = b"soun", brand: bytes = b"M4A ") -> bytes:
    """Return the frame of an MP4 recording: all that is read of it, with hidden data where phones put it."""
    named = box(b"hdlr", bytes(8), handler, bytes(12), HIDDEN + b"\0")
    track = box(b"trak", box(b"tkhd", bytes(4), b"TIMETIME", bytes(72)), box(b"mdia", named))
    places = box(b"udta", box(b"\xa9xyz", HIDDEN), box(b"meta", bytes(4), HIDDEN))
    times = box(b"mvhd", bytes(4), b"TIMETIME", bytes(88))
    film = box(b"moov", times, track, places, box(b"meta", HIDDEN))
    return (
        box(b"ftyp", brand, bytes(4), brand, b"isom")
        + film
        + box(b"free", HIDDEN)
        + box(b"mdat", b"SOUND" * 9)
    )


def mp3() -> bytes:
    """Return a recording of silence, with tags at both ends."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    words = b"\x03" + HIDDEN
    tag = b"TXXX" + struct.pack(">I", len(words)) + b"\0\0" + words
    size = bytes([0, 0, len(tag) >> 7, len(tag) & 127])
    return b"ID3\x04\0\0" + size + tag + frame * 40 + b"TAG" + HIDDEN.ljust(125, b"\0")


def ogg(*, first: bytes = b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0") -> bytes:
    """Return a recording in Opus, with a comment."""
    comment = b"LOCATION=" + HIDDEN
    tags = (
        b"OpusTags" + struct.pack("<I", 4) + b"none" + struct.pack("<II", 1, len(comment)) + comment
    )
    packets = ((2, 0, first), (0, 0, tags), (4, 960, b"\xf8" + b"SOUND" * 9))
    return b"".join(
        _page(packet, number=number, flags=flags, at=at)
        for number, (flags, at, packet) in enumerate(packets)
    )


def _page(packet: bytes, *, number: int, flags: int, at: int) -> bytes:
    lacing = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, at, 7, number, 0, len(lacing)) + lacing
    crc = 0
    for byte in head + packet:
        crc ^= byte << 24
        for _bit in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    return head[:22] + struct.pack("<I", crc) + head[26:] + packet


def element(kind: int, data: bytes, *, is_told: bool = True) -> bytes:
    name = kind.to_bytes((kind.bit_length() + 7) // 8, "big")
    size = (len(data) | 1 << 28).to_bytes(4, "big") if is_told else b"\x01" + b"\xff" * 7
    return name + size + data


def webm(*, track: int = 2, is_live: bool = True) -> bytes:
    """Return the frame of a WebM recording, as a browser writes it while it records, with hidden data."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    named = b"".join(element(kind, HIDDEN) for kind in (0x4461, 0x7BA9, 0x4D80, 0x5741))
    about = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + named)
    tracks = element(
        0x1654AE6B, element(0xAE, element(0x83, bytes([track])) + element(0x536E, HIDDEN))
    )
    sound = element(
        0x1F43B675, element(0xE7, b"\0") + element(0xA3, b"\x81\0\0\x80SOUND"), is_told=not is_live
    )
    tags = element(0x1254C367, element(0x7373, HIDDEN))
    return head + element(0x18538067, about + tracks + sound * 2 + tags, is_told=not is_live)


def gifar() -> bytes:
    """Return what is a picture from its beginning, and an archive and a page from its end."""
    archive = b"PK\x03\x04" + HIDDEN + b"PK\x05\x06" + bytes(18)
    return picture() + HTML + archive


#: Name -> what is sent under it, and is taken for none of the kinds that we take.
NOT_TAKEN = {
    "SVG named .jpg": ("me.jpg", SVG),
    "HTML named .jpg": ("me.jpg", HTML),
    "HTML named .mp3": ("me.mp3", HTML),
    "GIF": ("me.gif", b"GIF89a" + bytes(40)),
    "GIF that is a script": ("me.gif", b"GIF89a/*" + bytes(4) + b"*/=1;alert(1)"),
    "TIFF": ("me.tif", b"II*\0" + bytes(40)),
    "BMP": ("me.jpg", b"BM" + bytes(60)),
    "AVIF": ("me.heic", box(b"ftyp", b"avif", bytes(4), b"mif1")),
    "film of a phone": ("me.m4a", box(b"ftyp", b"qt  ", bytes(4), b"qt  ")),
    "Matroska": ("me.webm", element(0x1A45DFA3, element(0x4282, b"matroska"))),
    "WAV": ("me.wav", b"RIFF" + bytes(4) + b"WAVE"),
    "PDF": ("me.jpg", b"%PDF-1.7 " + SCRIPT),
    "program": ("me.png", b"\x7fELF" + bytes(60)),
    "archive": ("me.jpg", b"PK\x03\x04" + bytes(60)),
    "one byte": ("me.jpg", b"\xff"),
    "PostScript": ("me.jpg", b"%!PS-Adobe-3.0 EPSF-3.0"),
    "a word": ("me.jpg", b"hello"),
}
#: Names that files can be given to do harm; none is used for anything.
HOSTILE_NAMES = [
    *("../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\con", "a/b/c.jpg", "....//x.jpg"),
    *(
        "me.jpg\0.html",
        "me.jpg\r\nSet-Cookie: a=b",
        "\r\n\r\n<html>",
        'a"; filename="b.html',
        "a;b.jpg",
    ),
    *(
        "<script>alert(1)</script>.jpg",
        '"><img src=x onerror=alert(1)>.png',
        "{{ 7*7 }}.jpg",
        "{% load x %}.jpg",
    ),
    *(
        "' OR 1=1 --.jpg",
        "`id`.jpg",
        "$(id).jpg",
        "| id",
        "&& id.jpg",
        "a\nb.jpg",
        "%2e%2e%2fx.jpg",
        "%00.jpg",
    ),
    *(
        "con.jpg",
        "nul",
        "aux.png",
        ".htaccess",
        ".",
        "..",
        " ",
        ".jpg",
        "me.jpg.exe",
        "me.php.jpg",
        "me.svg",
    ),
    *(
        "\u202egpj.exe",
        "e\u0301" * 40 + ".jpg",
        "x" * 300 + ".jpg",
        "💥.jpg",
        "ｍｅ．ｊｐｇ",
        "עברית.jpg",
        "me.jpg:x",
        "~",
    ),
]
