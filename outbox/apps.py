"""Registers the app, and finds the kinds of message and the work of the schedule that the other apps declare."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "outbox"

    def ready(self) -> None:
        autodiscover_modules("emails", "tasks")
        import_module("outbox.signing_in").watch()
