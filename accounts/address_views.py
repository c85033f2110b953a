"""Pages for changing the address with which one signs in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import services, sessions
from accounts.emails import masked
from accounts.forms import AddressForm
from accounts.getters import signed_in
from accounts.models import AddressChange, User
from core.access import Visitor, access


def ask(request: HttpRequest) -> HttpResponse:
    """Take a new address, and write to it; part of the page “You”."""
    user, now = signed_in(request), timezone.now()
    form = AddressForm(request.POST or None, user=user)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            services.ask_for_address(user, email=email, now=now)
        except services.TooManyChanges as refusal:
            form.add_error("email", str(refusal))
        else:
            words = _(
                "We wrote to %s. Open the link in that email and press the button: then you sign in with it."
            )
            messages.success(request, words % email)
            return redirect("accounts:you")
    return render(request, "accounts/you_address.html", {"form": form})


@access(
    Visitor.ANYBODY,
    because="Who opens the link in the email may have lost the old address, and proves the new one.",
)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that changes the address, or undoes it: mail scanners open links, and press no buttons."""
    now = timezone.now()
    change, is_back = services.find_change(token, now=now)
    if change is None:
        return render(request, "accounts/address_over.html", status=410)
    context = {
        "change": change,
        "is_back": is_back,
        "email": change.old_email if is_back else change.new_email,
        "other": masked(change.user.email),
        "is_of_another": request.user.is_authenticated and request.user != change.user,
    }
    if request.method != "POST":
        return render(request, "accounts/address_link.html", context)
    was_signed_in = request.user == change.user
    try:
        is_done = (services.undo_address if is_back else services.confirm_address)(change, now=now)
    except services.AddressTaken:
        return render(request, "accounts/address_link.html", context | {"is_taken": True})
    if not is_done:
        return render(request, "accounts/address_over.html", status=410)
    if context["is_of_another"]:
        # Whoever helps is not the one who signs in with it, and stays who they are.
        words = _(
            "Done. %s is the address to sign in with, for whoever asked for this. Yours stays."
        )
        messages.success(request, words % context["email"])
        return redirect("home:person_home")
    return _done(request, change, context["email"], was_signed_in=was_signed_in)


def _done(
    request: HttpRequest, change: AddressChange, email: object, *, was_signed_in: bool
) -> HttpResponse:
    """Say which address counts now. Who was signed in here stays so; everywhere else they sign in anew."""
    messages.success(request, _("From now on you sign in with %s.") % email)
    if was_signed_in:
        sessions.begin(request, User.objects.get(pk=change.user_id), now=timezone.now())
        return redirect("accounts:you")
    return redirect("accounts:sign_in")
