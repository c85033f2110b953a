"""When each queue was last seen to run."""

from django.db import models


class QueueTick(models.Model):
    """When a worker of a queue last did what the schedule asked; one row a queue."""

    queue = models.CharField(max_length=20, unique=True, editable=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.queue}, {self.at}"
