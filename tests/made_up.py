"""An app that is made up for a test, with nothing in it but what the test says."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.test import override_settings

from core.offers import offered
from core.templatetags import components
from core.words import states
from elements.places import places_to_act
from home import facts
from projects import getters

#: What is kept in a process of what the apps offer.
KEPT: list[Callable[[], None]] = [
    offered.cache_clear,
    states.cache_clear,
    places_to_act.cache_clear,
    components._state_tag.cache_clear,
    facts._ONE._kept.clear,
    getters._SEEN._kept.clear,
]


@contextmanager
def app(folder: Path, modules: dict[str, str], *, name: str = "made_up_app") -> Iterator[None]:
    """Install an app of these modules, by name and source, as the last one; take it away at the end."""
    package = folder / name
    package.mkdir()
    for module, source in {"__init__": "", **modules}.items():
        (package / f"{module}.py").write_text(source)
    installed = [config.name for config in apps.get_app_configs()]
    sys.path.insert(0, str(folder))
    try:
        with override_settings(INSTALLED_APPS=[*installed, name]):
            _forget()
            yield
    finally:
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.split(".")[0] == name]:
            del sys.modules[module]
        _forget()


def _forget() -> None:
    for clear in KEPT:
        clear()
