"""Promises: how much say people have, in the plan as a whole and in each boundary."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.in_words import lines
from core.revisions import Revised
from projects.models import HistoryEntry
from projects.models.project import Project


class Promise(models.TextChoices):
    """How much say people are promised, from the least to the most."""

    TELL = "tell", _("We tell you")
    ASK = "ask", _("We ask you")
    TOGETHER = "together", _("We decide together")
    YOU = "you", _("You decide")

    @property
    def meaning(self) -> str:
        """What people can count on, as one sentence."""
        return str(_MEANINGS[self])

    @property
    def explained(self) -> str:
        """Its name and what it means, as a form offers it."""
        return _("%(promise)s. %(meaning)s") % {"promise": self.label, "meaning": self.meaning}


_MEANINGS = {
    Promise.TELL: _("You hear what was decided, and why."),
    Promise.ASK: _("You say what you think before it is decided, and hear what came of it."),
    Promise.TOGETHER: _("Nothing is decided without you."),
    Promise.YOU: _("What you decide is done."),
}

#: What can be promised where nothing can change.
OF_WHAT_IS_FIXED = (Promise.TELL, Promise.ASK)


class PlanPromise(Revised):
    """
    How much say people have in a project, in the group's words. A project has one from when somebody said it.

    That nothing was said yet counts as revision 1, so that of two people who say it first, the second sees both.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="promise")
    kind = models.CharField(_("how much say people have"), max_length=8, choices=Promise)
    words = models.TextField(_("in our words"), max_length=500)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Promise.values) & ~Q(words=""),
                name="planpromise_says_which_and_what",
                violation_error_message=_("Choose one of the four, and say it in your own words."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def in_words(self) -> str:
        """Its kind and the group's words, a line each."""
        return lines(f"{self.get_kind_display()}.", (_("in our words"), self.words))

    @property
    def meaning(self) -> str:
        """What people can count on, as one sentence."""
        return Promise(self.kind).meaning


class PlanPromiseChange(HistoryEntry):
    """What the promise of a plan said before somebody changed it."""

    promise = models.ForeignKey(PlanPromise, on_delete=models.CASCADE, related_name="changes")
