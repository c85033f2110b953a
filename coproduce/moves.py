"""
Which tables move a project (docs/adr/0103): all that lead to one by a foreign key, but those that are named here.

A move says that something was written and nothing else: no time, no person, not what.
"""

from typing import Any

from django.apps import apps
from django.db import connections, models

from core.moves import Watched
from core.moves import lift as lift_triggers
from core.moves import watch as watch_tables
from core.paths import path_to
from home.search.kinds import notes
from projects.models import Move, Project

_BALLOT = (
    "While a review or a pulse is open, nothing may tell in which order or when people answered."
)
_UNNAMED = "It would tell when somebody said something without a name."
_REPORT = "It is made from the record; no record reads it."
_INDEX = "It is made from what can be found, and read for the search alone."
_TAKEN_OUT = "It notes that a name was taken out; what changed by that moves the project itself."
#: Model -> why a write to it leaves no move.
LEAVE_NO_MOVE = {
    "projects.Move": "It is the move.",
    "elements.KeptRecord": "It is read from the project, and is no part of it.",
    "elements.Asked": _BALLOT,
    "elements.Sheet": _BALLOT,
    "meetings.PulseAsked": _BALLOT,
    "meetings.PulsePlaces": _BALLOT,
    "questions.UnnamedDay": _UNNAMED,
    "questions.UnnamedHour": _UNNAMED,
    "projects.NameTakenOut": _TAKEN_OUT,
    "updates.SentWordsChanged": _TAKEN_OUT,
    "reports.ReportTakenAway": _TAKEN_OUT,
    "reports.Report": _REPORT,
    "reports.ReportFile": _REPORT,
    "reports.Pack": _REPORT,
    "reports.PackFile": _REPORT,
    "reports.Pack_sheets": _REPORT,
    "reports.LetterPack": _REPORT,
    "reports.LetterPackFile": _REPORT,
    "decisions.DecisionLog": "It says when the log was checked; no record reads it, and the check is often.",
    "outbox.Hitch": "It says that something did not work by itself; no record reads it.",
    "home.SearchIndex": _INDEX,
    "home.SearchStale": _INDEX,
    "home.SearchText": _INDEX,
    "home.SearchWord": _INDEX,
    "home.SearchPosting": _INDEX,
    "outbox.Spreading": "It says how far a worker has come with news; the deliveries move the project themselves.",
    "outbox.StoppedFollowing": "It would tell that somebody stopped; that they are gone moves the project itself.",
}
#: Model -> a column of the row it belongs to; while that is empty, a write leaves no move.
MOVE_ONCE = {
    # Nobody reads words before their review is closed, nor may know when they came.
    "elements.Words": "closed_at",
}


def watched() -> list[Watched]:
    """Return each table that moves a project, with its path there."""
    found, noted = [], notes()
    for model in apps.get_models(include_auto_created=True):
        path = path_to(model, Project)
        label = model._meta.label
        if path is not None and label not in LEAVE_NO_MOVE:
            table = model._meta.db_table
            found.append(Watched(table, path, MOVE_ONCE.get(label, ""), noted.get(table)))
    return found


def watch(using: str, **_signal: Any) -> None:
    """Put the triggers in place, when ``migrate`` has ended."""
    connection = connections[using]
    if Move._meta.db_table in connection.introspection.table_names():
        watch_tables(connection, Move, watched())


def lift(using: str, plan: list[tuple[Any, bool]], **_signal: Any) -> None:
    """Take the triggers away while SQLite makes tables anew: it refuses to rename one that a trigger names."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        lift_triggers(connection)


def models_that_move() -> list[type[models.Model]]:
    """Return the models of the tables of :func:`watched`."""
    tables = {row.table for row in watched()}
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in tables
    ]
