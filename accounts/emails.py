"""The emails of signing in, and of changing the address for it."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import CODE_LIFE, AddressChange, SignInCode, User, WrongCodes
from accounts.tokens import derive
from core.mail import build_message, each_apart, site_name, unlinked


def for_code(code: SignInCode) -> EmailMultiAlternatives:
    """Build the email with code and link, or the one that says that the address is not known here."""
    link = settings.SITE_URL + reverse("accounts:sign_in_link", args=[code.token])
    minutes = int(CODE_LIFE.total_seconds() // 60)
    return build_message(
        "accounts/sign_in_code" if code.user_id else "accounts/unknown_address",
        to=code.email,
        context={"code": code.code, "link": link, "minutes": minutes, "email": code.email}
        if code.user_id
        else {"email": code.email, "sign_in": settings.SITE_URL + reverse("accounts:sign_in")},
        message_id=_message_id(code),
    )


def for_change(change: AddressChange) -> EmailMultiAlternatives:
    """Build the email that is due for a change of address: it asks the new one, or tells one of the two."""
    write = {
        AddressChange.Mail.CONFIRM: _asks_new_address,
        AddressChange.Mail.CHANGED: _tells_old_address,
        AddressChange.Mail.UNDONE: _tells_new_address,
    }[AddressChange.Mail(change.mail)]
    to, words = write(change)
    number = f"address-{change.mail}-{change.pk}"
    secret = derive(f"address mail {change.mail}", change.pk, change.salt)
    return build_message(
        "accounts/address", to=to, context=words, message_id=_named(number, secret)
    )


def for_wrong_codes(told: WrongCodes) -> EmailMultiAlternatives:
    """Build the email that tells somebody of wrong codes for their address."""
    paragraphs = [
        _("Somebody typed many wrong codes to sign in with your address. They did not get in."),
        _(
            "For a while, codes for your address are taken only in a browser in which you signed in before. The link in"
            " our emails works everywhere."
        ),
        _("Was it you? Then use the link in the newest email with a code."),
        _("Was it not you? You need do nothing. Never tell anybody a code from our emails."),
    ]
    secret = derive("wrong codes mail", told.pk, told.user.session_salt)
    return build_message(
        "accounts/address",
        to=told.user.email,
        context={"subject": _("Wrong codes for your address"), "paragraphs": paragraphs},
        message_id=_named(f"wrong-codes-{told.pk}", secret),
    )


def _asks_new_address(change: AddressChange) -> tuple[str, dict[str, object]]:
    known = User.objects.filter(email=change.new_email).exclude(pk=change.user_id).exists()
    if change.asked_by:
        asked = _("%(name)s asks if you want to sign in to %(site)s with this address from now on.")
    else:
        asked = _("You asked to sign in to %(site)s with this address from now on.")
    asked %= each_apart(name=unlinked(change.asked_by), site=unlinked(site_name()))
    if known:
        return change.new_email, {
            "subject": _("This address is in use already"),
            "paragraphs": [
                asked,
                _("Somebody signs in with it already, perhaps you. So nothing was changed."),
                _("Was it you? Sign in with it, or ask the person who runs your project."),
            ],
        }
    return change.new_email, {
        "subject": _("Is this your new address?"),
        "paragraphs": [
            asked,
            _("Until now it was %(email)s.") % each_apart(email=unlinked(masked(change.old_email))),
            _("Open this link and press the button. It works for three days."),
        ],
        "link": _link(change.token),
        "button": _("Sign in with this address from now on"),
        "last": _("Was it not you? Then do nothing. Nothing changes."),
    }


def _tells_old_address(change: AddressChange) -> tuple[str, dict[str, object]]:
    paragraphs = [
        _("You sign in to %(site)s with %(email)s now, and no longer with this address.")
        % each_apart(email=unlinked(masked(change.new_email)), site=unlinked(site_name())),
        _("Did you not want that? This link undoes it, for seven days."),
    ]
    if change.asked_by:
        paragraphs.insert(
            1, _("%(name)s asked for it.") % each_apart(name=unlinked(change.asked_by))
        )
    return change.old_email, {
        "subject": _("You sign in with another address now"),
        "paragraphs": paragraphs,
        "link": _link(change.token_back),
        "button": _("Undo it"),
        "last": _("Did you want it? Then you need do nothing."),
    }


def _tells_new_address(change: AddressChange) -> tuple[str, dict[str, object]]:
    return change.new_email, {
        "subject": _("You sign in with your old address again"),
        "paragraphs": [
            _("The change of your address was undone from %(email)s.")
            % each_apart(email=unlinked(masked(change.old_email))),
            _("To sign in to %(site)s, use that address again.")
            % each_apart(site=unlinked(site_name())),
        ],
    }


def _link(token: str) -> str:
    return settings.SITE_URL + reverse("accounts:address_link", args=[token])


def masked(email: str) -> str:
    """Return an address of which only its owner knows the rest: a…@example.org."""
    name, _at, host = email.rpartition("@")
    return f"{name[:1]}…@{host}"


def _message_id(code: SignInCode) -> str:
    return _named(f"sign-in-{code.pk}", derive("sign-in mail", code.pk, code.salt))


def _named(number: str, secret: str) -> str:
    """Return the same Message-ID at each try; it tells nothing of code or link."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0].partition("/")[0]
    return f"<{number}-{secret[:16]}@{host}>"
