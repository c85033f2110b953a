"""The page of how the installation is running, for whoever answers for it, and its buttons."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.access import access
from home import running
from outbox.failed import LOOKED_BACK, failed_emails
from outbox.services import retry_failed
from projects.access import Who
from projects.permissions import runs_installation
from reports.services import retry_all_failed


def _only_for_its_hosts(request: HttpRequest) -> None:
    """Everybody else learns nothing, not even that there is such a page."""
    if not runs_installation(request.user):
        raise Http404


@access(Who.COORDINATOR)
def running_page(request: HttpRequest) -> HttpResponse:
    """Show how each part is, what that means, and what to do."""
    _only_for_its_hosts(request)
    found = running.lines(now=timezone.now())
    context = {"lines": found, "worst": running.worst(found)}
    return render(request, "home/running.html", context)


@access(Who.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def running_again(request: HttpRequest, what: str) -> HttpResponse:
    """Try all emails, or all reports and letters, again that did not work."""
    _only_for_its_hosts(request)
    if what not in (running.EMAILS, running.REPORTS):
        raise Http404
    if request.method == "POST":
        now = timezone.now()
        if what == running.EMAILS:
            tried, waits = retry_failed(failed_emails(now=now), now=now), 0
        else:
            tried, waits = retry_all_failed(since=now - LOOKED_BACK, now=now)
        _tell(request, tried, waits)
    return redirect("home:running")


def _tell(request: HttpRequest, tried: int, waits: int) -> None:
    if tried:
        words = ngettext(
            "We're trying %s again. Look here in a few minutes.",
            "We're trying %s of them again. Look here in a few minutes.",
            tried,
        )
        messages.success(request, words % running.counted(tried))
    if waits:
        words = _("%s can be tried when others of the same project are ready.")
        messages.info(request, words % running.counted(waits))
    if not tried and not waits:
        messages.info(request, _("There is nothing to try again."))
