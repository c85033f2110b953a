"""What the style page shows: people, tasks and news like those of a project."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from core.pages import Page

PROJECT = SimpleNamespace(
    slug="waiting-at-night",
    viewer=SimpleNamespace(is_member=False),
    name="Waiting at night",
    purpose="Patients, carers and staff change the night-time waiting area together",
    help_name="Jo Barrow",
    help_phone="01632 960 001",
    help_email="jo@example.org",
)
TASKS = [
    {"name": "Say what the project is for", "url": "#purpose", "state": "done"},
    {
        "name": "Say what can change and what cannot",
        "url": "#boundaries",
        "hint": "Two boundaries so far",
        "state": "started",
    },
    {
        "name": "Confirm time, money and permission",
        "url": "#ready",
        "hint": "Money is not confirmed",
        "state": "needs_attention",
    },
    {"name": "Draw the people map", "url": "#people", "state": "to_do"},
    {
        "name": "Start the project",
        "hint": "First say what it is for, and confirm readiness",
        "state": "waiting",
        "state_text": "Cannot start yet",
    },
]
ENTRIES = [
    {
        "at": date(2026, 11, 19),
        "kind": "decision 21",
        "title": "Lights are dimmed from 11pm, reading lamps stay",
        "url": "#decision",
        "text": "People could not rest, and staff need to see. Made by 9 people who wait at night and 3 staff.",
        "look": "now",
    },
    {
        "at": date(2026, 11, 16),
        "kind": "update",
        "title": "The chairs are ordered, the drinks machine is not settled",
        "url": "#update",
        "text": "Next news by Monday 30 November.",
        "look": "",
    },
    {
        "at": date(2026, 11, 12),
        "kind": "plan",
        "title": "Step 14 dropped: the second screen",
        "text": "Tried for two weeks. It made more noise than it helped.",
        "look": "past",
    },
]
SUMMARY = [
    {
        "name": "Who made it",
        "value": "9 people who wait at night (6 with lived experience of waiting), 3 night staff, the estates manager",
    },
    {
        "name": "How",
        "value": "Agreed together; 12 agree, 1 agrees with a concern",
        "change_url": "#how",
    },
    {
        "name": "What else was considered",
        "value": "Eye masks: people would not feel safe.\nOne switch for all: staff cannot work.",
        "change_url": "#else",
    },
]
NAMES = [
    *("Amina", "Joseph (night porter)", "Wilhelmina Featherstonehaugh-Montgomery", "Siân"),
    *("Łukasz", "Mrs Okonkwo", "D.", "Bernadette"),
    *("عائشة", "Tom from the chaplaincy", "Priya", "Uncle Ray"),
    *("Night sister Ward 7", "Kofi", "Hugh"),
]

#: All that the page shows beside its two forms.
REASON = (
    "People could not rest under full light, and two had left before they were seen. Staff need light at the desk, "
    "and some people want to read. Dimming in two zones does both."
)
CONTEXT = {
    "project": PROJECT,
    "tab": "decisions",
    "tasks": TASKS,
    "entries": ENTRIES,
    "summary": SUMMARY,
    "reason": REASON,
    "begin": "The log begins with the first thing you settle together. Small ones count.",
    "wait": "It takes about 20 seconds. You can leave this page: the report waits for you under Reports.",
    "names": NAMES,
    "moment": datetime(2026, 11, 19, 18, 5, tzinfo=UTC),
    "page": Page(rows=[], after="12", before="40"),
    "step_names": ["Upload", "Check", "Add people"],
    "states": ["in place", "started", "needs attention", "nothing yet"],
    "step_states": ["planned", "doing", "exploring", "done", "dropped"],
    "decision_states": ["in force", "superseded", "withdrawn"],
}
