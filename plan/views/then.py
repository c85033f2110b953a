"""The plan as it was at the end of a day, and two days side by side: a state of the page of the plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plan.forms.then import AND, ON, ThenForm
from plan.then import had_ended, read_plan
from projects.models import Project


def is_asked(request: HttpRequest) -> bool:
    """Whether an address of the plan asks for a day."""
    return ON in request.GET or AND in request.GET


def show_then(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the plan at the end of one day, or what differs between two; a day that cannot be is asked for again."""
    form = ThenForm(request.GET, project=project)
    context = {"project": project, "tab": "plan", "form": form}
    if not form.is_valid():
        return render(request, "plan/then.html", context)
    days = form.days
    sections = read_plan(project, *days)
    context |= {
        "day": days[0],
        "later": days[1] if len(days) > 1 else None,
        "is_today": days[-1] == form.today,
        "had_ended": had_ended(project, days[-1]),
        "sections": sections,
        "has_any": any(section.entries for section in sections),
        "differs": any(section.differs for section in sections),
    }
    return render(request, "plan/then.html", context)
