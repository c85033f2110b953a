"""Registers the app, and the look at the folder of the keys."""

from importlib import import_module

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "ballots"

    def ready(self) -> None:
        import_module("ballots.checks")
