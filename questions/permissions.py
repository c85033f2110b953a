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


def can_write_back(project: Project) -> Verdict:
    """Whether the viewer may write to whoever said something without a name; also after the project has ended."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators write to people who said something without a name."))


def can_read(project: Project) -> Verdict:
    """Whether the viewer reads what people said: everybody in the project does."""
    return YES if is_member(project) else no(_("Only members of this project can do this."))
