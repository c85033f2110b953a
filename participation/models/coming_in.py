"""Coming in: the groups members belong to, what they said yes to, and who says hello to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.groups import Group
from projects.models import Member, Project, Role
from projects.models.members import takes_part


class Belonging(models.Model):
    """A member says that they belong to a group; they and the facilitators know it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="belongings")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="belongings")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "group"], name="belonging_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.group}"


class Consent(models.Model):
    """
    What a member said to one question of coming in: that we keep their answer, not now, or no more.

    What they answered stands where it is used (kinds of experience, belongings, groups they speak for, needs, wishes,
    how they hear).
    """

    class Purpose(models.TextChoices):
        """What is kept, and what for; in the order in which it is asked."""

        BRING = "bring", _("what I bring")
        GROUPS = "groups", _("groups I belong to")
        SPEAK = "speak", _("who I can speak for")
        NEEDS = "needs", _("what I need")
        RETURNS = "returns", _("what I would like in return")
        HEAR = "hear", _("how I hear")
        #: Not asked on coming in: whoever wants to says it in the directory.
        DIRECTORY = "directory", _("how others can reach me")
        #: Not a page of coming in: who is in is asked afterwards.
        ABOUT_US = "about-us", _("questions about people")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        LATER = "later", _("not now")
        TAKEN_BACK = "back", _("taken back")
        #: Of what is said in confidence alone: what somebody needs, and what they would like in return.
        NOTHING = "none", _("nothing for now")
        TELL = "tell", _("would rather tell somebody")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    answer = models.CharField(max_length=5, choices=Answer)
    said_at = models.DateTimeField()
    #: Who wrote it down; empty when they said it themselves.
    entered_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "purpose"], name="consent_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.purpose}"


class GreetingQuerySet(models.QuerySet["Greeting"]):
    """Adjectives for greetings."""

    def open(self) -> "GreetingQuerySet":
        """
        Keep those of people who are here and to whom nobody has said hello yet.

        It joins no other table, so that one update of two at once finds the row as the other left it.
        """
        return self.filter(member__in=Member.objects.taking_part(), said_at=None)

    def of_nobody(self) -> "GreetingQuerySet":
        """Keep those of which whoever was to say hello has left, or runs the project no more."""
        runs_it = takes_part("by") & models.Q(by__role=Role.FACILITATOR)
        return self.exclude(runs_it)


class Greeting(models.Model):
    """
    Whoever comes in is met: a named person says hello by a day, and says so; the other says whether it was so.

    ``said_at`` is when one of the two first said that it happened; ``noted_at`` when whoever says hello did. ``heard``
    is what whoever came in says. "Not yet" opens it again, with another day.
    """

    class Heard(models.TextChoices):
        YES = "yes", _("yes")
        NOT_YET = "not-yet", _("not yet")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="greetings")
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="greeting")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="greetings")
    due_on = models.DateField()
    made_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    heard = models.CharField(max_length=7, choices=Heard, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)

    objects = GreetingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.member}"
