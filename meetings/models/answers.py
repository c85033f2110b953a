"""What people answer when they are asked to come, and what would make it possible, which is private."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from projects.models import Member, Project
from projects.models.members import takes_part


class MeetingAnswerQuerySet(models.QuerySet["MeetingAnswer"]):
    """Adjectives for answers."""

    def current(self) -> Self:
        """Keep those to the meeting as it is planned now, of people who take part."""
        return self.filter(takes_part("member"), moved=F("meeting__moved"))

    def coming(self) -> Self:
        """Keep those of people who come, to the room or from elsewhere."""
        return self.filter(says__in=MeetingAnswer.COMES)

    def to_reply(self) -> Self:
        """Keep those whose words nobody replied to, unless it was called off; also where it was moved since."""
        said = self.filter(words_locked__isnull=False, replied_at=None)
        return said.filter(takes_part("member"), meeting__called_off_at=None)


class MeetingAnswer(models.Model):
    """
    What a member answers to one meeting; ``moved``: to which of its times and places.

    What would make it possible for them, or why they cannot, only they read and the facilitators whom the page named:
    it is locked with a key of their own, and deleted four weeks after the meeting (docs/adr/0164).
    """

    class Says(models.TextChoices):
        COMING = "coming", _("coming")
        REMOTE = "remote", _("joining by phone or online")
        IF = "if", _("would come if …")
        CANNOT = "cannot", _("can’t come")

    class How(models.TextChoices):
        PHONE = "phone", _("by phone")
        ALOUD = "aloud", _("aloud")
        PAPER = "paper", _("on paper")
        LINK = "link", _("by the link in the email")

    COMES = (Says.COMING, Says.REMOTE)
    #: With these, there can be words.
    HAS_WORDS = (Says.IF, Says.CANNOT)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="meeting_answers")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="meeting_answers")
    says = models.CharField(_("answer"), max_length=7, choices=Says)
    brings_somebody = models.BooleanField(_("brings somebody"), default=False)
    moved = models.PositiveIntegerField(default=0, editable=False)
    said_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_how = models.CharField(_("how they said it"), max_length=5, choices=How, blank=True)
    #: Each box is locked for this name and its own, so that it opens in no other place.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    words_locked = models.BinaryField(null=True, blank=True)
    #: The facilitators whom the page named before these words were typed.
    readers = models.ManyToManyField(Member, blank=True, related_name="+")
    reply_locked = models.BinaryField(null=True, blank=True)
    replied_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="meeting_answered_once"),
            models.CheckConstraint(
                condition=Q(words_locked=None) | Q(says__in=["if", "cannot"]),
                name="meeting_words_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def is_current(self) -> bool:
        """Whether it is to the meeting as it is planned now."""
        return self.moved == self.meeting.moved

    @property
    def stand(self) -> str:
        """When it was said, and replied to: what somebody saw who replies now."""
        replied = self.replied_at.isoformat() if self.replied_at else "-"
        return f"{self.said_at.isoformat()} {replied}"

    @property
    def comes(self) -> bool:
        return self.says in self.COMES
