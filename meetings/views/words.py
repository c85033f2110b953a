"""What somebody wrote about coming, for a facilitator: locked until they say why they look; and the reply to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.access import access, require
from core.locked_words import CannotLock
from core.numbers import read_number
from meetings import services
from meetings.forms import AnswerReplyForm
from meetings.models import MeetingAnswer
from participation.getters import get_me
from participation.models import OF_MEETINGS
from participation.opening import may_read
from participation.permissions import can_manage_members
from participation.views.private import Room, find_theirs, show_theirs
from projects.access import Who
from projects.getters import get_project_or_404
from projects.models import Member


def _room(by: Member) -> Room:
    """Return the room of what somebody wrote about coming, as one facilitator may enter it."""
    written = MeetingAnswer.objects.filter(words_locked__isnull=False)
    return Room(
        purpose=OF_MEETINGS,
        page="meetings:member_coming",
        mine="meetings:meeting_list",
        template="meetings/member_coming.html",
        read=lambda member: {"answers": services.read_theirs(member, by)},
        nothing={"answers": []},
        count=lambda member: written.filter(member=member).count(),
    )


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_coming(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Show a facilitator what a member wrote about coming, for ten minutes after they said why they look."""
    project = get_project_or_404(request.user, slug)
    require(can_manage_members(project))
    return show_theirs(request, slug, member_pk, _room(get_me(project)))


@sensitive_post_parameters()
@access(Who.FACILITATOR)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_reply(request: HttpRequest, slug: str, meeting_answer_pk: int) -> HttpResponse:
    """Reply to what somebody wrote about coming, for whoever has opened it."""
    project = get_project_or_404(request.user, slug)
    key = read_number(meeting_answer_pk)
    rows = MeetingAnswer.objects.select_related("meeting__project")
    row = get_object_or_404(rows, project=project, pk=key)
    project, member = find_theirs(request, slug, row.member_id)
    back = redirect("meetings:member_coming", slug, member.pk)
    me = get_me(project)
    if me == member or not may_read(request, member, OF_MEETINGS, by=me):
        return back
    read = next((one for one in _room(me).opened(member)["answers"] if one.row.pk == row.pk), None)
    if read is None:
        messages.warning(request, _("They have taken back what they wrote."))
        return back
    first = {"words": read.reply, "stood": read.row.stand}
    form = AnswerReplyForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        if _reply(form, row, me):
            is_told = row.is_current and row.meeting.is_open(timezone.now())
            told = _("Thank you. They are told that there is a reply.")
            messages.success(
                request, told if is_told else _("Thank you. It is kept, for them to read.")
            )
            return back
        read = services.read_answer(row)
    context = {"project": project, "tab": "meetings", "member": member, "read": read, "form": form}
    return render(request, "meetings/meeting_reply.html", context)


def _reply(form: AnswerReplyForm, row: MeetingAnswer, by: Member) -> bool:
    """Keep a reply; return whether it was. What is in the way is an error of the form."""
    said = form.cleaned_data
    try:
        if services.reply_to_answer(
            row, words=said["words"], stood=said["stood"] or None, by=by, now=timezone.now()
        ):
            return True
        row.refresh_from_db()
        data: Any = form.data
        form.data = data = data.copy()
        data["stood"] = row.stand
        words = _("Something changed while you were writing. Read it again above, then send it.")
        form.add_error(None, words)
    except CannotLock:
        form.add_error(None, _("We cannot keep this safely now. Copy it, and try again later."))
    return False
