"""What members say to what somebody said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from projects.models import Member
from questions.models.aside import CanBeSetAside
from questions.models.contributions import MOST_SAID, Contribution


class Reply(CanBeSetAside, SentOnce):
    """What a member says to what somebody said: one level, in the order of time."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="replies")
    words = models.TextField(_("your reply"), max_length=MOST_SAID)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            *CanBeSetAside.Meta.constraints,
            models.UniqueConstraint(fields=["contribution", "sent_key"], name="reply_sent_once"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="reply_says_something",
                violation_error_message=_("Write your reply."),
            ),
        ]
        indexes = [models.Index(fields=["contribution", "said_at", "id"], name="reply_by_day")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return f"{self.contribution.get_absolute_url()}{self.named_by}#r{self.pk}"

    @property
    def author(self) -> str:
        """Who said it, as everybody reads it."""
        return str(_("Somebody")) if self.is_taken_back else str(self.member)

    @property
    def named_by(self) -> str:
        """What names it in an address of its contribution."""
        return f"?reply={self.pk}"

    @property
    def named_also(self) -> str:
        """The same after something else that is asked."""
        return f"&reply={self.pk}"
