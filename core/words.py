"""The words and looks of the seven tabs and of every state, in one place."""

from django.utils.translation import gettext_lazy

TABS = {
    "home": (gettext_lazy("Home"), "home:project_home"),
    "plan": (gettext_lazy("Plan"), "plan:plan"),
    "people": (gettext_lazy("People"), "participation:people"),
    "decisions": (gettext_lazy("Decisions"), "decisions:decision_list"),
    "elements": (gettext_lazy("Elements"), "elements:project_elements"),
    "updates": (gettext_lazy("Updates"), "updates:update_list"),
    "reports": (gettext_lazy("Reports"), "reports:report_list"),
}

# A state's look (full, half, mind, none, past, plain) and its word. Each word is shown, so colour never speaks alone.
STATES = {
    "in_place": ("full", gettext_lazy("In place")),
    "started": ("half", gettext_lazy("Started")),
    "needs_attention": ("mind", gettext_lazy("Needs attention")),
    "nothing_yet": ("none", gettext_lazy("Nothing yet")),
    "planned": ("none", gettext_lazy("Planned")),
    "doing": ("half", gettext_lazy("Doing")),
    "exploring": ("half", gettext_lazy("Exploring")),
    "done": ("full", gettext_lazy("Done")),
    "dropped": ("past", gettext_lazy("Dropped")),
    "in_force": ("full", gettext_lazy("In force")),
    "superseded": ("past", gettext_lazy("Replaced")),
    "withdrawn": ("past", gettext_lazy("Withdrawn")),
    "open": ("half", gettext_lazy("Open")),
    "fixed": ("plain", gettext_lazy("Fixed")),
    "overdue": ("mind", gettext_lazy("Overdue")),
    "finished": ("full", gettext_lazy("Finished")),
    "to_do": ("none", gettext_lazy("To do")),
    "waiting": ("none", gettext_lazy("Waiting")),
    "sent": ("full", gettext_lazy("Sent")),
    "failed": ("mind", gettext_lazy("Did not arrive")),
    "draft": ("none", gettext_lazy("Draft")),
    "ready": ("full", gettext_lazy("Ready")),
}
