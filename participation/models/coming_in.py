"""What members said of themselves on coming in: the groups they belong to, and what they said yes to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.groups import Group
from projects.models import Member


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

    What they answered stands where it is used (kinds of experience, belongings, groups they speak for, how they hear).
    """

    class Purpose(models.TextChoices):
        """What is kept, and what for; in the order in which it is asked."""

        BRING = "bring", _("what I bring")
        GROUPS = "groups", _("groups I belong to")
        SPEAK = "speak", _("who I can speak for")
        HEAR = "hear", _("how I hear")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        LATER = "later", _("not now")
        TAKEN_BACK = "back", _("taken back")

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
