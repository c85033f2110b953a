"""
The program in which one file is made ready: a process of its own, with little time and memory, that knows no database.

Called as ``python -m questions.files.remake FORMAT [DOTS]``, with the dots that the longer side of a picture may have;
takes the file in, and gives out a line of JSON and the new file.
What a library for pictures gets wrong with a file that was made to harm ends here, and takes nothing with it. Nothing
is written to the disk, so that nothing is left there when it is killed.
"""

import json
import resource
import sys
from typing import Any

from questions.files.refusals import Refused
from questions.files.sniffing import FORMATS, PICTURE

MEGABYTE = 1024 * 1024
MOST_MEMORY = 1000 * MEGABYTE
MOST_SECONDS = 30


def bound() -> None:
    """Take no more than this, from now on."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def remake(name: str, data: bytes, **drawn: int) -> tuple[dict[str, Any], bytes]:
    """Return the format of the file that is to be kept, and the file; or why there is none."""
    sent_as = FORMATS[name]
    try:
        if sent_as.kind == PICTURE:
            from questions.files.pictures import draw_anew

            made = draw_anew(data, sent_as, **drawn)
            told = {"format": made.format.name, "width": made.width, "height": made.height}
            return told, made.data
        from questions.files.recordings import take_out_hidden

        return {"format": name}, take_out_hidden(data, sent_as)
    except Refused as refused:
        return {"refused": refused.why}, b""
    except MemoryError:
        return {"refused": "too-much"}, b""


def main() -> None:
    bound()
    drawn = {"longest": int(sys.argv[2])} if len(sys.argv) > 2 else {}
    told, data = remake(sys.argv[1], sys.stdin.buffer.read(), **drawn)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + data)


if __name__ == "__main__":
    main()
