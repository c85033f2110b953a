"""Puts the apps together: settings, addresses, the Celery app and its schedule."""

from coproduce.celery import app as celery_app

__all__ = ["celery_app"]
