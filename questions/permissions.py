"""Who may say something to a project, read it and answer it."""

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from projects.models import Project
from projects.permissions import is_facilitator, is_member


def can_say_something(project: Project) -> Verdict:
    if not is_member(project):
        return no(_("Only members of this project can do this."))
    if project.has_ended:
        return no(_("This project has ended. Nobody would answer you here."))
    return YES


def can_answer(project: Project) -> Verdict:
    if is_facilitator(project):
        return YES
    return no(_("Facilitators answer what people say."))


def can_look_at_worries(project: Project) -> Verdict:
    """Whether the viewer reads that somebody is worried about somebody's safety, and writes down what was done."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators look at what people are worried about."))


def can_read(project: Project) -> Verdict:
    """Whether the viewer reads what people said: everybody in the project does."""
    return YES if is_member(project) else no(_("Only members of this project can do this."))
