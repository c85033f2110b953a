"""Where a promise is shown."""

from django.urls import reverse


def address_of(slug: str, action: int) -> str:
    """Return where one promise of a project is shown, by its number."""
    return reverse("actions:action_list", args=[slug]) + f"?one={action}"
