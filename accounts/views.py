"""Pages for signing in and out, and the name one is greeted with."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import address_views, services, sessions
from accounts.emails import masked
from accounts.forms import CodeForm, SignInForm, YouForm
from accounts.getters import lost_change, signed_in
from accounts.known_browsers import is_known
from accounts.models import SignInCode, User
from core.access import Visitor, access

PENDING = "sign_in_code"
PENDING_FOR = timedelta(minutes=30)


@access(Visitor.ANYBODY, because="Whoever wants to sign in is not signed in yet.")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the email address and send a code to it."""
    if request.method != "POST":
        next_path = services.safe_path(request.GET.get("next", ""))
        if request.user.is_authenticated:
            return redirect(next_path or settings.LOGIN_REDIRECT_URL)
        return render(
            request, "accounts/sign_in.html", {"form": SignInForm(initial={"next": next_path})}
        )
    form = SignInForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/sign_in.html", {"form": form})
    return send_code(request, email=form.cleaned_data["email"], next_path=form.cleaned_data["next"])


def send_code(request: HttpRequest, *, email: str, next_path: str) -> HttpResponse:
    """Send a code to an address, and lead to the page that takes it; from there on to ``next_path``."""
    now = timezone.now()
    if not services.may_request_code(connection(request), now=now):
        return render(request, "accounts/too_many.html", status=429)
    code = services.request_code(
        email=email, now=now, next_path=next_path, connection=connection(request)
    )
    request.session[PENDING] = code.pk
    if not request.user.is_authenticated:
        request.session.set_expiry(PENDING_FOR)
    return redirect("accounts:sign_in_code")


@access(Visitor.ANYBODY, because="Whoever types a code is not signed in yet.")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Say that an email is on its way, and take the code from it."""
    now = timezone.now()
    code = SignInCode.objects.filter(pk=request.session.get(PENDING, 0)).first()
    if code is None and request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if code is None:
        return render(request, "accounts/sign_in.html", {"form": SignInForm(), "is_lost": True})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        guess, where = form.cleaned_data["code"], connection(request)
        known = is_known(request, code.user)
        user = services.use_code(code, guess, connection=where, is_known=known, now=now)
        if user is not None:
            return _welcome(request, user, code)
        code = SignInCode.objects.filter(pk=code.pk).first() or code
        can_guess = services.may_guess_code(code, connection=where, is_known=known, now=now)
        form.add_error("code", _wrong(code, can_guess=can_guess))
    return render(request, "accounts/sign_in_code.html", {"form": form, "email": code.email})


def _wrong(code: SignInCode, *, can_guess: bool) -> str:
    if not can_guess:
        # Nor would a new code: too many wrong ones were typed.
        return _("Codes don't work here for a while. Use the link in the email from us.")
    if code.is_open_to_guesses(now=timezone.now()):
        return _("That is not the code. Look again at the newest email from us.")
    return _("This code does not work any more. Use the link in the email, or ask for a new code.")


@access(
    Visitor.ANYBODY,
    because="The link in the email is opened by somebody who is not signed in yet.",
)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that signs in: mail scanners open links, and press no buttons."""
    now = timezone.now()
    code = services.find_link(token, now=now)
    if code is not None and request.method == "POST":
        user = services.use_link(code, now=now)
        if user is not None:
            return _welcome(request, user, code)
    if code is None or request.method == "POST":
        return render(request, "accounts/link_over.html", status=410)
    return render(request, "accounts/sign_in_link.html", {"email": masked(code.email)})


def _welcome(request: HttpRequest, user: User, code: SignInCode) -> HttpResponse:
    request.session.pop(PENDING, None)
    sessions.begin(request, user, now=timezone.now())
    return redirect(services.safe_path(code.next_path) or settings.LOGIN_REDIRECT_URL)


@access(Visitor.SIGNED_IN)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("home:person_home")


@access(Visitor.SIGNED_IN)
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End this session and all others."""
    services.end_sessions(signed_in(request))
    logout(request)
    messages.success(request, _("You are signed out on every device."))
    return redirect("home:person_home")


@access(Visitor.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Change one's name, or the address one signs in with."""
    if request.GET.get("show") == "address":
        return address_views.ask(request)
    # A copy: a name that cannot be saved must not show at the top of the page.
    form = YouForm(request.POST or None, instance=User.objects.get(pk=signed_in(request).pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:you")
    lost = lost_change(signed_in(request), now=timezone.now())
    return render(request, "accounts/you.html", {"form": form, "lost": lost})


def connection(request: HttpRequest) -> str:
    """
    Return the address from which a request came; behind proxies, the one that the outermost of ours saw.

    Each proxy adds one entry at the end of X-Forwarded-For; what stands before those, whoever asks may have written.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return direct
    seen = str(request.headers.get("X-Forwarded-For", "")).split(",")
    if len(seen) < settings.TRUSTED_PROXIES:
        return direct
    return seen[-settings.TRUSTED_PROXIES].strip() or direct
