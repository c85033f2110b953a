"""What home keeps: the search index, and what the host of an installation says of itself."""

from home.models.host import Host, HostChange, HostLogo
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
    "SearchIndex",
    "SearchPosting",
    "SearchStale",
    "SearchText",
    "SearchWord",
]
