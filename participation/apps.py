"""Registers the app, and what is done when a key is given up."""

from importlib import import_module

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "participation"

    def ready(self) -> None:
        import_module("participation.spent_keys").watch_deletions()
