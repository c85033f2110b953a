"""Pages on which somebody says that they are worried about somebody's safety, and somebody looks at it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.access import access, require
from core.locked_words import CannotLock, WordsAreLocked
from core.pages import page_by_key
from projects.access import MEMBERS, Who
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member, Project
from questions import permissions, services
from questions.forms.safety import LookedAtForm, SafetyWorryForm, TellsAuthorForm
from questions.getters import get_worried_about, get_worry_or_404, worries_of
from questions.models import SafetyWorry

#: So many readings are shown of a worry.
MOST_READINGS = 20


@access(*MEMBERS)
def safety_worry_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that one is worried about somebody's safety, about something that was said or in words of one's own."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    about = get_worried_about(project, request.GET)
    form = SafetyWorryForm(
        request.POST if request.method == "POST" else None, needs_words=about is None
    )
    if form.is_valid():
        me, now = get_member_or_403(project), timezone.now()
        worry = services.mark_worry(project, by=me, about=about, now=now, **form.cleaned_data)
        if form.cleaned_data["words"] and not worry.words_locked:
            messages.error(
                request,
                _("They know that you are worried, but we could not keep your words. Please ring."),
            )
        return redirect("questions:safety_worry_detail", slug, worry.pk)
    facilitators = project.members.taking_part().facilitators().order_by("known_as", "pk")
    names = list(facilitators.values_list("known_as", flat=True))
    context = {"project": project, "tab": "", "form": form, "about": about, "names": names}
    return render(request, "questions/safety_worry_create.html", context)


@never_cache
@access(*MEMBERS)
def safety_worry_detail(request: HttpRequest, slug: str, worry_pk: int) -> HttpResponse:
    """Show what is done about a worry; a facilitator writes it down here, and whoever marked it sees how far it is."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    worry = get_worry_or_404(project, worry_pk)
    if not project.viewer.is_facilitator:
        return _show(request, project, worry)
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
    context = {"project": project, "tab": "", "worry": worry, "about": worry.about}
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
