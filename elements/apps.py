"""Registers the app."""

from django.apps import AppConfig


class ElementsConfig(AppConfig):
    name = "elements"
