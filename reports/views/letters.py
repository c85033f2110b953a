"""Letters to print: asked for, watched while they are made, downloaded, and ticked off when they are posted."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.numbers import read_number
from outbox.getters import get_reached_or_404
from outbox.letters import count_people
from outbox.permissions import can_see_deliveries
from outbox.services import tick_deliveries
from projects.access import Who
from projects.getters import get_project_or_404, get_viewer_member
from projects.models import Project
from reports import services
from reports.forms import LetterPackForm
from reports.letters import MOST, last_choice, too_tall_of, unprinted_of
from reports.models import LetterPack

if TYPE_CHECKING:
    from accounts.models import User


def _get_pack_or_404(project: Project, pk: int) -> LetterPack:
    pack: LetterPack = get_object_or_404(project.letter_packs.with_size(), pk=pk)
    pack.project = project
    return pack


@access(Who.FACILITATOR)
def letter_pack_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the letters to all who get post now, or to one of them."""
    project = get_project_or_404(request.user, slug)
    require(can_see_deliveries(project))
    number = read_number(request.GET.get("only"))
    only = get_reached_or_404(project, number) if number else None
    form = LetterPackForm(request.POST or None, initial=last_choice(project))
    if form.is_valid():
        by = cast("User", request.user)
        pack = services.ask_for_letter_pack(
            project, by=by, only=only, now=timezone.now(), **form.cleaned_data
        )
        return redirect(pack)
    context = {"project": project, "tab": "updates", "form": form, "only": only}
    context |= {"people": count_people(project), "most": MOST}
    return render(request, "reports/letter_pack_create.html", context)


@access(Who.FACILITATOR)
def letter_pack_detail(request: HttpRequest, slug: str, letter_pack_pk: int) -> HttpResponse:
    """Show how far the letters are, and lead to their PDF; htmx asks for the middle of the page again."""
    project = get_project_or_404(request.user, slug)
    pack = _get_pack_or_404(project, letter_pack_pk)
    require(can_see_deliveries(project))
    context = {"project": project, "tab": "updates", "pack": pack, "unprinted": unprinted_of(pack)}
    context["too_tall"] = too_tall_of(pack)
    htmx = getattr(request, "htmx", None)
    is_part = htmx and not htmx.history_restore_request
    template = "reports/letter_pack_detail.html"
    return render(request, f"{template}#stand" if is_part else template, context)


@access(Who.FACILITATOR)
def letter_pack_pdf(request: HttpRequest, slug: str, letter_pack_pk: int) -> HttpResponse:
    """Give the PDF of the letters."""
    project = get_project_or_404(request.user, slug)
    ready = project.letter_packs.ready().filter(file__isnull=False)
    pack = get_object_or_404(ready.select_related("file"), pk=letter_pack_pk)
    require(can_see_deliveries(project))
    pack.project = project
    answer = HttpResponse(bytes(pack.file.pdf), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{pack.filename}"'
    return answer


@access(Who.FACILITATOR)
def letter_pack_posted(request: HttpRequest, slug: str, letter_pack_pk: int) -> HttpResponse:
    """Tick off all that these letters tell."""
    project = get_project_or_404(request.user, slug)
    pack = _get_pack_or_404(project, letter_pack_pk)
    require(can_see_deliveries(project))
    if request.method != "POST":
        return redirect(pack)
    by = get_viewer_member(project)
    found = tick_deliveries(project, pack.deliveries, by=by, now=timezone.now())
    messages.success(request, _("Thank you.") if found else _("That was done already."))
    return redirect("outbox:delivery_by_hand_list", slug)


@access(Who.FACILITATOR)
def letter_pack_retry(request: HttpRequest, slug: str, letter_pack_pk: int) -> HttpResponse:
    """Try again to make letters that did not work; any other way than by the button only leads back to them."""
    project = get_project_or_404(request.user, slug)
    pack = _get_pack_or_404(project, letter_pack_pk)
    require(can_see_deliveries(project))
    if request.method == "POST":
        services.retry_letter_pack(pack, now=timezone.now())
    return redirect(pack)
