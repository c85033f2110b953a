"""One thing that we know and build on, with what people say of it: shown by the page of all, and after an error."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.revisions import status_of
from plan import permissions
from plan.addresses import known_address
from plan.forms import AdditionForm, NoticingForm, ReplyForm
from plan.kinds import KINDS, STARTING_POINT, KnownKind
from plan.known import ALL_BELOW, add_below, one_of_known
from plan.models import Addition
from projects.getters import get_member_or_403
from projects.models import Project
from questions.linking import said_behind


def show_one(
    request: HttpRequest, project: Project, name: str, *, form: Any = None, reply: Any = None
) -> HttpResponse:
    """
    Show one thing, also one that no longer holds, and a form to add to it for those who may.

    :param form: what was sent to add to it and has errors.
    :param reply: what was sent to answer that words were taken down, and has errors, or a conflict.
    :raises Http404: when there is none of this name.
    """
    row = one_of_known(project, name)
    if row is None:
        raise Http404
    add_below([row], member=project.viewer.member_id, most=ALL_BELOW)
    kind = KINDS[row["kind"]]
    can_write = bool(kind.may_write(project)) and not row["gone_at"]
    context = {
        "project": project,
        "tab": "plan",
        "row": row,
        "kind": kind,
        "form": form or _form(project, row),
        "down": _down(project, row, reply),
        "reply": reply,
        "can_write": can_write,
        "can_notice": permissions.can_notice(project) and not row["gone_at"],
        "is_one": True,
        **_behind(project, row, kind, can_write=can_write),
    }
    return render(request, "plan/known_one.html", context, status=status_of(reply))


def _behind(
    project: Project, row: dict[str, Any], kind: KnownKind, *, can_write: bool
) -> dict[str, Any]:
    """Return what people said that is linked to a thing, and for those who may the page that links more."""
    if not kind.takes_words:
        return {}
    link = reverse(kind.said_page, args=[project.slug, row["pk"]]) if can_write else ""
    here = known_address(project.slug, kind.key, one=row["pk"])
    is_data = kind == STARTING_POINT
    return {"behind": said_behind(project, here), "link_url": link, "is_data": is_data}


def _form(project: Project, row: dict[str, Any]) -> Any:
    """Return the form with which the viewer adds to the row; None where there is nothing to fill in."""
    if row["gone_at"]:
        return None
    if row["kind"] == "data" and permissions.can_add_in_own_words(project):
        return AdditionForm(me=get_member_or_403(project))
    if row["kind"] == "impact" and project.viewer.is_facilitator:
        return NoticingForm(me=get_member_or_403(project))
    return None


def _down(project: Project, row: dict[str, Any], reply: ReplyForm | None) -> list[Addition]:
    """Return what was taken down here as far as the viewer may read it; with a form each, for whoever said it."""
    me = project.viewer.member_id
    if row["kind"] != "data" or me is None:
        return []
    rows = Addition.objects.filter(starting_point=row["pk"], taken_down_at__isnull=False)
    if not project.viewer.is_facilitator:
        rows = rows.filter(member=me)
    down = list(rows.select_related("member", "written_by", "taken_down_by").order_by("at", "pk"))
    for addition in down:
        if me in (addition.member_id, addition.written_by_id):
            form = ReplyForm(addition=addition)
            is_sent = reply is not None and reply.prefix == form.prefix
            addition.reply_form = reply if is_sent else form  # type: ignore[attr-defined]
    return down
