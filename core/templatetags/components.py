"""The template tags of the components: forms, states, tabs and dates in our words."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

TABS = {
    "home": (gettext_lazy("Home"), "home:project_home"),
    "plan": (gettext_lazy("Plan"), "projects:plan"),
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
    "superseded": ("past", gettext_lazy("Superseded")),
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


@register.simple_tag
def state_tag(state: str, text: str = "") -> SafeString:
    """
    Show a state as a tag; `text` replaces its usual word.

    `state` may be written with spaces, hyphens or underscores; one that is not known is shown plainly, as it is.
    """
    look, word = STATES.get(str(state).replace(" ", "_").replace("-", "_"), ("plain", state))
    return format_html('<span class="tag {}">{}</span>', look, text or word)


@register.simple_tag
def tab_name(tab: str) -> str:
    """Name the current tab, for the folded menu of a phone; nothing for a page outside the seven."""
    return str(TABS[tab][0]) if tab in TABS else ""


@register.simple_tag
def project_tabs(slug: str, tab: str) -> SafeString:
    """Write the seven tabs of a project, the current one marked."""
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (
                reverse(url_name, args=[slug]),
                SafeString(' aria-current="page"' if key == tab else ""),
                name,
            )
            for key, (name, url_name) in TABS.items()
        ),
    )


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Sum up a form's errors, each linked to its field; nothing when there are none."""
    return {"form": form}


@register.inclusion_tag("components/form.html")
def whole_form(form: BaseForm, submit: str, **options: Any) -> dict[str, Any]:
    """
    Write a whole form: error summary, fieldsets, fields, buttons, CSRF token.

    Options: `cancel` (a URL), `cancel_text`, `action` (a URL), `grave` (the button destroys or ends something).
    """
    return {"form": form, "submit": submit, **options}


@register.simple_tag
def form_sections(form: BaseForm) -> list[tuple[str, str, list[BoundField]]]:
    """
    Group a form's fields as (legend, hint, fields) by its `fieldsets`: (legend, hint, names) each.

    Fields that no fieldset names come last, without legend, so that none can be lost.
    """
    sections = []
    named: set[str] = set()
    for legend, hint, names in getattr(form, "fieldsets", ()):
        sections.append((legend, hint, [form[name] for name in names]))
        named.update(names)
    rest = [field for field in form if field.name not in named]
    return [*sections, ("", "", rest)] if rest else sections


@register.filter
def error_target(field: BoundField) -> str:
    """Find the id that a link in the error summary leads to: the field, or the first choice of a group."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def long_date(value: date | datetime | None) -> str:
    """Write a day in full, "Thursday 19 November 2026", in the reader's time zone; nothing for None."""
    if value is None:
        return ""
    return dateformat.format(_local(value), _("l j F Y"))


@register.filter
def long_moment(value: datetime | None) -> str:
    """Write a day and hour, "Thursday 19 November 2026 at 6:05pm", in the reader's time zone; nothing for None."""
    if value is None:
        return ""
    at = _local(value)
    hour = dateformat.format(at, "fA").lower().replace(".", "")
    return _("%(day)s at %(hour)s") % {"day": long_date(value), "hour": hour}


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
