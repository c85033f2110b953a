"""Meetings: when, where and what for, who is asked to come, and how they were planned before."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import long_date
from core.in_words import lines
from core.once import SentOnce
from core.revisions import Revised
from meetings.when import hours
from participation.models import Group
from projects.models import HistoryEntry, Member, Project


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Adjectives for meetings."""

    def on(self) -> Self:
        """Keep those that were not called off."""
        return self.filter(called_off_at=None)

    def not_over(self, *, now: Any) -> Self:
        """Keep those that have not ended, called off or not."""
        return self.filter(over_at__gt=now)

    def to_come(self, *, now: Any) -> Self:
        """Keep those that take place, and have not ended."""
        return self.on().not_over(now=now)

    def public(self) -> Self:
        """Keep those that everybody may read of: of a project with a public page, called off or not."""
        return self.filter(is_public=True, project__in=Project.objects.public())

    def to_note(self, *, now: Any) -> Self:
        """Keep those that were held, and of which nobody wrote down anything."""
        return self.on().filter(over_at__lte=now, notes=None)

    def to_ask_how_it_was(self, *, now: datetime, within: timedelta) -> Self:
        """Keep those that were held not long ago, of which it is noted who was there, and nobody was asked yet."""
        return self.not_asked_yet(now=now, within=within).filter(over_at__lte=now)

    def not_asked_yet(self, *, now: datetime, within: timedelta) -> Self:
        """Keep those, over not long ago or not yet, of which it is noted who was there, and nobody was asked yet."""
        noted = self.on().filter(over_at__gt=now - within, notes__isnull=False, pulse=None)
        return noted.exclude(project__state=Project.State.ENDED)

    def asking(self, **member: Any) -> Self:
        """
        Keep those to which somebody is asked, whose member is said by a lookup: ``user=…`` or ``pk=…``.

        Who is asked with a group are those who belong to it, and those who can speak for it.
        """
        of = {f"member__{name}": value for name, value in member.items()}
        groups = Group.objects.filter(
            Q(belongings__in=_rows("belongings", of))
            | Q(spokespeople__in=_rows("spokespeople", of))
        )
        grouped = Meeting.groups.through.objects.filter(group__in=groups).values("meeting")
        people = {f"member__{name}": value for name, value in member.items()}
        named = Meeting.people.through.objects.filter(**people).values("meeting")
        return self.filter(
            Q(asked=Meeting.Asked.EVERYBODY)
            | Q(asked=Meeting.Asked.GROUPS, pk__in=grouped)
            | Q(asked=Meeting.Asked.PEOPLE, pk__in=named)
        )

    def not_answered(self, **member: Any) -> Self:
        """Keep those of which somebody has not said whether they come, as they are planned now."""
        answers = Meeting.answers.rel.related_model.objects.filter(  # type: ignore[attr-defined]
            meeting=models.OuterRef("pk"),
            moved=models.OuterRef("moved"),
            **{f"member__{name}": value for name, value in member.items()},
        )
        return self.exclude(models.Exists(answers))


def _rows(name: str, of: dict[str, Any]) -> QuerySet[Any]:
    """Return what leads from a group to somebody, by the name under which the group has it."""
    model: Any = Group._meta.get_field(name).related_model
    rows: QuerySet[Any] = model.objects.filter(**of)
    return rows


class Meeting(Revised, SentOnce):
    """
    A meeting. Its day and hours are those of the clock on the wall where people are: a change of the clock moves none.

    ``moved`` counts how often it came to be at another time or place: what people answered before is about the old one.
    Meetings that were planned at once, each some weeks after the other, have the same ``series``.
    """

    class Where(models.TextChoices):
        PLACE = "place", _("in a place")
        MEAL = "meal", _("over a meal")
        WALK = "walk", _("on a walk")
        ONLINE = "online", _("online")
        PHONE = "phone", _("by phone")

    class Asked(models.TextChoices):
        EVERYBODY = "everybody", _("everybody who takes part")
        GROUPS = "groups", _("people of some groups")
        PEOPLE = "people", _("some people")

    #: What can be changed; of these, other hours or another place ask everybody again.
    FIELDS = (
        *("title", "why", "where", "on", "begins", "ends", "place", "phone", "link"),
        *("agenda", "connect_minutes", "before", "in_return", "asked", "is_public"),
    )
    WHEN_AND_WHERE = ("where", "on", "begins", "ends", "place")
    TO_JOIN = ("phone", "link")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("what it is called"), max_length=120)
    why = models.TextField(_("what it is for"), max_length=2000)
    where = models.CharField(_("how we meet"), max_length=6, choices=Where, default=Where.PLACE)
    on = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    place = models.TextField(_("where, and how to get there"), blank=True, max_length=1000)
    phone = models.CharField(_("how to ring in"), blank=True, max_length=200)
    link = models.URLField(_("where to join online"), blank=True, max_length=500)
    agenda = models.TextField(_("what we want to do"), blank=True, max_length=3000)
    connect_minutes = models.PositiveSmallIntegerField(
        _("minutes to arrive and connect"), default=0
    )
    before = models.TextField(_("what to read or think about before"), blank=True, max_length=2000)
    in_return = models.CharField(_("what people get for coming"), blank=True, max_length=300)
    asked = models.CharField(
        _("who is asked"), max_length=9, choices=Asked, default=Asked.EVERYBODY
    )
    #: Everybody can read it on the public page, and come.
    is_public = models.BooleanField(_("open to everybody"), default=False)
    groups = models.ManyToManyField(Group, blank=True, related_name="meetings")
    people = models.ManyToManyField(Member, blank=True, related_name="asked_to")
    #: Who was asked once and is not any more; when it is moved or called off, they hear it, too.
    no_longer_asked = models.ManyToManyField(Member, blank=True, related_name="+")
    series = models.UUIDField(null=True, blank=True, editable=False)
    moved = models.PositiveIntegerField(default=0, editable=False)
    planned_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="meetings_planned"
    )
    planned_at = models.DateTimeField()
    #: When people were asked last: as it was planned, or moved.
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: When it ends, as a moment: kept by :meth:`save`, so that the database can compare it.
    over_at = models.DateTimeField(editable=False)
    called_off_at = models.DateTimeField(null=True, blank=True, editable=False)
    called_off_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    called_off_why = models.TextField(_("why it is called off"), blank=True, max_length=2000)

    #: When somebody said that all is arranged; why, where something was not.
    ready_at = models.DateTimeField(null=True, blank=True, editable=False)
    ready_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ready_why = models.TextField(_("why we meet all the same"), blank=True, max_length=1000)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["on", "begins", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="meeting_sent_once"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="meeting_ends_after_it_begins",
                violation_error_message=_("It ends before it begins. Look at the hours again."),
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_why="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_why="")),
                name="meeting_called_off_with_reason",
                violation_error_message=_("Write why it is called off."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.over_at = self.ends_at
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.project.slug, self.pk])

    @property
    def starts_at(self) -> datetime:
        """When it begins, in the time zone of the installation."""
        return datetime.combine(self.on, self.begins, tzinfo=timezone.get_current_timezone())

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.on, self.ends, tzinfo=timezone.get_current_timezone())

    @property
    def hours(self) -> str:
        return hours(self.begins, self.ends)

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can still say whether they come."""
        return not (self.is_called_off or self.is_over(now) or self.project.has_ended)

    @property
    def is_far(self) -> bool:
        """Whether nobody is in a room together."""
        return self.where in (self.Where.ONLINE, self.Where.PHONE)

    @property
    def agenda_lines(self) -> list[str]:
        return [line.strip(" -*•\t") for line in self.agenda.splitlines() if line.strip(" -*•\t")]

    @property
    def has_other_ways(self) -> bool:
        """Whether somebody can take part who is not in the room."""
        return not self.is_far and bool(self.phone or self.link)

    @property
    def in_words(self) -> str:
        """All that is planned, a line each, as its history keeps it."""
        return self.say(self.groups.all(), self.people.all())

    def say(self, groups: Iterable[Group], people: Iterable[Member]) -> str:
        """Say the same of these groups and people."""
        named = {self.Asked.GROUPS: groups, self.Asked.PEOPLE: people}
        some = sorted(str(one) for one in named.get(self.Asked(self.asked), ()))
        return lines(
            self.title,
            (_("when"), f"{long_date(self.on)}, {self.hours}"),
            (_("how we meet"), str(self.get_where_display())),
            (_("where, and how to get there"), self.place),
            (_("how to ring in"), self.phone),
            (_("where to join online"), self.link),
            (_("what it is for"), self.why),
            (_("what we want to do"), self.agenda),
            (_("minutes to arrive and connect"), str(self.connect_minutes or "")),
            (_("what to read or think about before"), self.before),
            (_("what people get for coming"), self.in_return),
            (_("who is asked"), ", ".join([str(self.get_asked_display()), *some])),
            (_("open to everybody"), str(_("on the public page")) if self.is_public else ""),
        )


class MeetingChange(HistoryEntry):
    """How a meeting was planned before."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
