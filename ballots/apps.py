"""Registers the app, the look at the folder of the keys, and what is done when something with a seal is deleted."""

from importlib import import_module

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "ballots"

    def ready(self) -> None:
        import_module("ballots.checks")
        import_module("ballots.orphans").watch_deletions()
