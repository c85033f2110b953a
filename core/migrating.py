"""
Migrations that make their models together: a first start on a new machine takes a third of the time.

After each ``CreateModel``, Django makes the classes of all models anew that have to do with the new one; here that is
nearly every model there is. Made together, they are made anew once for all of them (docs/adr/0159).
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Does what its operations do, one after the other; each of them is a ``CreateModel``."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without its classes, the state makes none anew; whoever asks for them next has all of them made, once.
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


class Migration(migrations.Migration):
    """A migration in which models that are made one after the other are made together."""

    def __init__(self, name: str, app_label: str) -> None:
        super().__init__(name, app_label)
        self.operations = list(_together(self.operations))  # type: ignore[misc]


def _together(operations: Iterable[Operation]) -> Iterator[Operation]:
    for kind, some in groupby(operations, key=type):
        if kind is migrations.CreateModel:
            yield CreateModels(list(some))
        else:
            yield from some
