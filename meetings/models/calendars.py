"""The address under which a person's own calendar finds their meetings."""

from django.conf import settings
from django.db import models


class CalendarFeed(models.Model):
    """
    The private address of somebody’s meetings. Of its key a hash is kept, so that a copy of the database opens none.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
