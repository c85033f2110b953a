"""The living style page: every component with words like ours, in debug mode only."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PROJECT = SimpleNamespace(
    slug="waiting-at-night",
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
        "text": "People could not rest, and staff need to see. Made by 9 participants and 3 staff.",
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
        "value": "9 participants (6 with lived experience of waiting), 3 night staff, the estates manager",
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
    "Amina",
    "Joseph (night porter)",
    "Wilhelmina Featherstonehaugh-Montgomery",
    "Siân",
    "Łukasz",
    "Mrs Okonkwo",
    "D.",
    "Bernadette",
    "عائشة",
    "Tom from the chaplaincy",
    "Priya",
    "Uncle Ray",
    "Night sister Ward 7",
    "Kofi",
    "Hugh",
]
TYPED = {"title": "Lights are dimmed from 11pm", "version": "1"}


class SampleForm(forms.Form):
    """One field of each kind; sent empty, it shows its errors."""

    fieldsets = (
        ("What was decided", "", ("title", "reason")),
        ("Who and when", "Name people by what they bring.", ("made_by", "how", "decided_on")),
    )
    private_fields = ("note",)

    title = forms.CharField(
        label="In one sentence",
        help_text="So that somebody who was not there understands it",
        error_messages={"required": "Write what was decided"},
    )
    reason = forms.CharField(
        label="Why",
        help_text="Everyone who gave their view will read this",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why this was decided"},
    )
    made_by = forms.MultipleChoiceField(
        label="Who made it",
        choices=[("a", "Amina"), ("b", "Joseph"), ("c", "Wilhelmina Featherstonehaugh-Montgomery")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person"},
    )
    how = forms.ChoiceField(
        label="How it was made",
        choices=[("t", "Agreed together"), ("v", "By a vote"), ("o", "By one person, who says so")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was made"},
    )
    decided_on = forms.DateField(
        label="When",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Give the day of the decision"},
    )
    step = forms.ChoiceField(
        label="Step of the plan",
        choices=[("", "None"), ("1", "Try the quiet corner")],
        required=False,
    )
    note = forms.CharField(label="A note for the facilitators", required=False)
    tell = forms.BooleanField(label="Tell everybody whose words it rests on", required=False)
    version = forms.CharField(widget=forms.HiddenInput, initial="1")


class SampleFilter(forms.Form):
    """Search and filter, as a list shows it."""

    q = forms.CharField(label="Words", required=False)
    state = forms.ChoiceField(
        label="State", choices=[("", "All"), ("in_force", "In force")], required=False
    )


def style_page(request: HttpRequest) -> HttpResponse:
    """Show every component; `?errors=1` shows the form with its errors."""
    form = SampleForm(TYPED if "errors" in request.GET else None)
    context = {
        "project": PROJECT,
        "tab": "decisions",
        "form": form,
        "filter_form": SampleFilter(),
        "tasks": TASKS,
        "entries": ENTRIES,
        "summary": SUMMARY,
        "names": NAMES,
        "moment": datetime(2026, 11, 19, 18, 5, tzinfo=UTC),
        "step_names": ["Upload", "Check", "Add people"],
        "states": ["in place", "started", "needs attention", "nothing yet"],
        "step_states": ["planned", "doing", "exploring", "done", "dropped"],
        "decision_states": ["in force", "superseded", "withdrawn"],
    }
    return render(request, "style/style_page.html", context)
