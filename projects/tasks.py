"""Keeps the moves few, when the schedule ticks."""

from celery import shared_task
from django.db import transaction
from django.db.models import Count

from projects.models import Move, Project


@shared_task
def collapse_moves() -> None:
    """
    Leave each project one move.

    It is a new one, with a number above all before it: what was read before has another key, whatever comes later.
    """
    Move.objects.exclude(project__in=Project.objects.values("pk")).delete()
    many = Move.objects.values("project").annotate(moves=Count("pk")).filter(moves__gt=1)
    for project_id in many.order_by("project").values_list("project", flat=True):
        with transaction.atomic():
            last = Move.objects.create(project_id=project_id)
            Move.objects.filter(project=project_id, pk__lt=last.pk).delete()
