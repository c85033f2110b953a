"""Pictures and recordings that people add to what they said."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.leases import Leased, LeasedQuerySet
from core.once import SentOnce
from projects.models import Member
from questions.files import keeping
from questions.files.sniffing import FORMATS, Format
from questions.models.contributions import Contribution

#: So many files has a contribution at most.
MOST_FILES = 5
#: So long are the words to one at most.
MOST_WORDS = 500


class ContributionFileQuerySet(LeasedQuerySet):
    """Adjectives for files."""

    def ready(self) -> "ContributionFileQuerySet":
        """Keep those that can be shown."""
        return self.filter(done_at__isnull=False)


class ContributionFile(SentOnce, Leased):
    """
    A picture or a recording that belongs to something that was said, with words that say what it shows or says.

    It waits (``arrived`` names what was sent) until a worker has made it ready (``name`` names what is shown), or has
    refused it (``refusal``). Neither name tells anything; that of the person's own file is kept nowhere. When the row
    goes, what is kept under the names goes after the commit.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        RECORDING = "recording", _("recording")

    class Refusal(models.TextChoices):
        BROKEN = "broken", _("We cannot open it. It may be broken, or not what its name says.")
        TOO_MANY_DOTS = "too-many-dots", _("The picture has too many dots. Make it smaller first.")
        MOVING_PICTURE = "moving-picture", _("There is more in it than sound. We only take sound.")
        LOST = "lost", _("It got lost on our side. We are sorry. Please add it again.")
        TOO_MUCH = "too-much", _("It takes us too long to open it. Try a smaller one.")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=9, choices=Kind)
    words = models.CharField(_("what it shows or says"), max_length=MOST_WORDS)
    everybody_said_yes = models.BooleanField(_("everybody in it has said yes"))
    added_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="files_added"
    )
    added_at = models.DateTimeField()
    made: ClassVar[str] = "added_at"
    format = models.CharField(max_length=4, choices=[(name, name) for name in FORMATS])
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    arrived = models.CharField(max_length=60, blank=True, editable=False)
    name = models.CharField(max_length=60, blank=True, editable=False)
    refusal = models.CharField(max_length=14, choices=Refusal, blank=True, editable=False)

    objects = ContributionFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "sent_key"], name="contribution_file_sent_once"
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="contribution_file_has_words",
                violation_error_message=_("Say what it shows or says."),
            ),
            models.CheckConstraint(
                condition=Q(everybody_said_yes=True),
                name="contribution_file_has_a_yes",
                violation_error_message=_("Ask everybody in it first."),
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, name="")
                | Q(done_at__isnull=False, refusal="") & ~Q(name=""),
                name="contribution_file_ready_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(gave_up_at=None, refusal="")
                | Q(gave_up_at__isnull=False) & ~Q(refusal=""),
                name="contribution_file_refused_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(done_at=None, gave_up_at=None),
                name="contribution_file_waits",
            )
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        said = self.contribution
        return reverse("questions:contribution_file", args=[said.project.slug, said.pk, self.pk])

    @property
    def sent_format(self) -> Format:
        """What it is, as it is kept now."""
        return FORMATS[self.format]

    @property
    def is_ready(self) -> bool:
        return self.done_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.gave_up_at is None

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE


@receiver(post_delete, sender=ContributionFile)
def _drop_files(instance: ContributionFile, **_named: Any) -> None:
    keeping.drop_on_commit(instance.arrived, instance.name)
