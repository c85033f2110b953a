"""Who may do what to a project; other apps import :func:`is_facilitator` and :func:`is_member`."""

from typing import Any

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from projects.models import Coordinator, Organisation, Project


def is_facilitator(project: Project) -> bool:
    """Whether the person who looks at the project facilitates it."""
    return project.viewer.is_facilitator


def is_member(project: Project) -> bool:
    """Whether the person who looks at the project takes part in it."""
    return project.viewer.is_member


def runs_installation(user: Any) -> bool:
    """Whether the user answers for the whole installation: coordinators of the organisation that hosts it do."""
    return Coordinator.objects.filter(user=user.pk, organisation__is_host=True).exists()


def can_create_project(user: Any, organisation: Organisation) -> Verdict:
    if Organisation.objects.open_to_new_projects_of(user).filter(pk=organisation.pk).exists():
        return YES
    return no(
        _("New projects are made by the coordinators and facilitators of %(organisation)s.")
        % {"organisation": organisation}
    )


def can_edit_plan(project: Project) -> Verdict:
    """Whether the viewer may change purpose, readiness, boundaries, steps, what is not settled, and actions."""
    if not is_facilitator(project):
        return no(_("Facilitators write the plan. Tell one of them what you would change."))
    if project.has_ended:
        return no(_("This project has ended. Its plan stays as it is."))
    return YES


def can_set_up(project: Project) -> Verdict:
    if is_facilitator(project):
        return YES
    return no(_("Facilitators set up a project. Its plan is open to you."))


def can_choose_people(project: Project) -> Verdict:
    """
    Whether the viewer may look for members by name to choose them in a form; also after the project has ended.

    Members see on the people's page who takes part, and may ask one of them to do what they promised themselves.
    """
    if project.viewer.member_id:
        return YES
    return no(_("Members of the project choose people here."))


def can_take_names_out(project: Project) -> Verdict:
    """Whether the viewer may take a name out of all that a project keeps; after its end as well."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators take names out. Tell one of them which, and they will."))
