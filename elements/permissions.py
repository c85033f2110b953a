"""Who may do what in a review."""

from datetime import date

from django.utils.translation import gettext as _

from core.access import YES, Verdict, no
from elements.aloud import is_too_small
from elements.models import Asked, Review
from projects.models import Project
from projects.permissions import is_facilitator, is_member


def can_open_review(project: Project) -> Verdict:
    if not is_facilitator(project):
        return no(_("Facilitators open reviews. Tell one of them when it is time."))
    if not project.is_running:
        return no(_("Only a project that runs can be reviewed."))
    return YES


def can_run_review(project: Project) -> Verdict:
    """Whether the viewer may set the rhythm, keep a review open for longer, and close it."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators do this. Tell one of them what you would change."))


def can_write_lesson(project: Project) -> Verdict:
    """Whether the viewer may record lessons, change them, and tie them to a change."""
    if is_facilitator(project):
        return YES
    return no(_("Facilitators write down lessons. Tell one of them what you learned."))


def can_rate_aloud(project: Project) -> Verdict:
    """Whether the viewer may write down what the group agreed on aloud; a group that is large enough has reviews."""
    if not is_facilitator(project):
        return no(_("Facilitators write down what the group agrees on."))
    if project.has_ended:
        return no(_("This project has ended. How it was rated stays as it is."))
    if not is_too_small(project):
        return no(
            _("At least five facilitators and five participants take part. Rate it in a review.")
        )
    return YES


def can_look_at_words(project: Project) -> Verdict:
    """Whether the viewer may read words before somebody looked for names in them."""
    if is_facilitator(project):
        return YES
    return no(
        _("A facilitator looks for names in these words first. Then everybody can read them.")
    )


def can_open_rating(project: Project) -> Verdict:
    """Whether the viewer may open the pages on which a review is answered, or on which it says why it asks others."""
    return YES if is_member(project) else no(_("Only the members of this project rate it."))


def can_rate(review: Review, asked: Asked | None, *, on: date) -> Verdict:
    """Whether somebody who is asked can still answer."""
    if asked is None:
        return no(_("This review did not ask you."))
    if asked.has_answered:
        return no(_("You have answered. Thank you."))
    if not review.takes_answers(on=on):
        return no(_("This review is closed."))
    return YES
