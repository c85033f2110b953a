"""
The program in which one file is made ready: a process of its own, with little time and memory, that knows no database.

Called as ``python -m questions.files.remake FORMAT SOURCE TARGET``; says in JSON what came of it. What a library for
pictures gets wrong with a file that was made to harm ends here, and takes nothing with it.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from questions.files.refusals import Refused
from questions.files.sniffing import FORMATS, PICTURE

MEGABYTE = 1024 * 1024
MOST_MEMORY = 1000 * MEGABYTE
MOST_SECONDS = 30
MOST_WRITTEN = 32 * MEGABYTE


def bound() -> None:
    """Take no more than this, from now on."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def remake(name: str, source: Path, target: Path) -> dict[str, Any]:
    """Write the file that is to be kept; return its format and size, or why there is none."""
    sent_as = FORMATS[name]
    try:
        if sent_as.kind == PICTURE:
            from questions.files.pictures import draw_anew

            made, width, height = draw_anew(source, target, sent_as)
            return {"format": made.name, "width": width, "height": height}
        from questions.files.recordings import take_out_hidden

        return {"format": take_out_hidden(source, target, sent_as).name}
    except Refused as refused:
        return {"refused": refused.why}
    except MemoryError:
        return {"refused": "too-much"}


def main() -> None:
    bound()
    name, source, target = sys.argv[1:]
    json.dump(remake(name, Path(source), Path(target)), sys.stdout)


if __name__ == "__main__":
    main()
