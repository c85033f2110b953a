"""Who coordinates an organisation: inviting, removing, handing over, leaving, and the page of an invitation's link."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.views import send_code
from core.access import Visitor, access
from home import coordinators, services
from home.forms.pages import CoordinatorForm
from projects.access import Who
from projects.models import Coordinator, CoordinatorInvitation, Organisation

CHANGES = require_http_methods(["GET", "HEAD", "POST"])


def _mine(request: HttpRequest, slug: str) -> Organisation:
    """Return an organisation that one coordinates; whoever does not learns nothing."""
    return get_object_or_404(Organisation.objects.coordinated_by(request.user), slug=slug)


@access(Who.COORDINATOR)
def coordinator_list(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Show who coordinates, and who is invited and has not said yes."""
    organisation = _mine(request, organisation_slug)
    now = timezone.now()
    context = {
        "organisation": organisation,
        "coordinators": coordinators.here(organisation),
        "invited": coordinators.invited(organisation, now=now),
    }
    return render(request, "home/coordinator_list.html", context)


@access(Who.COORDINATOR)
@CHANGES
def coordinator_invite(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Invite another coordinator, who may take over from whoever invites."""
    organisation = _mine(request, organisation_slug)
    then = "leave" if request.GET.get("then") == "leave" else "stay"
    form = CoordinatorForm(request.POST or None, initial={"then": then})
    if form.is_valid():
        now = timezone.now()
        try:
            invitation = services.invite_coordinator(
                organisation, by=cast(User, request.user), now=now, **form.said
            )
        except services.CannotCoordinate as refusal:
            form.add_error("email", str(refusal))
        else:
            if invitation.created_at == now:
                messages.success(request, _("An invitation is on its way to %s.") % invitation.name)
            else:
                messages.info(request, _("%s is invited already.") % invitation.name)
            return redirect("home:coordinator_list", organisation_slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "home/coordinator_invite.html", context)


@access(Who.COORDINATOR)
@CHANGES
def coordinator_invitation_resend(
    request: HttpRequest, organisation_slug: str, coordinator_invitation_pk: int
) -> HttpResponse:
    """Send a new link in place of the one that the page showed."""
    old = _invitation(request, organisation_slug, coordinator_invitation_pk)
    done = _("A new invitation is on its way. The old link no longer works.")
    return _with_invitation(request, old, services.resend_coordinator_invitation, done=done)


@access(Who.COORDINATOR)
@CHANGES
def coordinator_invitation_withdraw(
    request: HttpRequest, organisation_slug: str, coordinator_invitation_pk: int
) -> HttpResponse:
    """Take an invitation back."""
    old = _invitation(request, organisation_slug, coordinator_invitation_pk)
    done = _("You took the invitation back. Its link no longer works.")
    return _with_invitation(request, old, services.withdraw_coordinator_invitation, done=done)


def _invitation(request: HttpRequest, slug: str, pk: int) -> CoordinatorInvitation:
    rows = CoordinatorInvitation.objects.select_related("organisation")
    return get_object_or_404(rows, organisation=_mine(request, slug), pk=pk)


def _with_invitation(
    request: HttpRequest,
    old: CoordinatorInvitation,
    change: Callable[..., object],
    *,
    done: str,
) -> HttpResponse:
    """Change an invitation where a form asks for it, say what came of it, and show who coordinates."""
    if request.method == "POST":
        try:
            is_done = change(old, by=request.user, now=timezone.now())
        except services.CannotCoordinate as refusal:
            messages.warning(request, str(refusal))
        else:
            if is_done:
                messages.success(request, done)
            else:
                messages.info(request, _("This invitation was answered or changed a moment ago."))
    return redirect("home:coordinator_list", old.organisation.slug)


@access(Who.COORDINATOR)
@CHANGES
def coordinator_remove(
    request: HttpRequest, organisation_slug: str, coordinator_pk: int
) -> HttpResponse:
    """Remove another coordinator; a page asks first."""
    organisation = _mine(request, organisation_slug)
    rows = Coordinator.objects.select_related("user", "organisation")
    coordinator = get_object_or_404(rows, organisation=organisation, pk=coordinator_pk)
    if coordinator.user == request.user:
        return redirect("home:coordinator_leave", organisation_slug)
    context = {"organisation": organisation, "coordinator": coordinator, "refusal": ""}
    if request.method == "POST":
        by = cast(User, request.user)
        try:
            services.end_coordination(coordinator, by=by, now=timezone.now())
        except services.CannotCoordinate as refusal:
            context["refusal"] = str(refusal)
        else:
            words = _("%s is no longer a coordinator. We emailed them to say so.")
            messages.success(request, words % coordinator.user)
            return redirect("home:coordinator_list", organisation_slug)
    return render(request, "home/coordinator_remove.html", context)


@access(Who.COORDINATOR)
@CHANGES
def coordinator_leave(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Stop coordinating; a page asks first, and leads whoever is the last one to hand over."""
    organisation = _mine(request, organisation_slug)
    by = cast(User, request.user)
    me = organisation.coordinators.select_related("user", "organisation").filter(user=by).first()
    if me is None:  # removed since the first look
        return redirect("home:person_home")
    context = {"organisation": organisation, "is_last": coordinators.is_last(me), "refusal": ""}
    if request.method == "POST":
        try:
            services.end_coordination(me, by=by, now=timezone.now())
        except services.CannotCoordinate as refusal:
            context["refusal"] = str(refusal)
        else:
            words = _("You are no longer a coordinator of %s. Thank you for what you did.")
            messages.success(request, words % organisation)
            return redirect("home:person_home")
    return render(request, "home/coordinator_leave.html", context)


@access(
    Visitor.ANYBODY, because="The invited person may be signed out; the page then emails a code."
)
@never_cache
@CHANGES
def coordinator_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask somebody whether they will coordinate; they sign in by a code first, since the link alone lets nobody in."""
    found = CoordinatorInvitation.objects.of_token(token)
    state = coordinators.state_of(found, request.user, now=timezone.now())
    context = {"invitation": found, "state": state, "sign_in_url": _sign_in(request.path)}
    if found and request.method == "POST":
        answer = request.POST.get("answer")
        if state == coordinators.SIGN_IN and answer == "code":
            return send_code(request, email=found.user.email, next_path=request.path)
        if state == coordinators.OPEN and answer == "no":
            services.decline_coordinator_invitation(found, now=timezone.now())
            context["state"] = coordinators.DECLINED
        elif state == coordinators.OPEN and answer == "yes":
            is_in = services.accept_coordinator_invitation(found, now=timezone.now())
            return redirect("home:person_home" if is_in else request.path)
    status = 200 if found and state in coordinators.ANSWERABLE else 410
    return render(request, "home/coordinator_invitation.html", context, status=status)


def _sign_in(path: str) -> str:
    return f"{reverse('accounts:sign_in')}?{urlencode({'next': path})}"
