"""What the project itself offers to the pages that gather."""

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.offers import Ask, RunLink
from core.summary import Figure, counted
from projects.keeps import PEOPLES_WORDS as PEOPLES_WORDS
from projects.known import Known
from projects.models import Member, Project
from projects.set_up import contact_tasks, purpose_tasks

#: What there is to do before the project starts, each part by its place on the page.
SETUP_TASKS = {10: purpose_tasks, 50: contact_tasks}

FIGURES = (
    Figure(
        "member_count",
        gettext_lazy("People"),
        lambda on: counted(Member.objects.taking_part().filter(project=OuterRef("pk"))),
        order=10,
    ),
)

RUN_LINKS = (RunLink(gettext_lazy("Take a name out"), "projects:name_take_out", 80),)


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask to go on setting up, until the project starts."""
    if not project.is_being_set_up:
        return []
    return [
        Ask(
            title=_("Finish setting up"),
            text=_("The project has not started. A list says what is left."),
            url=reverse("plan:setup", args=[project.slug]),
            action=_("See what is left"),
            small=project.name,
        )
    ]


def public_words(project: Project) -> list[str]:
    """Return what the public page says the project is."""
    return [project.name, project.summary, project.purpose]
