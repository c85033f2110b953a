"""Meetings in people's own calendars: one as a file, or all of them under a private address."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.getters import signed_in
from core.access import Visitor, access
from meetings import services
from meetings.calendar import KIND, calendar_of
from meetings.getters import get_meeting_or_404
from meetings.models import CalendarFeed, Meeting
from projects.access import PROJECT_READERS
from projects.getters import get_project_or_404
from projects.models import Member, Project

#: A calendar has the meetings of so long ago.
BACK = timedelta(days=90)
MOST = 1000


@access(*PROJECT_READERS)
def meeting_file(request: HttpRequest, slug: str, meeting_pk: int) -> HttpResponse:
    """Give one meeting as a file that calendars read."""
    project = get_project_or_404(request.user, slug)
    return _answer(calendar_of([get_meeting_or_404(project, meeting_pk)]), name="meeting")


@access(Visitor.SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Make the private address of one's meetings, which is shown once; or stop it."""
    user = signed_in(request)
    address = ""
    if request.method == "POST" and request.POST.get("what") == "make":
        key = services.make_feed(user, now=timezone.now())
        address = f"{settings.SITE_URL}{reverse('meetings:calendar_file', args=[key])}"
    elif request.method == "POST" and request.POST.get("what") == "stop":
        if services.stop_feed(user):
            messages.success(request, _("The address leads nowhere from now on."))
        return redirect("meetings:calendar_feed")
    context = {"feed": CalendarFeed.objects.filter(user=user).first(), "address": address}
    return render(request, "meetings/calendar_feed.html", context)


@access(Visitor.ANYBODY, because="A calendar program cannot sign in; the address is the secret.")
@never_cache
@require_safe
def calendar_file(request: HttpRequest, feed_key: str) -> HttpResponse:
    """Give all meetings of the projects in which somebody takes part, to whoever has their private address."""
    user = services.find_user_of_feed(feed_key)
    if user is None:
        raise Http404
    since = timezone.localdate() - BACK
    mine = Member.objects.taking_part().filter(user=user).values("project")
    rows = Meeting.objects.filter(on__gte=since, project__in=mine).select_related("project")
    ended = Q(project__state=Project.State.ENDED, over_at__gt=timezone.now())
    with translation.override(user.language):
        return _answer(
            calendar_of(rows.exclude(ended).order_by("on", "pk")[:MOST]), name="meetings"
        )


def _answer(text: str, *, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{KIND}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer
