"""Adds pictures and recordings to what was said, takes them away, and sends them to whoever may see them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.ranges import send_part
from projects.access import MEMBERS
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Project
from questions import permissions, services
from questions.files import keeping
from questions.forms.files import BringsFile, FileAwayForm, FileForm
from questions.getters import number_or_404
from questions.models import Contribution, ContributionFile

#: Whatever a file has in it: opened by itself, it is a page that may do nothing.
_MAY_DO_NOTHING = "sandbox; default-src 'none'; frame-ancestors 'none'"

#: What a page may use on which people record themselves: the microphone, and nothing else.
_MICROPHONE = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()"


@access(*MEMBERS)
def contribution_file(
    request: HttpRequest, slug: str, contribution_pk: int, file_pk: int
) -> HttpResponseBase:
    """Send a picture or a recording, or the part of it that a player asks for, to members who may see it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    files = ContributionFile.objects.ready().select_related("contribution")
    file = get_object_or_404(
        files, pk=file_pk, contribution=contribution_pk, contribution__project=project
    )
    if permissions.is_out_of_sight(project, file.contribution):
        raise Http404
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        return _send(request, file)
    except FileNotFoundError as error:
        raise Http404 from error
    except keeping.CannotKeep:
        words = _("This file cannot be had just now. Try again in a few minutes.")
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")


def _send(request: HttpRequest, file: ContributionFile) -> HttpResponseBase:
    form = file.sent_format
    response = send_part(
        request, lambda start, end: keeping.read_part(file.name, start, end), size=file.size
    )
    response.headers["Content-Type"] = form.media_type
    response.headers["Content-Disposition"] = (
        f'inline; filename="{file.kind}-{file.pk}.{form.ending}"'
    )
    response.headers["Content-Security-Policy"] = _MAY_DO_NOTHING
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def may_record(page: HttpResponse) -> HttpResponse:
    """Let a page use the microphone, and play what was recorded on it before any server has it."""
    page.headers["Permissions-Policy"] = _MICROPHONE
    page._csp_update = {"media-src": ["blob:"]}  # type: ignore[attr-defined]
    return page


def keep_upload(project: Project, form: BringsFile) -> services.Arrived | None:
    """Keep the file of a form that is valid; None, with an error in the form, while there is no place for it."""
    assert form.upload is not None  # noqa: S101 - whoever calls this has asked
    if not services.has_room(project, form.upload.size or 0):
        words = _(
            "This project has no room for it: its pictures and recordings may have %(most)s MB together. Take one away"
            " that nobody needs any more, or ask the people who look after this site for more room."
        )
        form.add_error("file", words % {"most": f"{settings.FILES_MOST_MB:,}"})
        return None
    try:
        return services.keep_arrived(form.upload, format=form.file_format, words=form.words_of_file)
    except keeping.CannotKeep:
        words = _(
            "We cannot keep files just now. Say it without the file, and add the file later on the page of what you"
            " said."
        )
        form.add_error("file", words)
        return None


def change_files(
    request: HttpRequest, project: Project, said: Contribution
) -> HttpResponse | dict[str, Any]:
    """Do what a form about files on the page of a contribution asks; else return what that page shows of them."""
    sent = request.POST if "file_words" in request.POST else None
    form = FileForm(sent, request.FILES if sent else None)
    away = None
    if sent is not None and form.is_valid():
        require(permissions.can_add_file(project, said))
        if answer := _add(request, project, said, form):
            return answer
    elif pk := request.POST.get("take_away"):
        file = said.files.filter(pk=number_or_404(pk)).first()
        if file is None:
            return redirect(said)
        away = file, FileAwayForm(request.POST)
        if answer := _take_away(request, project, *away):
            return answer
    return files_on_page(project, said, form, away)


def _add(
    request: HttpRequest, project: Project, said: Contribution, form: FileForm
) -> HttpResponse | None:
    arrived = keep_upload(project, form)
    if arrived is None:
        return None
    me, key = get_member_or_403(project), form.cleaned_data["sent_key"]
    try:
        services.add_file(said, by=me, arrived=arrived, now=timezone.now(), sent_key=key)
    except services.TooManyFiles:
        form.add_error("file", _("There are five already. Take one away first."))
        return None
    messages.success(request, _("Thank you, we have it. It can be seen here in a moment."))
    return redirect(f"{said.get_absolute_url()}#files")


def _take_away(
    request: HttpRequest, project: Project, file: ContributionFile, form: FileAwayForm
) -> HttpResponse | None:
    require(permissions.can_take_file_away(project, file))
    me = get_member_or_403(project)
    needs_why = bool(services.whom_it_concerns(file, by=me))
    if needs_why and not form.is_valid():
        return None
    why = form.cleaned_data["why"] if needs_why else ""
    services.take_file_away(file, by=me, why=why, now=timezone.now())
    messages.success(request, _("It is gone for good."))
    return redirect(file.contribution)


def files_on_page(
    project: Project,
    said: Contribution,
    form: FileForm | None = None,
    away: tuple[ContributionFile, FileAwayForm] | None = None,
) -> dict[str, Any]:
    """Return what the page shows of files: each with what the viewer may do, and the form for another one."""
    shown, me = [], project.viewer.member_id
    for file in said.files.order_by("pk"):
        file.contribution = said
        can_take_away = permissions.can_take_file_away(project, file)
        # Whoever has nothing to do with a file that cannot be used reads nothing of it.
        if file.refusal and not can_take_away:
            continue
        needs_why = {said.member_id, file.added_by_id} - {None, me}
        why = (
            (FileAwayForm() if away is None or away[0] != file else away[1]) if needs_why else None
        )
        shown.append({"file": file, "can_take_away": can_take_away, "why": why})
    can_add = permissions.can_add_file(project, said) and len(shown) < services.MOST_FILES
    return {"files": shown, "file_form": (form or FileForm()) if can_add else None}
