"""Inviting people, and the page that an invitation's link leads to."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.sessions import begin
from accounts.views import send_code
from core.access import Visitor, access, require
from core.numbers import read_number
from participation import permissions, services
from participation.forms import InviteForm
from participation.getters import get_me, get_member_or_404
from participation.models import Invitation
from participation.spreading import in_full_hours, why_later
from projects.access import Who
from projects.coming import comes_from, way_back
from projects.getters import get_project_or_404
from projects.models import Member

#: What became of an invitation, and the status of the page that says so.
OPEN, SIGN_IN, OTHER, HERE = "open", "sign-in", "other", "here"
LEFT, WITHDRAWN, EXPIRED, UNKNOWN = "left", "withdrawn", "expired", "unknown"


@access(Visitor.ANYBODY, because="The invited person has no session yet; the link is the secret.")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who invites to what; a button accepts or declines, because mail scanners open links."""
    found = Invitation.objects.of_token(token)
    state = _state(request, found)
    context: dict[str, object] = {"invitation": found, "state": state}
    if found and state == SIGN_IN and request.POST.get("answer") == "code":
        email = getattr(found.member.user, "email", "")
        return send_code(request, email=email, next_path=request.path)
    if found is None or state not in (OPEN, OTHER):
        context["sign_in_url"] = _sign_in(request, found)
        status = 200 if state in (HERE, SIGN_IN) else 410
        return render(request, "participation/invitation.html", context, status=status)
    if request.method == "POST":
        answer = _decline if request.POST.get("answer") == "no" else _accept
        return answer(request, found)
    return render(request, "participation/invitation.html", context)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    now = timezone.now()
    member = services.accept_invitation(found, now=now)
    if not member.is_taking_part:
        return redirect(request.path)
    user = member.user
    if isinstance(user, User) and request.user != user:
        begin(request, user, now=now)
    return redirect("participation:welcome", member.project.slug)


def _decline(request: HttpRequest, found: Invitation) -> HttpResponse:
    services.decline_invitation(found, now=timezone.now())
    context = {"invitation": found, "state": "declined"}
    return render(request, "participation/invitation.html", context)


def _state(request: HttpRequest, found: Invitation | None) -> str:
    """Say what the page is about: whether the invitation counts, and who looks at it."""
    if found is None or found.member.user is None:
        return UNKNOWN
    member, user = found.member, found.member.user
    if member.is_taking_part:
        return HERE
    if found.accepted_at:
        return LEFT
    if found.revoked_at:
        return WITHDRAWN
    if found.expires_at <= timezone.now():
        return EXPIRED
    if request.user == user:
        return OPEN
    if not permissions.can_sign_in_by_invitation(member):
        return SIGN_IN
    return OTHER if request.user.is_authenticated else OPEN


def _sign_in(request: HttpRequest, found: Invitation | None) -> str:
    """Where to sign in: back to this page while it asks something, else to the project."""
    if found is None:
        return reverse("accounts:sign_in")
    path = found.member.project.get_absolute_url() if found.accepted_at else request.path
    return f"{reverse('accounts:sign_in')}?{urlencode({'next': path})}"


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def member_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite one person by email."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    form = InviteForm(request.POST or None)
    if form.is_valid():
        now = timezone.now()
        member = services.invite_member(project, by=get_me(project), now=now, **form.cleaned_data)
        if member.invited_at == now:
            messages.success(request, _is_on_its_way(member, now=now))
            return redirect("participation:people", slug)
        words = _("%s is here already.") if member.is_taking_part else _("%s is invited already.")
        messages.info(request, words % member.known_as)
        return redirect("participation:member_detail", slug, member.pk)
    context = {"project": project, "tab": "people", "form": form}
    context["back"] = way_back(request, slug, "participation:people")
    context["came_from"] = comes_from(request)
    return render(request, "participation/member_invite.html", context)


def _is_on_its_way(member: Member, *, now: datetime) -> str:
    """Say that an invitation leaves, or when it does and why not at once."""
    leaves_at = member.invitations.latest("pk").leaves_at
    if leaves_at <= now:
        return _("An invitation is on its way to %s.") % member.known_as
    words = _("The invitation to %(name)s leaves by %(moment)s.")
    said = words % {"name": member.known_as, "moment": in_full_hours(leaves_at)}
    return f"{said} {why_later()}"


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_resend(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Send a new link in place of the one that the page showed."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    if request.method != "POST":
        return redirect("participation:member_detail", slug, member.pk)
    shown = read_number(request.POST.get("invitation")) or 0
    old = member.invitations.filter(pk=shown).first()
    now = timezone.now()
    new = old and services.resend_invitation(old, by=get_me(project), now=now)
    if new and new.leaves_at <= now:
        messages.success(
            request, _("A new invitation is on its way. The old link no longer works.")
        )
    elif new:
        said = [_is_on_its_way(member, now=now), _("The old link no longer works.")]
        messages.success(request, " ".join(said))
    elif old and old.leaves_at > now:
        words = _("This invitation has not left yet. It leaves by %(moment)s.")
        messages.info(request, words % {"moment": in_full_hours(old.leaves_at)})
    else:
        messages.info(request, _("A new invitation was sent a moment ago."))
    return redirect("participation:member_detail", slug, member.pk)


@access(Who.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_withdraw(request: HttpRequest, slug: str, member_pk: int) -> HttpResponse:
    """Take an invitation back."""
    project = get_project_or_404(request.user, slug)
    require(permissions.can_manage_members(project))
    member = get_member_or_404(project, member_pk)
    if request.method != "POST":
        return redirect("participation:member_detail", slug, member.pk)
    services.withdraw_invitation(member, now=timezone.now())
    messages.success(request, _("You took the invitation back. Its link no longer works."))
    return redirect("participation:people", slug)
