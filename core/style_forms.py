"""The forms of the style page: one field of each kind."""

from django import forms

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
    note = forms.CharField(label="A note for those who run the project", required=False)
    tell = forms.BooleanField(label="Tell everybody whose words it rests on", required=False)
    version = forms.CharField(widget=forms.HiddenInput, initial="1")


class SampleFilter(forms.Form):
    """Search and filter, as a list shows it."""

    q = forms.CharField(label="Words", required=False)
    state = forms.ChoiceField(
        label="State", choices=[("", "All"), ("in_force", "In force")], required=False
    )
