"""Sheets of a review to print: asked for, watched while they are made, and downloaded."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.pages import page_by_key
from elements.models import Review
from elements.permissions import can_run_review
from elements.services import CannotDoReview, ReviewIsClosed
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Project, Role
from reports import packs, services
from reports.content import words_of
from reports.forms import PackForm
from reports.models import Pack

if TYPE_CHECKING:
    from accounts.models import User


@access(Who.FACILITATOR)
def pack_list(request: HttpRequest, slug: str, element_review_pk: int) -> HttpResponse:
    """Show what was printed of a review and what came back, with the way to more."""
    project = get_project_or_404(request.user, slug)
    review = get_object_or_404(project.element_reviews, pk=element_review_pk)
    require(can_run_review(project))
    today = timezone.localdate()
    page = page_by_key(
        review.packs.with_size(),
        key="pk",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    printed, came = review.count_sheets()
    context = {
        "project": project,
        "tab": "elements",
        "review": review,
        "page": page,
        "printed": printed,
        "came": came,
        "is_open": review.takes_answers(on=today),
        "by_post": packs.people_to_write_to(review, on=today).count(),
    }
    return render(request, "reports/pack_list.html", context)


@access(Who.FACILITATOR)
def pack_create(request: HttpRequest, slug: str, element_review_pk: int) -> HttpResponse:
    """Ask for sheets."""
    project = get_project_or_404(request.user, slug)
    review = get_object_or_404(project.element_reviews, pk=element_review_pk)
    require(can_run_review(project))
    form = PackForm(
        request.POST or None,
        by_post=packs.people_to_write_to(review, on=timezone.localdate()).count(),
        asks_participants_only=review.for_whom == Review.ForWhom.PARTICIPANTS,
        initial={"send_back": _where_last(review, project)},
    )
    if form.is_valid():
        try:
            return redirect(_ask(request, review, form))
        except (CannotDoReview, ReviewIsClosed) as refusal:
            form.add_error(None, str(refusal))
    context = {"project": project, "tab": "elements", "review": review, "form": form}
    context["words"] = words_of(project)
    return render(request, "reports/pack_create.html", context)


def _where_last(review: Review, project: Project) -> str:
    """Return where sheets came back to before, or a beginning."""
    last = Pack.objects.filter(review__project=project).first()
    if last:
        return last.send_back
    return _("Give it to %(name)s") % {"name": project.help_name} if project.help_name else ""


def _ask(request: HttpRequest, review: Review, form: PackForm) -> str:
    """Ask for what the form says; return the address that shows it."""
    now = timezone.now()
    by = cast("User", request.user)
    data = form.cleaned_data
    wanted = {name: data[name] for name in ("send_back", "is_large_print", "sent_key")}
    wanted |= {"by": by, "now": now, "on": timezone.localdate(now)}
    if not form.is_for_post:
        role = data.get("role") or Role.PARTICIPANT
        pack = services.ask_for_sheets(review, count=data["count"], role=role, **wanted)
        return pack.get_absolute_url()
    made = services.ask_for_letters(review, **wanted)
    if not made:
        raise CannotDoReview(_("Nobody is left to write to. Choose sheets to hand out."))
    if len(made) > 1:
        messages.info(request, _("There are many letters, so we make more than one pack."))
    return made[0].get_absolute_url()


@access(Who.FACILITATOR)
def pack_detail(request: HttpRequest, slug: str, pack_pk: int) -> HttpResponse:
    """Show how far a pack is, and lead to its PDF; htmx asks for the middle of the page again."""
    project = get_project_or_404(request.user, slug)
    packs_here = Pack.objects.filter(review__project=project).select_related("review")
    pack = get_object_or_404(packs_here.with_size(), pk=pack_pk)
    require(can_run_review(project))
    context = {
        "project": project,
        "tab": "elements",
        "pack": pack,
        "review": pack.review,
        "sheet_count": pack.sheets.count(),
    }
    htmx = getattr(request, "htmx", None)
    is_part = htmx and not htmx.history_restore_request
    template = "reports/pack_detail.html"
    return render(request, f"{template}#stand" if is_part else template, context)


@access(Who.FACILITATOR)
def pack_pdf(request: HttpRequest, slug: str, pack_pk: int) -> HttpResponse:
    """Give the PDF of a pack."""
    project = get_project_or_404(request.user, slug)
    packs_here = Pack.objects.ready().filter(review__project=project, file__isnull=False)
    pack = get_object_or_404(packs_here.select_related("review__project", "file"), pk=pack_pk)
    require(can_run_review(project))
    answer = HttpResponse(bytes(pack.file.pdf), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{pack.filename}"'
    return answer


@access(Who.FACILITATOR)
def pack_retry(request: HttpRequest, slug: str, pack_pk: int) -> HttpResponse:
    """Try a pack again that did not work; any other way than by the button only leads back to it."""
    project = get_project_or_404(request.user, slug)
    pack = get_object_or_404(
        Pack.objects.select_related("review__project"), review__project=project, pk=pack_pk
    )
    require(can_run_review(project))
    if request.method == "POST":
        services.retry_pack(pack, now=timezone.now())
    return redirect(pack)
