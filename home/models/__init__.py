"""What home keeps: the search index, what the host of an installation says of itself, and when each queue ran."""

from home.models.host import Host, HostChange, HostLogo
from home.models.running import QueueTick
from home.models.searching import (
    START,
    SearchIndex,
    SearchPosting,
    SearchStale,
    SearchText,
    SearchWord,
)

__all__ = [
    "START",
    "Host",
    "HostChange",
    "HostLogo",
    "QueueTick",
    "SearchIndex",
    "SearchPosting",
    "SearchStale",
    "SearchText",
    "SearchWord",
]
