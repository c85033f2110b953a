"""Parts of pages about what may be read outside the project: its author chooses; facilitators publish it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.pages import page_by_key
from outbox.cards import card_of
from projects.getters import get_member_or_403
from projects.models import Project
from projects.naming import NamesForm
from questions import permissions, services
from questions.forms.outside import OutsideForm
from questions.models import Contribution
from questions.outside import read_outside
from questions.said import in_rows
from questions.waiting import read_as


def choose_outside(request: HttpRequest, project: Project, said: Contribution) -> HttpResponse:
    """Choose whether it may be read outside the project, and whether with the name: a part of the page of it."""
    require(permissions.can_choose_outside(project, said))
    form = OutsideForm(request.POST or None, initial={"outside": said.outside})
    me = get_member_or_403(project)
    if form.is_valid():
        chosen = form.cleaned_data["outside"]
        if services.choose_outside(said, outside=chosen, by=me, now=timezone.now()):
            messages.success(request, _("It is kept."))
        else:
            messages.info(request, _("It was taken back meanwhile. Nobody reads it outside."))
        return redirect(card_of(request, project) or said.get_absolute_url())
    context = {"project": project, "tab": "questions", "said": said, "form": form}
    context |= {"is_mine": said.member_id == me.pk}
    return render(request, "questions/contribution_outside.html", context)


def publish(request: HttpRequest, project: Project, said: Contribution) -> HttpResponse:
    """Show what everybody would read of it, and let that be on the public page, or no more: a part of its page."""
    require(permissions.can_publish(project, said))
    if "take_off" in request.POST:
        services.unpublish_words(said, by=get_member_or_403(project), now=timezone.now())
        messages.success(request, _("It is not on the public page any more."))
        return redirect(said)
    data = request.POST if request.method == "POST" else None
    form = NamesForm(data, project=project, text=[said.words])
    # Somebody who wanted to be named, and does no more, is not named because a page was open.
    is_same = request.POST.get("outside") == said.outside
    if form.is_valid() and is_same:
        if services.publish_words(said, by=get_member_or_403(project), now=timezone.now()):
            messages.success(request, _("Everybody can read it on the public page now."))
        else:
            messages.info(request, _("It may not be shown outside any more. Nothing was changed."))
        return redirect(said)
    context = {"project": project, "tab": "questions", "said": said, "form": form}
    context |= {"seen": read_outside(said), "has_changed": data is not None and not is_same}
    return render(request, "questions/contribution_publish.html", context)


def list_outside(request: HttpRequest, project: Project) -> HttpResponse:
    """List what people said and may be read outside the project, the newest first."""
    page = page_by_key(
        in_rows(project.contributions.outside().select_related("outside_by", "public_by")),
        key=("said_at", "pk"),
        places=project.contributions.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "questions",
        "rows": read_as(project.viewer, page.rows, on=timezone.localdate()),
        "pages": page.addresses(show="outside"),
    }
    return render(request, "questions/contribution_list_outside.html", context)
