"""How members chose that the others can reach them, what for and until when (docs/adr/0171)."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Member, Project
from projects.models.members import takes_part

#: Nothing is shared for longer than so many years from the day on which it is said.
MOST_YEARS = 3
#: So long before the day its owner is asked whether to keep it; of a short time, halfway.
ASKS_BEFORE = timedelta(days=14)


def years_later(day: date, years: int) -> date:
    """Return the same day some years later; of the 29th of February, the 28th where there is no other."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class DirectoryEntryQuerySet(models.QuerySet["DirectoryEntry"]):
    """Adjectives for entries in the directory."""

    def current(self, *, on: Any) -> "DirectoryEntryQuerySet":
        """Keep those of people who take part, and whose day has not come; on that day nobody sees them any more."""
        return self.filter(takes_part("member"), until__gt=on)

    def over(self, *, on: date) -> "DirectoryEntryQuerySet":
        """Keep those that are to be deleted: their day has come."""
        return self.filter(until__lte=on)

    def to_ask_about(self, *, on: date) -> "DirectoryEntryQuerySet":
        """Keep those whose owners are to be asked whether they stay, and were not asked yet."""
        return self.current(on=on).filter(ask_on__lte=on, asked_at=None)

    def after_end(self) -> "DirectoryEntryQuerySet":
        """Keep those that were to end a year after their project, where that has ended."""
        ended = Q(member__project__state=Project.State.ENDED)
        return self.filter(ended, ends_with_project=True, member__project__ended_on__isnull=False)


class DirectoryEntry(models.Model):
    """
    What a member shares with everybody in the project, typed for that alone; one a member.

    ``until``: the day on which it is deleted. ``days``: for how long it was shared, so that it can be kept for as long
    again. ``ends_with_project``: that day comes sooner when the project ends, a year after that. ``ask_on``: the day on
    which the member is asked whether to keep it; ``asked_at``: that they were.
    """

    class For(models.TextChoices):
        """What the others may use it for."""

        TOUCH = "touch", _("keeping in touch")
        MEET = "meet", _("meeting up")
        WORK = "work", _("working on something together")

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="directory_entry")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    postal_address = models.CharField(max_length=500, blank=True)
    words = models.CharField(max_length=500, blank=True)
    what_for = models.CharField(max_length=8, choices=For, blank=True)
    for_words = models.CharField(max_length=200, blank=True)
    until = models.DateField()
    days = models.PositiveSmallIntegerField()
    ends_with_project = models.BooleanField(default=False)
    ask_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    said_at = models.DateTimeField()

    objects = DirectoryEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["until"], name="directory_by_until"),
            models.Index(fields=["ask_on"], name="directory_by_ask_on"),
        ]

    def __str__(self) -> str:
        return f"directory entry {self.pk}"

    @property
    def purpose(self) -> str:
        """What the others may use it for, in words."""
        label = str(self.For(self.what_for).label) if self.what_for else ""
        return "; ".join(filter(None, (label, self.for_words)))

    @property
    def ways(self) -> list[str]:
        """What is shared, a way to reach them each."""
        return [one for one in (self.email, self.phone, self.postal_address, self.words) if one]

    def next_day(self, on: date) -> date:
        """Return until when it is shared if it is kept for as long again: three years from now at most."""
        return min(self.until + timedelta(days=self.days), years_later(on, MOST_YEARS))

    def is_ending(self, on: date) -> bool:
        """Whether its owner can be asked to keep it: the day for that has come."""
        return self.ask_on <= on < self.until

    def set_until(self, until: date, *, since: date) -> None:
        """Let it be shared until a day, counted from another, and its owner be asked in time."""
        self.until, self.days = until, (until - since).days
        self.ask_on = until - min(ASKS_BEFORE, timedelta(days=self.days // 2))
        self.asked_at = None
