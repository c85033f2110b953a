"""What a project that is being set up has to do about its people: its part of the task list."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.models import ReviewRhythm
from projects.models import Project
from projects.set_up import Task


def people_tasks(project: Project) -> list[Task]:
    """The people map, the people invited, and how often the project looks at who is missing."""
    return [_people_map(project), _people(project), _rhythm(project)]


def _people_map(project: Project) -> Task:
    groups = project.groups.filter(retired_at=None).count()
    return Task(
        _("List the groups of people"),
        reverse(
            "participation:people" if groups else "participation:group_create",
            args=[project.slug],
        ),
        ngettext("%(n)d group", "%(n)d groups", groups) % {"n": groups}
        if groups
        else _("Who does this touch, and who should be here?"),
        "done" if groups else "to_do",
    )


def _people(project: Project) -> Task:
    others = project.members.filter(left_at=None).count() - 1
    return Task(
        _("Invite people"),
        reverse(
            "participation:people" if others > 0 else "participation:member_invite",
            args=[project.slug],
        ),
        ngettext("%(n)d person besides you", "%(n)d people besides you", others) % {"n": others}
        if others > 0
        else _("By email, from a list, or somebody who has no email."),
        "done" if others > 0 else "to_do",
    )


def _rhythm(project: Project) -> Task:
    rhythm = ReviewRhythm.objects.filter(project=project).first()
    return Task(
        _("Choose how often you look at who is missing"),
        reverse("participation:review_rhythm", args=[project.slug]),
        ngettext("Every week", "Every %(n)d weeks", rhythm.every_weeks) % {"n": rhythm.every_weeks}
        if rhythm
        else _("On that day, we remind you to look."),
        "done" if rhythm else "to_do",
    )
