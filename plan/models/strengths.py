"""What the project builds on: strengths, difficulties beside them, and what the community has already."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.in_words import lines
from plan.models.known import KnownThing, KnownThingQuerySet
from plan.models.plan import Step
from projects.models.project import Project


class Strength(KnownThing):
    """Something that goes well, with the steps of the plan that build on it (indicator positive.strengths)."""

    WORDS: ClassVar = ("what", "more")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="strengths")
    what = models.CharField(_("what goes well"), max_length=300)
    more = models.TextField(_("what would make it better still"), blank=True, max_length=2000)
    steps = models.ManyToManyField(
        Step, blank=True, related_name="strengths", verbose_name=_("steps that build on it")
    )

    objects = KnownThingQuerySet.as_manager()

    class Meta(KnownThing.Meta):
        pass

    def __str__(self) -> str:
        return self.what

    def say(self, steps: Iterable[Step]) -> str:
        """Write all that it says, a line each, with these steps."""
        return lines(
            self.what,
            (_("what would make it better still"), self.more),
            (_("steps that build on it"), ", ".join(str(step) for step in steps)),
        )

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return self.say(self.steps.all())


class Difficulty(KnownThing):
    """Something that is hard, with what we do about it (indicator positive.strengths)."""

    WORDS: ClassVar = ("what", "step", "facing")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="difficulties")
    what = models.CharField(_("what is hard"), max_length=300)
    facing = models.TextField(_("what we do about it"), blank=True, max_length=2000)
    step = models.ForeignKey(
        Step,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="difficulties",
        verbose_name=_("step that faces it"),
    )

    objects = KnownThingQuerySet.as_manager()

    class Meta(KnownThing.Meta):
        verbose_name_plural = "difficulties"

    def __str__(self) -> str:
        return self.what

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return lines(
            self.what,
            (_("what we do about it"), self.facing),
            (_("step that faces it"), str(self.step or "")),
        )

    @property
    def is_faced(self) -> bool:
        """Somebody has said what we do about it, or a step faces it that was not dropped."""
        return bool(
            self.facing or (self.step is not None and self.step.state != Step.State.DROPPED)
        )


class Existing(KnownThing):
    """
    Something that the community has already, whose it is, and how we support it (indicator thorough.existing).

    Those whose it is may want it left alone; whether they were asked is kept beside it.
    """

    class OwnersSay(models.TextChoices):
        NOT_ASKED = "not-asked", _("We have not asked them yet")
        SUPPORT = "support", _("They would like us to support it")
        LEAVE = "leave", _("They want us to leave it alone")

    WORDS: ClassVar = ("what", "whose", "owners_say", "support")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="existing")
    what = models.CharField(_("what there is"), max_length=300)
    whose = models.CharField(_("whose it is"), max_length=200)
    owners_say = models.CharField(
        _("what they say about it"),
        max_length=9,
        choices=OwnersSay,
        default=OwnersSay.NOT_ASKED,
    )
    support = models.TextField(_("how we support it"), blank=True, max_length=2000)

    objects = KnownThingQuerySet.as_manager()

    class Meta(KnownThing.Meta):
        verbose_name_plural = "existing"
        constraints = [
            *KnownThing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(whose=""),
                name="existing_is_somebodys",
                violation_error_message=_("Say whose it is."),
            ),
            models.CheckConstraint(
                condition=~Q(owners_say="leave") | Q(support=""),
                name="existing_is_left_alone",
                violation_error_message=_(
                    "They want it left alone. Take out how you support it, or change what they say."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return lines(
            self.what,
            (_("whose it is"), self.whose),
            (_("what they say about it"), self.get_owners_say_display()),
            (_("how we support it"), self.support),
        )


#: Those whose it is were asked, would like support, and get it.
SUPPORTED = Q(owners_say=Existing.OwnersSay.SUPPORT) & ~Q(support="")
LEFT_ALONE = Q(owners_say=Existing.OwnersSay.LEAVE)
