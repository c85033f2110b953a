"""What home does: begin an empty installation, and say what its host says of itself."""

from home.services.beginning import LinkUsed, begin_installation, find_first_link, open_first_link
from home.services.host import change_host, set_logo, take_logo_away

__all__ = [
    "LinkUsed",
    "begin_installation",
    "change_host",
    "find_first_link",
    "open_first_link",
    "set_logo",
    "take_logo_away",
]
