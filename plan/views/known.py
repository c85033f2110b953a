"""What we know and build on: data, strengths, difficulties, what exists, what changed and what will stay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.access import access, require
from plan import permissions
from plan.getters import count_known
from plan.kinds import KINDS, KnownKind
from plan.known import BELOW, SHAPES, Row, add_below, page_of_known
from plan.views.known_one import show_one
from projects.access import PROJECT_READERS, Who
from projects.getters import get_project_or_404
from projects.models import Project

#: How many days to look again, past and to come, the page shows.
LOOKS = 6


@access(*PROJECT_READERS)
def known(request: HttpRequest, slug: str) -> HttpResponse:
    """List what we know and build on, all of it or some kinds, what holds or what no longer does; or show one thing."""
    project = get_project_or_404(request.user, slug)
    if one := request.GET.get("one"):
        return show_one(request, project, one)
    asked = request.GET.get("kind", "").split(",")
    shown = [key for key in KINDS if key in asked]
    is_retired = request.GET.get("show") == "retired"
    keys = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = page_of_known(project, shown or list(SHAPES), is_retired=is_retired, **keys)
    add_below(page.rows, member=project.viewer.member_id, most=BELOW)
    _dress(project, page.rows)
    kind = KINDS[shown[0]] if len(shown) == 1 else None
    context = {
        "project": project,
        "tab": "plan",
        "rows": page.rows,
        "pages": page.addresses(kind=",".join(shown), show="retired" if is_retired else ""),
        "show_retired": is_retired,
        "shown": shown,
        "kinds": _counted(project),
        "kind": kind,
        "can_write": kind is not None and kind.may_write(project),
        "can_add": any(kind.may_write(project) for kind in KINDS.values()),
        "can_notice": permissions.can_notice(project),
        **(_looks(project) if "handover" in shown else {}),
    }
    return render(request, "plan/known.html", context)


def _dress(project: Project, rows: list[Row]) -> None:
    """Put to each row its kind, and whether the viewer may change it."""
    may = {key: bool(kind.may_write(project)) for key, kind in KINDS.items()}
    for row in rows:
        row["of"], row["can_write"] = KINDS[row["kind"]], may[row["kind"]] and not row["gone_at"]


def _counted(project: Project) -> list[tuple[KnownKind, int]]:
    """Return the kinds, each with how many things of it hold now."""
    counts = count_known(project)
    return [(kind, counts[key]) for key, kind in KINDS.items()]


def _looks(project: Project) -> dict[str, object]:
    """Return when we look again after the end, and what was found."""
    rows = list(project.follow_ups.order_by("-due_on", "-pk")[:LOOKS])
    return {
        "follow_ups": rows,
        "is_planned": any(row.done_at is None for row in rows),
        "today": timezone.localdate(),
        "can_look": permissions.can_tell_what_stays(project),
    }


@access(Who.FACILITATOR)
def known_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what kind of thing to add."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_tell_what_stays(project))
    kinds = [kind for kind in KINDS.values() if kind.may_write(project)]
    context = {"project": project, "tab": "plan", "kinds": kinds}
    return render(request, "plan/known_add.html", context)
