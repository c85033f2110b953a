"""Pages on which somebody says that they are worried about somebody's safety, and somebody looks at it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.pages import page_by_key
from projects.access import Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member, Project
from questions import permissions, services
from questions.forms.safety import LookedAtForm, SafetyWorryForm, TellsAuthorForm
from questions.getters import (
    get_worried_about,
    get_worry_or_404,
    number_or_404,
    worries_marked_by_viewer,
    worries_of,
)
from questions.models import Contribution, Reply, SafetyWorry

#: So many readings are shown of a worry.
MOST_READINGS = 20
#: So many worries of their own are shown to whoever comes back.
MOST_BEFORE = 5


def worried(request: HttpRequest, project: Project) -> HttpResponse:
    """Let somebody say that they are worried about somebody's safety: a part of the page on which people speak."""
    require(permissions.can_read(project))
    if pk := request.GET.get("worry"):
        return _show_marked(request, project, pk)
    about = get_worried_about(project, request.GET)
    if not _is_in_sight(project, about):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = SafetyWorryForm(sent, needs_words=about is None)
    if form.is_valid():
        return _mark(request, project, form, about=about)
    facilitators = project.members.taking_part().facilitators().order_by("known_as", "pk")
    context = {
        "project": project,
        "tab": "say",
        "form": form,
        "about": about,
        "names": list(facilitators.values_list("known_as", flat=True)),
        "before": worries_marked_by_viewer(project)[:MOST_BEFORE],
    }
    return render(request, "questions/safety_worry_create.html", context)


def _is_in_sight(project: Project, about: Contribution | Reply | None) -> bool:
    """Say whether the viewer sees it at all: a reply to something that is set aside is out of sight with that."""
    said = about.contribution if isinstance(about, Reply) else None
    return said is None or not permissions.is_out_of_sight(project, said)


def _mark(
    request: HttpRequest,
    project: Project,
    form: SafetyWorryForm,
    *,
    about: Contribution | Reply | None,
) -> HttpResponse:
    me, now = get_member_or_403(project), timezone.now()
    worry = services.mark_worry(project, by=me, about=about, now=now, **form.cleaned_data)
    if form.cleaned_data["words"] and not worry.words_locked:
        messages.error(
            request,
            _("They know that you are worried, but we could not keep your words. Please ring."),
        )
    if project.viewer.is_facilitator:
        return redirect("questions:safety_worry_detail", project.slug, worry.pk)
    here = reverse("questions:contribution_create", args=[project.slug])
    return redirect(f"{here}?show=worried&worry={worry.pk}")


def _show_marked(request: HttpRequest, project: Project, pk: str) -> HttpResponse:
    """Show whoever marked a worry how far it is; facilitators have a page of their own for it."""
    worry = get_worry_or_404(project, number_or_404(pk))
    if project.viewer.is_facilitator:
        return redirect("questions:safety_worry_detail", project.slug, worry.pk)
    response = _show(request, project, worry, tab="say")
    add_never_cache_headers(response)
    return response


@sensitive_post_parameters()
@never_cache
@access(Who.FACILITATOR)
def safety_worry_detail(request: HttpRequest, slug: str, worry_pk: int) -> HttpResponse:
    """Show a facilitator what is known of a worry, and keep what was done about it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_look_at_worries(project))
    worry = get_worry_or_404(project, worry_pk)
    sent = request.POST if request.method == "POST" else None
    form = LookedAtForm(sent, **_asked(worry, project.viewer.member_id))
    if form.is_valid() and _look(worry, form, by=get_member_or_403(project)):
        messages.success(request, _("Thank you. What you did is written down."))
        return redirect("questions:safety_worry_detail", slug, worry_pk)
    return _show(request, project, worry, form=form)


def _look(worry: SafetyWorry, form: LookedAtForm, *, by: Member) -> bool:
    """Write down what was done; return whether it is kept."""
    try:
        services.look_at_worry(worry, by=by, now=timezone.now(), **form.cleaned_data)
    except (services.LookedAtBefore, WordsAreLocked):
        worry.refresh_from_db()
        form.add_error(
            None,
            _("Somebody else wrote down at this moment what was done. Yours is not kept: copy it."),
        )
        return False
    except CannotLock:
        form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
        return False
    return True


@never_cache
@access(Who.FACILITATOR)
def safety_worry_show(request: HttpRequest, slug: str, worry_pk: int) -> HttpResponse:
    """Show what is private in a worry, once, and keep who read it."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_look_at_worries(project))
    worry = get_worry_or_404(project, worry_pk)
    if request.method != "POST":
        return redirect("questions:safety_worry_detail", slug, worry_pk)
    try:
        me = get_member_or_403(project)
        opened = services.open_worry(worry, by=me, now=timezone.now())
    except WordsAreLocked:
        messages.error(request, _("The words cannot be opened now: their key is away."))
        return redirect("questions:safety_worry_detail", slug, worry_pk)
    form = LookedAtForm(None, **_asked(worry, me.pk))
    return _show(request, project, worry, form=form, opened=opened)


def _asked(worry: SafetyWorry, me: int | None) -> dict[str, bool]:
    """Say what is to be asked of whoever looks at it."""
    about = worry.about
    return {
        "is_aside": about is not None and about.is_set_aside,
        "has_author": about is not None and about.member_id not in (None, me),
    }


@access(Who.FACILITATOR)
def safety_worry_put_back(request: HttpRequest, slug: str, worry_pk: int) -> HttpResponse:
    """Put back what was left aside."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_look_at_worries(project))
    worry = get_worry_or_404(project, worry_pk)
    form = TellsAuthorForm(request.POST)
    if request.method == "POST":
        tells = form.is_valid() and form.cleaned_data["tells_author"]
        if services.put_back_worried(worry, tells_author=tells, now=timezone.now()):
            messages.success(request, _("It is back. Everybody in the project can read it again."))
    return redirect("questions:safety_worry_detail", slug, worry_pk)


def _show(request: HttpRequest, project: Project, worry: SafetyWorry, **more: Any) -> HttpResponse:
    readings = worry.readings.select_related("member").order_by("-at", "-pk")[:MOST_READINGS]
    about = worry.about if _is_in_sight(project, worry.about) else None
    context = {"project": project, "tab": "", "worry": worry, "about": about}
    context |= {"readings": readings, "back_form": TellsAuthorForm(None), **more}
    return render(request, "questions/safety_worry_detail.html", context)


@access(Who.FACILITATOR)
def safety_worry_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List what people are worried about: what nobody has looked at, and below it what somebody has."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_look_at_worries(project))
    page = page_by_key(
        worries_of(project).looked_at(),
        key=("marked_at", "pk"),
        places=project.safety_worries.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "",
        "open_ones": worries_of(project).open().order_by("look_by", "pk")[:100],
        "looked_at": page.rows,
        "pages": page.addresses(),
    }
    return render(request, "questions/safety_worry_list.html", context)
