"""What the host of the installation says of itself: public pages, and those on which coordinators change it."""

from copy import copy
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from core.access import Visitor, access
from core.revisions import save_edit, status_of
from home import hosting, services
from home.forms.host import (
    HostAccessibilityForm,
    HostContactForm,
    HostLogoForm,
    HostNameForm,
    HostPaymentForm,
    HostPrivacyForm,
)
from home.models import HostLogo
from home.permissions import host_or_404
from projects.access import Who
from projects.models import Organisation
from questions.files.making import remake
from questions.files.refusals import Refused

#: So many dots has the longer side of a logo at most: it is shown small.
LOGO_DOTS = 480
#: So many changes are shown, the newest first.
MOST_CHANGES = 30


@access(Visitor.ANYBODY, because="Whoever cannot use a page needs this one before signing in.")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"organisation": _host_organisation()}
    return render(request, "home/accessibility.html", context)


@access(Visitor.ANYBODY, because="What is kept about people is said before they give it.")
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")


@access(Visitor.ANYBODY, because="It stands on pages that everybody may see.")
@require_safe
def host_logo(request: HttpRequest, logo_hash: str) -> HttpResponse:
    """Send the logo; its address says which, so that browsers and proxies may keep it."""
    logo = get_object_or_404(HostLogo, sha256=logo_hash)
    response = HttpResponse(bytes(logo.data), content_type=logo.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@access(Who.COORDINATOR)
def host_detail(request: HttpRequest) -> HttpResponse:
    """Show all that the host says, what is not said yet, and who changed what."""
    host_or_404(request.user)
    host = hosting.read_host()
    changes = (
        list(host.changes.select_related("by").order_by("-at", "-pk")[: MOST_CHANGES + 1])
        if host.pk
        else []
    )
    today = timezone.localdate()
    context = {
        "mine": host,
        "is_privacy_old": host.is_privacy_old(today),
        "is_accessibility_old": host.is_accessibility_old(today),
        "changes": changes[:MOST_CHANGES],
        "is_more": len(changes) > MOST_CHANGES,
    }
    return render(request, "home/host_detail.html", context)


@access(Who.COORDINATOR)
def host_name_edit(request: HttpRequest) -> HttpResponse:
    """Say what people know this as."""
    return _edit(request, HostNameForm, "home/host_name_edit.html")


@access(Who.COORDINATOR)
def host_contact_edit(request: HttpRequest) -> HttpResponse:
    """Say whom people turn to."""
    return _edit(request, HostContactForm, "home/host_contact_edit.html")


@access(Who.COORDINATOR)
def host_payment_edit(request: HttpRequest) -> HttpResponse:
    """Say where people ask whether money in return changes their benefits."""
    return _edit(request, HostPaymentForm, "home/host_payment_edit.html")


@access(Who.COORDINATOR)
def host_privacy_edit(request: HttpRequest) -> HttpResponse:
    """Write who is responsible for people's data."""
    return _edit(request, HostPrivacyForm, "home/host_privacy_edit.html")


@access(Who.COORDINATOR)
def host_accessibility_edit(request: HttpRequest) -> HttpResponse:
    """Write the accessibility statement."""
    return _edit(request, HostAccessibilityForm, "home/host_accessibility_edit.html")


def _host_organisation() -> Organisation | None:
    return Organisation.objects.filter(is_host=True).first()


def _edit(request: HttpRequest, form_class: Any, template: str) -> HttpResponse:
    """Save a part of what the host says, unless somebody else did meanwhile; or show how it would look."""
    host_or_404(request.user)
    host = hosting.read_host()
    form = form_class(request.POST or None, instance=copy(host))
    context: dict[str, Any] = {"form": form, "organisation": _host_organisation()}
    if "look" in request.POST:
        context["preview"] = form.instance if form.is_valid() else None
    elif save_edit(
        form,
        lambda: services.change_host(
            form.part,
            form.said,
            stood=form.stood[""],
            by=cast(User, request.user),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("It is saved. Everybody sees it within half a minute."))
        return redirect("home:host_detail")
    return render(request, template, context, status=status_of(form))


@access(Who.COORDINATOR)
def host_logo_edit(request: HttpRequest) -> HttpResponse:
    """Choose a picture as the logo."""
    host_or_404(request.user)
    form = HostLogoForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _set_logo(request, form):
        messages.success(request, _("It is saved. Everybody sees it within half a minute."))
        return redirect("home:host_detail")
    return render(request, "home/host_logo_edit.html", {"form": form, "mine": hosting.read_host()})


def _set_logo(request: HttpRequest, form: HostLogoForm) -> bool:
    """Draw the picture anew in a process of its own, and keep that; False, with the reason in the form, when not."""
    upload: Any = form.cleaned_data["logo"]
    try:
        told, data = remake(upload.sniffed, upload.read(), longest=LOGO_DOTS)
    except Refused:
        form.add_error("logo", _("We cannot open this picture. Try another one."))
        return False
    services.set_logo(
        data, f"image/{told['format']}", by=cast(User, request.user), now=timezone.now()
    )
    return True


@access(Who.COORDINATOR)
def host_logo_take_away(request: HttpRequest) -> HttpResponse:
    """Go back to the mark of Coproduce."""
    host_or_404(request.user)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    services.take_logo_away(by=cast(User, request.user), now=timezone.now())
    messages.success(request, _("The logo is gone. Everybody sees that within half a minute."))
    return redirect("home:host_detail")
