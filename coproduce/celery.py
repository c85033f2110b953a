"""The Celery app: the database says what is due and what was done, the broker only wakes a worker."""

import os

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger

from core.server_logs import dress_celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

app = Celery("coproduce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
after_setup_logger.connect(dress_celery)
after_setup_task_logger.connect(dress_celery)
