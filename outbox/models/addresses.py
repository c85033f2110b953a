"""Addresses to which the mail server takes no emails."""

from django.conf import settings
from django.db import models


class RefusedAddress(models.Model):
    """
    An address for which the mail server refused an email for good: nothing is tried there until somebody says so.

    It is of the address, and not of the person: the key is the address itself, by which it leads to whoever signs in
    with it today. A new address of theirs has none, and the old one stays known (docs/adr/0144).
    """

    # No constraint: nobody may sign in with it any more.
    address = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        to_field="email",
        db_column="email",
        db_constraint=False,
        on_delete=models.CASCADE,
        related_name="refused",
    )
    since = models.DateTimeField()
    #: What the server said.
    words = models.CharField(max_length=500)

    class Meta:
        verbose_name_plural = "refused addresses"

    def __str__(self) -> str:
        return f"refused address {self.pk}"
