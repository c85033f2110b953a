"""Registers the app, and puts the triggers in place that see each write to a project."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate


class CoproduceConfig(AppConfig):
    name = "coproduce"

    def ready(self) -> None:
        from coproduce import moves

        projects = apps.get_app_config("projects")
        pre_migrate.connect(moves.lift, sender=projects)
        post_migrate.connect(moves.watch, sender=projects)
