"""Who may change what is true of the whole installation."""

from typing import Any

from django.http import Http404

from projects.permissions import runs_installation


def host_or_404(user: Any) -> None:
    """
    Go on only for coordinators of the organisation that hosts this; nobody else learns that the page is there.

    :raises Http404: for everybody else.
    """
    if not runs_installation(user):
        raise Http404
