"""Deletes what people wrote about coming to meetings, when the schedule ticks."""

from celery import shared_task
from django.utils import timezone

from meetings import services


@shared_task
def forget_old_words() -> None:
    """Delete what people wrote about coming, four weeks after the meeting."""
    services.forget_old_words(now=timezone.now())
