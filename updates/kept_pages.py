"""Keeps what everybody reads of a project, as long as nothing of the project was written (docs/adr/0186)."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from core.prepared import Prepared, count_of, number
from projects.models import Move, Project

#: So many pages are kept in a process, those that were read last; each has about 40 kB.
MOST = 64
_KEPT: OrderedDict[tuple, tuple[bytes, str]] = OrderedDict()
_LOCK = Lock()


def kept_or_made(
    request: HttpRequest, project: Project, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """
    Return a page as it was made last, if nothing of the project was written since and it is the same minute.

    Only for whoever sends no cookie: nothing on such a page is for one person alone. Whether the project has a public
    page at all, the caller has asked before.
    """
    if request.COOKIES or request.method not in ("GET", "HEAD") or "HX-Request" in request.headers:
        return make()
    moved = _MOVED.first(project=project.pk)
    minute = timezone.now().replace(second=0, microsecond=0)
    key = (
        *(project.pk, moved and tuple(moved.values()), minute, get_language()),
        *(request.get_host(), request.is_secure(), request.get_full_path()),
    )
    with _LOCK:
        found = _KEPT.get(key)
        if found:
            _KEPT.move_to_end(key)
    if found:
        return HttpResponse(found[0], content_type=found[1])
    made = make()
    if made.status_code == 200:
        with _LOCK:
            _KEPT[key] = (made.content, made.headers["Content-Type"])
            while len(_KEPT) > MOST:
                _KEPT.popitem(last=False)
    return made


def forget_kept() -> None:
    """Keep nothing any more, in this process."""
    with _LOCK:
        _KEPT.clear()


def _moved() -> QuerySet:
    """Return how far a project has moved: the number of moves and the last, as a transaction may end later."""
    moves = Move.objects.filter(project=OuterRef("pk"))
    return Project.objects.filter(pk=number("project")).values(
        move_count=count_of(moves, "project"),
        last_move=Subquery(moves.order_by("-pk").values("pk")[:1]),
    )


_MOVED = Prepared(_moved)
