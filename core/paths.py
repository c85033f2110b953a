"""Finds the way from a row to what it belongs to."""

from typing import Any

from django.db import models


def path_to(model: type[models.Model], goal: type[models.Model]) -> tuple[Any, ...] | None:
    """Return the shortest path of foreign keys from a model to another, all but the last never empty; None without."""
    if model is goal:
        return ()
    seen: set[Any] = {model}
    waiting: list[tuple[Any, tuple[Any, ...]]] = [(model, ())]
    while waiting:
        here, path = waiting.pop(0)
        keys = [key for key in here._meta.concrete_fields if key.many_to_one or key.one_to_one]
        for key in sorted(keys, key=lambda key: bool(key.null)):
            if key.related_model is goal:
                return (*path, key)
            if not key.null and key.related_model not in seen:
                seen.add(key.related_model)
                waiting.append((key.related_model, (*path, key)))
    return None
