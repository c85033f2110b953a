"""Starting points: a piece of data, what it tells us, what it leaves out, and what people add to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.dates import MONTHS as NAMES
from django.utils.translation import gettext_lazy as _

from core.dates import month_words
from core.in_words import lines
from core.once import SentOnce
from plan.models.known import KnownThing, KnownThingQuerySet
from projects.models.members import Member
from projects.models.project import Project

#: Months by their numbers; and the first year that data can be from.
MONTHS = list(NAMES.items())
FIRST_YEAR = 1900


class StartingPoint(KnownThing):
    """A piece of data that a conversation starts from (indicator open.data)."""

    WORDS: ClassVar = ("what", "source", "from_year", "from_month", "tells", "leaves_out")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="starting_points")
    what = models.CharField(_("what it is"), max_length=300)
    source = models.CharField(_("where it comes from"), max_length=300, blank=True)
    # As far as it is known: a year, or a month of it.
    from_year = models.PositiveSmallIntegerField(_("which year it is from"), null=True, blank=True)
    from_month = models.PositiveSmallIntegerField(
        _("which month"), null=True, blank=True, choices=MONTHS
    )
    tells = models.TextField(_("what it tells us"), max_length=2000)
    leaves_out = models.TextField(_("what it leaves out"), max_length=2000)

    objects = KnownThingQuerySet.as_manager()

    class Meta(KnownThing.Meta):
        constraints = [
            *KnownThing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(tells="") & ~Q(leaves_out=""),
                name="startingpoint_says_both",
                violation_error_message=_("Say what it tells us, and what it leaves out."),
            ),
            models.CheckConstraint(
                condition=Q(from_year=None, from_month=None)
                | Q(from_year__gte=FIRST_YEAR, from_month=None)
                | Q(from_year__gte=FIRST_YEAR, from_month__gte=1, from_month__lte=12),
                name="startingpoint_month_of_a_year",
                violation_error_message=_("Write the year as well."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_from(self) -> str:
        """When the data is from, in words; nothing when nobody wrote it down."""
        return month_words(self.from_year, self.from_month) if self.from_year else ""

    @property
    def in_words(self) -> str:
        """All that it says, a line each."""
        return lines(
            self.what,
            (_("where it comes from"), self.source),
            (_("when it is from"), self.is_from),
            (_("what it tells us"), self.tells),
            (_("what it leaves out"), self.leaves_out),
        )


class AdditionQuerySet(models.QuerySet["Addition"]):
    """Adjectives for additions."""

    def in_sight(self) -> "AdditionQuerySet":
        """Keep those that nobody took down."""
        return self.filter(taken_down_at=None)


class Addition(SentOnce):
    """
    What somebody adds to a starting point in their own words; a facilitator may have written it down for them.

    A facilitator may take it down, with a reason. Then its author and the facilitators alone can read it, and the
    author can say what they think of that (``reply``).
    """

    starting_point = models.ForeignKey(
        StartingPoint, on_delete=models.CASCADE, related_name="additions"
    )
    member = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="additions"
    )
    written_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="additions_written"
    )
    # What they were when they said it: roles change, and people leave.
    was_participant = models.BooleanField()
    words = models.TextField(_("what they add"), max_length=2000)
    at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_down_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="additions_taken_down",
    )
    taken_down_why = models.TextField(blank=True, max_length=2000)
    reply = models.TextField(blank=True, max_length=2000)
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AdditionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["starting_point", "sent_key"], name="addition_sent_once"
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="addition_has_words",
                violation_error_message=_("Write what is to be added."),
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None, taken_down_why="", reply="", replied_at=None)
                | (Q(taken_down_at__isnull=False) & ~Q(taken_down_why="")),
                name="addition_taken_down_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.words
