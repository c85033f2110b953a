"""Pages on which people say something, and read what became of it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access, require
from core.came_up import CameUp, came_up_at
from core.numbers import read_number
from core.pages import page_by_key
from core.typed import takes_private_answers
from outbox.cards import card_of
from projects.access import MEMBERS
from projects.getters import get_member_or_403, get_project_or_404
from projects.models import Member, Project
from questions import permissions, services
from questions.drafts import draft_key, draft_name
from questions.forms.saying import ContributionForm, ContributionReplyForm
from questions.forms.unnamed import is_said_unnamed
from questions.getters import get_contribution_or_404, with_all_that_is_named, with_lives
from questions.models import Contribution, Honour
from questions.views.files import change_files, keep_upload, may_record
from questions.views.hiding import take_back
from questions.views.outside import choose_outside, publish
from questions.views.safety import worried
from questions.views.shown import JUST_SAID, show_said
from questions.views.unnamed import say_without_name
from questions.waiting import read_as

#: Fields by which a form about files is known, on the page of what was said.
FILE_FIELDS = {"file_words", "take_away"}
#: Parts of that page, by what its address asks for.
_PARTS = {"take-back": take_back, "outside": choose_outside, "public": publish}


@access(*MEMBERS)
@takes_private_answers(when=is_said_unnamed)
def contribution_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something; only the words are needed. Or say what we should be asking, and do not."""
    project = get_project_or_404(request.user, slug)
    if request.GET.get("show") == "worried":
        return worried(request, project)
    require(permissions.can_say_something(project))
    is_unasked = "unasked" in request.GET
    form = ContributionForm(
        request.POST or None,
        request.FILES or None,
        project=project,
        is_unasked=is_unasked,
        initial=_first(request, project),
    )
    came_up = came_up_at(request, project)
    now, me = timezone.now(), get_member_or_403(project)
    if form.is_valid():
        # Where it came up would tell whose it can be.
        at = {} if form.is_unnamed else {"came_up": came_up}
        say = say_without_name if form.is_unnamed else _say_with_name
        if answer := say(request, project, form, is_unasked=is_unasked, **at):
            return answer
    context = {"project": project, "tab": "say", "form": form, "me": me, "came_up": came_up}
    context |= {"card": card_of(request, project)}
    context |= {"answer_by": services.answer_day(project, now)}
    context |= {"draft": draft_name(me), "draft_key": draft_key(me)}
    return may_record(render(request, "questions/contribution_create.html", context))


def _first(request: HttpRequest, project: Project) -> dict[str, Any]:
    """Return what the address fills in: the question; for who runs the project, whose words are written down."""
    first: dict[str, Any] = {"question": request.GET.get("question", "")}
    if project.viewer.is_facilitator and (said_by := read_number(request.GET.get("for"))):
        first |= {"said_by": said_by, "way": Contribution.Way.ALOUD}
    return first


def _say_with_name(
    request: HttpRequest,
    project: Project,
    form: ContributionForm,
    *,
    is_unasked: bool,
    came_up: CameUp,
) -> HttpResponse | None:
    """Keep it; None, with an error in the form, when its file cannot be kept now."""
    by: dict[str, Any] = {"by": get_member_or_403(project), "now": timezone.now()}
    said = {"is_unasked": is_unasked, **by, **form.cleaned_data}
    if form.upload is None:
        add = partial(services.add_contribution, project, **said)
    elif arrived := keep_upload(project, form):
        add = partial(services.add_contribution_with_file, project, arrived=arrived, **said)
    else:
        return None
    kept = came_up.write_down("said", add, **by)
    if card := card_of(request, project):
        words = _("It is written down as what %(name)s said.")
        messages.success(request, words % {"name": kept.author})
        return redirect(card)
    request.session[JUST_SAID] = kept.pk
    return redirect(kept)


@access(*MEMBERS)
def contribution_detail(request: HttpRequest, slug: str, contribution_pk: int) -> HttpResponse:
    """Show what somebody said and what follows; take a reply, a mark of honour, a file."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_read(project))
    said = get_contribution_or_404(project, contribution_pk)
    if part := _PARTS.get(request.GET.get("show", "")):
        return part(request, project, said)
    files = change_files(request, project, said)
    if isinstance(files, HttpResponse):
        return files
    form = ContributionReplyForm(request.POST if "words" in request.POST else None)
    if request.method == "POST" and not FILE_FIELDS & set(request.POST):
        require(permissions.can_say_something(project))
        if mark := request.POST.get("mark"):
            _mark(said, mark, member=get_member_or_403(project), is_back="back" in request.POST)
            return redirect(f"{said.get_absolute_url()}#honours")
        if form.is_valid():
            me, now = get_member_or_403(project), timezone.now()
            reply = services.add_reply(said, member=me, now=now, **form.cleaned_data)
            messages.success(request, _("Your reply is there."))
            return redirect(reply)
    return show_said(request, project, said, form, files=files)


def _mark(said: Contribution, mark: str, *, member: Member, is_back: bool) -> None:
    if mark in Honour.Mark.values:
        act = services.take_honour_back if is_back else services.give_honour
        act(said, mark=mark, member=member)


def list_mine(request: HttpRequest, project: Project) -> HttpResponse:
    """List all that the viewer said, the newest first: a part of the page of what people said."""
    me, today = get_member_or_403(project), timezone.localdate()
    page = page_by_key(
        with_all_that_is_named(project.contributions.filter(member=me)),
        key=("said_at", "pk"),
        places=project.contributions.all(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        descending=True,
    )
    context = {
        "project": project,
        "tab": "people",
        "part": {"said": with_lives(read_as(project.viewer, page.rows, on=today))},
        "pages": page.addresses(show="mine"),
    }
    return render(request, "questions/contribution_mine.html", context)
