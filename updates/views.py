"""Closing the loop: reading, writing, previewing and sending news."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.numbers import read_number
from core.pages import page_by_key
from core.revisions import EditConflict, save_edit, status_of
from meetings.qr import qr_of
from outbox.audience import count_audience
from outbox.models import Delivery
from participation.printing import print_now
from projects.access import PROJECT_READERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.naming import NamesForm
from updates import permissions, services
from updates.decisions import named_decisions
from updates.emails import show_email
from updates.forms import EditUpdateForm, NewUpdateForm
from updates.getters import get_decisions_numbered, get_update_or_404
from updates.models import Update

DRAFTS = 10


@access(*PROJECT_READERS)
def update_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the news, newest first; facilitators see their drafts above."""
    project = get_project_or_404(request.user, slug)
    can_write = permissions.can_write_update(project)
    updates = Update.objects.filter(project=project)
    page = page_by_key(
        updates.sent(),
        key=("sent_at", "id"),
        descending=True,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "project": project,
        "tab": "updates",
        "page": page,
        "can_write": can_write,
        "drafts": updates.drafts().order_by("-changed_at")[:DRAFTS] if can_write else [],
    }
    return render(request, "updates/update_list.html", context)


@access(*PROJECT_READERS)
def update_detail(request: HttpRequest, slug: str, update_pk: int) -> HttpResponse:
    """Show one piece of news; facilitators see beside it how many it reached."""
    project = get_project_or_404(request.user, slug)
    update = get_update_or_404(project, update_pk)
    can_write = permissions.can_write_update(project)
    if not update.is_sent:
        return redirect("updates:update_preview", slug, update_pk)
    counts = {}
    if can_write and update.message:
        counts = Delivery.objects.counts_of([update.message])[0][1]
    context = {
        "project": project,
        "tab": "updates",
        "update": update,
        "decisions": named_decisions(update),
        "can_write": can_write,
        "counts": counts,
        "message": update.message,
    }
    return render(request, "updates/update_detail.html", context)


@access(Who.FACILITATOR)
def update_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an update; it is kept as a draft and sent later."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_write_update(project))
    initial = {"decisions": get_decisions_numbered(project, request.GET.get("decision", ""))}
    form = NewUpdateForm(request.POST or None, instance=Update(project=project), initial=initial)
    if not form.is_search and form.is_valid():
        words = {key: value for key, value in form.cleaned_data.items() if key != "find"}
        update = services.draft_update(
            project, by=get_member_or_403(project), now=timezone.now(), **words
        )
        return redirect("updates:update_preview", slug, update.pk)
    context = {"project": project, "tab": "updates", "form": form}
    return render(request, "updates/update_create.html", context)


@access(Who.FACILITATOR)
def update_edit(request: HttpRequest, slug: str, update_pk: int) -> HttpResponse:
    """Change a draft. What was sent stays as it was sent."""
    project = get_project_or_404(request.user, slug)
    update = get_update_or_404(project, update_pk)
    require(permissions.can_write_update(project))
    if update.is_sent and request.method != "POST":
        return redirect(update)
    form = EditUpdateForm(request.POST or None, instance=update)
    if not form.is_search and save_edit(
        form,
        lambda: services.change_draft(
            form.save(commit=False),
            revision=form.cleaned_data["revision"],
            decisions=form.cleaned_data["decisions"],
            now=timezone.now(),
        ),
    ):
        return redirect("updates:update_preview", slug, update_pk)
    context = {"project": project, "tab": "updates", "form": form}
    return render(request, "updates/update_edit.html", context, status=status_of(form))


@access(Who.FACILITATOR)
def update_preview(request: HttpRequest, slug: str, update_pk: int) -> HttpResponse:
    """Show the email exactly as it will go, and who will get it."""
    project = get_project_or_404(request.user, slug)
    update = get_update_or_404(project, update_pk)
    require(permissions.can_write_update(project))
    if update.is_sent:
        return redirect(update)
    context = {
        "project": project,
        "tab": "updates",
        "update": update,
        "email": show_email(update, get_member_or_403(project)),
        "audience": count_audience(project.members.taking_part(), is_result=update.tells_results),
    }
    return render(request, "updates/update_preview.html", context)


@access(Who.FACILITATOR)
def update_to_me_first(request: HttpRequest, slug: str, update_pk: int) -> HttpResponse:
    """Send a draft to the facilitator who looks at it."""
    project = get_project_or_404(request.user, slug)
    update = get_update_or_404(project, update_pk)
    require(permissions.can_write_update(project))
    if request.method == "POST" and not update.is_sent:
        services.send_update_to_writer(update, by=get_member_or_403(project), now=timezone.now())
        messages.success(request, _("It's on its way to you. Nobody else gets it."))
    return redirect("updates:update_preview", slug, update_pk)


@access(Who.FACILITATOR)
def update_send(request: HttpRequest, slug: str, update_pk: int) -> HttpResponse:
    """Send an update to all members, once."""
    project = get_project_or_404(request.user, slug)
    update = get_update_or_404(project, update_pk)
    require(permissions.can_write_update(project))
    if request.method != "POST":
        return redirect("updates:update_preview", slug, update_pk)
    try:
        services.send_update(
            update,
            by=get_member_or_403(project),
            now=timezone.now(),
            # A form that does not say what was looked at has looked at nothing.
            revision=read_number(request.POST.get("revision")) or 0,
        )
    except services.NoDayNamed:
        messages.error(request, _("Nothing was sent. First say when people will hear more."))
        return redirect("updates:update_edit", slug, update_pk)
    except EditConflict:
        text = _("Nothing was sent: somebody changed the draft. Look at it again.")
        messages.error(request, text)
        return redirect("updates:update_preview", slug, update_pk)
    messages.success(request, _("Your news is on its way. You can leave this page."))
    return redirect(update)


@access(Who.FACILITATOR)
def update_public(request: HttpRequest, slug: str, update_pk: int) -> HttpResponse:
    """Put a sent update on the public page, once all whom it names agree, or take it off."""
    project = get_project_or_404(request.user, slug)
    update = get_update_or_404(project, update_pk)
    require(permissions.can_write_update(project))
    if request.method == "POST":
        is_public = request.POST.get("public") == "yes"
        form = NamesForm(request.POST, project=project, text=update.public_words)
        if is_public and not form.is_valid():
            context = {"project": project, "tab": "updates", "update": update, "form": form}
            return render(request, "updates/update_public.html", context)
        services.set_update_public(update, is_public=is_public, now=timezone.now())
        shown = _("It's on the public page now.")
        hidden = _("It's off the public page.")
        messages.success(request, shown if is_public else hidden)
    return redirect(update)


@access(Who.FACILITATOR)
def public_poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a poster with a picture that leads to the public page, as a PDF of one page, A4."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_write_update(project))
    back = redirect("outbox:follower_list", slug)
    if not project.is_public:
        messages.error(
            request, _("This project has no public page, so a poster would lead nowhere.")
        )
        return back
    address = f"{settings.SITE_URL}{reverse('updates:public_page', args=[slug])}"
    context = {"project": project, "address": address, "picture": qr_of(address)}
    if printed := print_now(render_to_string("updates/poster_document.html", context)):
        return printed.to_keep(f"{project.slug}-poster")
    messages.error(request, printed.refusal)
    return back
