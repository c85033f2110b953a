"""Who asks for reports, and who reads them."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from projects.models import Project
from reports.models import Report


def can_ask_for_report(project: Project) -> Verdict:
    """Facilitators and the coordinators of the organisation: the report may leave the project."""
    if project.viewer.is_facilitator or project.viewer.is_coordinator:
        return YES
    return no(_("Facilitators and coordinators ask for reports. You can read each that is ready."))


def can_read_report(project: Project, report: Report) -> Verdict:
    """Everybody in the project reads what is ready: it is about them. What is being made is for those who ask."""
    if report.is_ready:
        return YES
    return can_ask_for_report(project)
