"""
Takes out of a WebM recording what tells of more than the sound: tags, attachments, its title and its day.

What is taken out is overwritten where it is and marked as void, so that nothing else moves (RFC 8794, RFC 9559).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from questions.files.refusals import Refused

_HEADER, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_INFO, _TRACKS, _TRACK, _TRACK_TYPE = 0x1549A966, 0x1654AE6B, 0xAE, 0x83
_SOUND = 2
#: What stands right below a segment, and ends a cluster of which the length is not told.
_TOP = {_CLUSTER, _INFO, _TRACKS, 0x114D9B74, 0x1C53BB6B, 0x1043A770, 0x1941A469, 0x1254C367, 0xEC}
#: Tags, attachments, chapters; then of the information: day, title, names of files, names of programs.
_HIDDEN = {0x1254C367, 0x1941A469, 0x1043A770}
_HIDDEN_INFO = {0x4461, 0x7BA9, 0x7384, 0x3C83AB, 0x3E83BB, 0x73A4, 0x3CB923, 0x3EB923}
#: Of a track: its name.
_HIDDEN_TRACK = {0x536E}
#: Names of programs, which have to be there.
_BLANKED = {0x4D80, 0x5741}
_INSIDE = {_SEGMENT, _INFO, _TRACKS, _TRACK}
_VOID = 0xEC
_SPARE = {_VOID, 0xBF}


@dataclass(frozen=True)
class _Element:
    kind: int
    start: int
    body: int
    end: int


def clean_webm(data: bytearray) -> None:
    """
    Overwrite what is hidden in a WebM file.

    :raises Refused: when it is broken, has no sound, or something to look at.
    """
    kinds = []
    for element in _walk(data, 0, len(data)):
        if element.kind in _HIDDEN | _HIDDEN_INFO | _HIDDEN_TRACK | _SPARE:
            _make_void(data, element)
        elif element.kind in _BLANKED:
            data[element.body : element.end] = b" " * (element.end - element.body)
        elif element.kind == _TRACK_TYPE:
            kinds.append(int.from_bytes(data[element.body : element.end], "big"))
    if set(kinds) - {_SOUND}:
        raise Refused("moving-picture")
    if not kinds:
        raise Refused("broken")


def _walk(data: bytearray, at: int, end: int) -> Iterator[_Element]:
    while at < end:
        element = _read(data, at, end)
        yield element
        if element.kind in _INSIDE:
            yield from _walk(data, element.body, element.end)
        at = element.end


def _read(data: bytearray, at: int, end: int) -> _Element:
    kind, after = _number(data, at, end, keeps_mark=True)
    size, body = _number(data, after, end, keeps_mark=False)
    if size is None:
        if kind not in (_SEGMENT, _CLUSTER):
            raise Refused("broken")
        last = end if kind == _SEGMENT else _end_of_cluster(data, body, end)
    else:
        last = body + size
    if kind is None or (last > end and kind not in (_SEGMENT, _CLUSTER)):
        raise Refused("broken")
    # A recording that was broken off lacks the end of its sound, and is played up to there.
    return _Element(kind, at, body, min(last, end))


def _end_of_cluster(data: bytearray, at: int, end: int) -> int:
    while at < end:
        kind, after = _number(data, at, end, keeps_mark=True)
        if kind in _TOP:
            return at
        size, body = _number(data, after, end, keeps_mark=False)
        if size is None:
            raise Refused("broken")
        at = body + size
    return end


def _number(data: bytearray, at: int, end: int, *, keeps_mark: bool) -> tuple[int | None, int]:
    """Read a number of one to eight bytes, of which the first says how many; None when it is not told."""
    if at >= end or data[at] == 0:
        raise Refused("broken")
    length = 9 - data[at].bit_length()
    if at + length > end:
        raise Refused("broken")
    number = int.from_bytes(data[at : at + length], "big")
    if keeps_mark:
        return number, at + length
    number &= (1 << 7 * length) - 1
    return (None if number == (1 << 7 * length) - 1 else number), at + length


def _make_void(data: bytearray, element: _Element) -> None:
    """Overwrite an element with one that is void, of the same length."""
    length = element.end - element.start
    width = min(8, length - 1)
    rest = length - 1 - width
    data[element.start] = _VOID
    size = (1 << 7 * width) | rest
    data[element.start + 1 : element.start + 1 + width] = size.to_bytes(width, "big")
    data[element.start + 1 + width : element.end] = bytes(rest)
