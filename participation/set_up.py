"""What a project that is being set up has to do about its people: its part of the task list."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.prepared import count_of
from participation.models import Group, ReviewRhythm
from projects.models import Member, Project
from projects.set_up import Facts, Task


def set_up_facts() -> Facts:
    """Count groups and people, and say how often the project looks at who is missing; None before it was chosen."""
    here = {"project": OuterRef("pk")}
    return {
        "group_count": count_of(Group.objects.filter(retired_at=None, **here), "project"),
        "people_count": count_of(Member.objects.here_or_invited().filter(**here), "project"),
        "every_weeks": Subquery(ReviewRhythm.objects.filter(**here).values("every_weeks")[:1]),
    }


def people_tasks(project: Project, known: Facts) -> list[Task]:
    """The people map, the people invited, and how often the project looks at who is missing."""
    return [_people_map(project, known), _people(project, known), _rhythm(project, known)]


def _people_map(project: Project, known: Facts) -> Task:
    groups = known["group_count"]
    return Task(
        _("List the groups of people"),
        reverse_lazy(
            "participation:people" if groups else "participation:group_create",
            args=[project.slug],
        ),
        ngettext("%(n)d group", "%(n)d groups", groups) % {"n": groups}
        if groups
        else _("Who does this touch, and who should be here?"),
        "done" if groups else "to_do",
    )


def _people(project: Project, known: Facts) -> Task:
    others = known["people_count"] - 1
    return Task(
        _("Invite people"),
        reverse_lazy(
            "participation:people" if others > 0 else "participation:member_invite",
            args=[project.slug],
        ),
        ngettext("%(n)d person besides you", "%(n)d people besides you", others) % {"n": others}
        if others > 0
        else _("By email, from a list, or somebody who has no email."),
        "done" if others > 0 else "to_do",
    )


def _rhythm(project: Project, known: Facts) -> Task:
    weeks = known["every_weeks"]
    return Task(
        _("Choose how often you look at who is missing"),
        reverse_lazy("participation:review_rhythm", args=[project.slug]),
        ngettext("Every week", "Every %(n)d weeks", weeks) % {"n": weeks}
        if weeks
        else _("On that day, we remind you to look."),
        "done" if weeks else "to_do",
    )
