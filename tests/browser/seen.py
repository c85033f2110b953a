"""
Which pages a walk looks at: each once, though several people meet it.

Before a release all of them, for everybody and at each width: COPRODUCE_ALL_PAGES=1 ./test --browser tests/browser/...
"""

import os
import re

EVERYWHERE = bool(os.environ.get("COPRODUCE_ALL_PAGES"))


class Seen:
    """What pages have shown so far: a page that shows somebody less than somebody before is looked at once."""

    def __init__(self) -> None:
        self._tags: dict[str, set[str]] = {}

    def has_more(self, name: str, html: str) -> bool:
        """Whether a page has a tag that no page of this name had, whatever the numbers and words in it."""
        tags = set(re.findall(r"<\w[^>]*", re.sub(r"\d+|(value|href|action)=\"[^\"]*\"", "", html)))
        before = self._tags.setdefault(name, set())
        is_new = EVERYWHERE or not before or not tags <= before
        before |= tags
        return is_new
