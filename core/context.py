"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest

#: What Django does with emails where no mail server is given.
FILES = "django.core.mail.backends.filebased.EmailBackend"


def site(request: HttpRequest) -> dict[str, object]:
    """Return whether this is a demonstration, and whether emails are kept in files because nothing sends them."""
    keeps_mail = settings.EMAIL_BACKEND == FILES and not settings.DEMO
    return {"is_demo": settings.DEMO, "keeps_mail": keeps_mail}
