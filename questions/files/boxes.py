"""
Takes out of an MP4 recording what tells of more than the sound: names, places, devices, times.

What is taken out is overwritten where it is and marked as free, so that nothing else moves (ISO/IEC 14496-12).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from questions.files.refusals import Refused

_INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"mvex", b"edts", b"stbl", b"dinf"}
#: Boxes that hold data about the recording, of which a player needs none.
_HIDDEN = {b"udta", b"meta", b"uuid", b"ilst", b"id32", b"free", b"skip", b"wide"}
#: Boxes that begin with the times at which they were made and changed.
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
#: What a track can be of, beside sound, that would be seen or read.
_NOT_SOUND = {b"vide", b"text", b"sbtl", b"subt", b"meta", b"auxv", b"pict"}
_DEEPEST = 8


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def clean_mp4(data: bytearray) -> None:
    """
    Overwrite what is hidden in an MP4 file.

    :raises Refused: when it is broken, has no sound, or something to look at.
    """
    handlers = set()
    for box in _walk(data, 0, len(data), depth=0):
        if box.kind in _HIDDEN:
            data[box.start + 4 : box.start + 8] = b"free"
            data[box.body : box.end] = bytes(box.end - box.body)
        elif box.kind in _TIMED:
            _forget_times(data, box)
        elif box.kind == b"hdlr":
            handlers.add(bytes(data[box.body + 8 : box.body + 12]))
            # The name that follows tells by what it was made.
            data[box.body + 24 : box.end] = bytes(max(0, box.end - box.body - 24))
    if handlers & _NOT_SOUND:
        raise Refused("moving-picture")
    if b"soun" not in handlers:
        raise Refused("broken")


def _walk(data: bytearray, at: int, end: int, *, depth: int) -> Iterator[_Box]:
    while at < end:
        box = _read(data, at, end)
        yield box
        if box.kind in _INSIDE and depth < _DEEPEST:
            yield from _walk(data, box.body, box.end, depth=depth + 1)
        at = box.end


def _read(data: bytearray, at: int, end: int) -> _Box:
    if at + 8 > end:
        raise Refused("broken")
    size, body = int.from_bytes(data[at : at + 4], "big"), at + 8
    if size == 1:
        size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
    elif size == 0:
        size = end - at
    kind, last = bytes(data[at + 4 : at + 8]), at + size
    if last < body or (last > end and kind != b"mdat"):
        raise Refused("broken")
    # A recording that was broken off lacks the end of its sound, and is played up to there.
    return _Box(kind, at, body, min(last, end))


def _forget_times(data: bytearray, box: _Box) -> None:
    is_long = box.body < box.end and data[box.body] == 1
    start, length = box.body + 4, 16 if is_long else 8
    if start + length > box.end:
        raise Refused("broken")
    data[start : start + length] = bytes(length)
