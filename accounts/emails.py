"""The emails of signing in."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accounts.models import CODE_LIFE, SignInCode
from accounts.tokens import derive
from core.mail import build_message


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


def _message_id(code: SignInCode) -> str:
    """Return the same Message-ID at each try; it tells nothing of code or link."""
    host = settings.SITE_URL.partition("://")[2].partition(":")[0].partition("/")[0]
    return f"<sign-in-{code.pk}-{derive('sign-in mail', code.pk, code.salt)[:16]}@{host}>"
