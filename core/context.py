"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return whether this is a demonstration."""
    return {"is_demo": settings.DEMO}
