"""The people map: groups, how much say they have, who belongs to them and who can speak for them."""

from typing import Any

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from actions.models import Action
from core.once import SentOnce
from core.revisions import Revised
from projects.models import Member, Project
from projects.models.members import takes_part

#: Groups of which is said how much say they have and should have; and those of them where the two differ.
SAY_LOOKED_AT = ~Q(say_today="") & ~Q(say_wanted="")
SAY_UNEVEN = SAY_LOOKED_AT & ~Q(say_today=F("say_wanted"))
#: Fewer people than this are not "a few".
A_FEW = 3
#: The most people of a group of whom can be said that they should be here.
MOST_SHOULD_BE_HERE = 999


class GroupQuerySet(models.QuerySet["Group"]):
    """Adjectives for groups."""

    def on_map(self) -> "GroupQuerySet":
        """Keep those that were not taken off the map."""
        return self.filter(retired_at=None)

    def with_imbalance(self) -> "GroupQuerySet":
        """Keep those that have more say than they should, or less."""
        return self.filter(SAY_UNEVEN)

    def with_speakers(self) -> Any:
        """Count with each group the members who take part and said that they can speak for it: ``speakers``."""
        came = takes_part("spokespeople__member")
        return self.annotate(speakers=Count("spokespeople", filter=came))

    def short_of(self) -> Any:
        """
        Keep those on the map of whom fewer are here, ``people_here``, than should be; not those who are not asked.

        Here is whoever takes part and said that they can speak for the group, for themselves only too: one of them has
        come, even if nobody speaks for the others. Where nobody said how many should be here, nobody is short.
        """
        few = Q(should_be_a_few=True, people_here__lt=A_FEW)
        here = Count("spokespeople", filter=takes_part("spokespeople__member"))
        wanted = self.on_map().exclude(involve=Group.Involve.NO)
        short = few | Q(people_here__lt=F("should_be_here"))
        return wanted.annotate(people_here=here).filter(short)


class Group(Revised, SentOnce):
    """A kind of people on the people map (indicator inclusive.mapping)."""

    class Sector(models.TextChoices):
        PEOPLE_USING = "using", _("people who use the service")
        CARERS = "carers", _("carers, family and friends")
        STAFF = "staff", _("staff and professionals")
        COMMUNITY = "community", _("the wider community")
        DECIDERS = "deciders", _("people who hold money or permission")

    class Involve(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        NOT_SURE = "not-sure", _("not sure yet")

    class Say(models.TextChoices):
        """How much say a group has; empty while nobody has looked at it (indicator equal.power)."""

        NONE = "none", _("none")
        LITTLE = "little", _("a little")
        SOME = "some", _("some")
        LOT = "lot", _("a lot")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("group"), max_length=120)
    sector = models.CharField(_("part of the community"), max_length=10, choices=Sector)
    affected = models.TextField(_("how they are affected"), blank=True, max_length=2000)
    involve = models.CharField(
        _("should they be involved"), max_length=8, choices=Involve, default=Involve.NOT_SURE
    )
    involve_why = models.TextField(_("why"), blank=True, max_length=2000)
    reach = models.TextField(_("how to reach them"), blank=True, max_length=2000)
    say_today = models.CharField(_("say today"), max_length=6, choices=Say, blank=True)
    say_wanted = models.CharField(_("say they should have"), max_length=6, choices=Say, blank=True)
    #: How many of them should be here: a number, or "a few"; neither while nobody has said it.
    should_be_here = models.PositiveSmallIntegerField(
        _("how many should be here"), null=True, blank=True
    )
    should_be_a_few = models.BooleanField(_("a few should be here"), default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="group_sent_once"),
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=Q(retired_at=None),
                name="group_name_once",
                violation_error_message=_("There is a group of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(involve="no") | ~Q(involve_why=""),
                name="group_not_involved_needs_reason",
                violation_error_message=_("Say why they should not be involved."),
            ),
            models.CheckConstraint(
                condition=Q(should_be_here=None) | Q(should_be_a_few=False),
                name="group_a_few_or_a_number",
                violation_error_message=_("Choose “a few” or a number, not both."),
            ),
            models.CheckConstraint(
                condition=Q(should_be_here=None)
                | Q(should_be_here__gte=1, should_be_here__lte=MOST_SHOULD_BE_HERE),
                name="group_should_be_here_in_range",
                violation_error_message=_("Choose a number between 1 and 999."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_imbalance(self) -> bool:
        """Whether it was looked at, and the say that they have is not the one that they should have."""
        return bool(self.say_today and self.say_wanted) and self.say_today != self.say_wanted

    @property
    def say_in_words(self) -> str:
        """How much say they have and should have, in one or two sentences; empty while nobody has said it."""
        today, wanted = SAY_TODAY.get(self.say_today, ""), SAY_WANTED.get(self.say_wanted, "")
        if today and self.say_today == self.say_wanted:
            wanted = _("That is as it should be.")
        return " ".join(str(words) for words in (today, wanted) if words)

    @property
    def should_be_in_words(self) -> str:
        """How many of them should be here, "a few" or a number, ready to print; empty while nobody has said it."""
        return str(_("a few")) if self.should_be_a_few else str(self.should_be_here or "")

    @property
    def should_be_at_least(self) -> int:
        """So many of them should be here, a few being three; 0 while nobody has said it."""
        return A_FEW if self.should_be_a_few else self.should_be_here or 0


SAY_TODAY = {
    Group.Say.NONE.value: _("They have no say today."),
    Group.Say.LITTLE.value: _("They have a little say today."),
    Group.Say.SOME.value: _("They have some say today."),
    Group.Say.LOT.value: _("They have a lot of say today."),
}
SAY_WANTED = {
    Group.Say.NONE.value: _("They should have none."),
    Group.Say.LITTLE.value: _("They should have a little."),
    Group.Say.SOME.value: _("They should have some."),
    Group.Say.LOT.value: _("They should have a lot."),
}


class ImbalanceAction(models.Model):
    """An action that somebody promised so that a group has the say that it should have (indicator equal.power)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="imbalance_actions")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="imbalance")

    class Meta:
        ordering = ["action__due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.group}: {self.action}"


class SpeaksFor(models.Model):
    """How far a member says they can speak for a group (indicator inclusive.representation)."""

    class Extent(models.TextChoices):
        MYSELF = "myself", _("for myself only")
        SOME = "some", _("for some people I know")
        MANY = "many", _("for many; I ask them and report back")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="speaks_for")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="spokespeople")
    extent = models.CharField(_("how far"), max_length=6, choices=Extent)
    note = models.CharField(_("in their words"), max_length=300, blank=True)
    #: Whether everybody in the project sees who it is; facilitators do anyway. Until this could be chosen, all did.
    is_named = models.BooleanField(_("everybody sees their name"), default=False)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "group"], name="speaks_for_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.group}"
