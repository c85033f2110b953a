"""What members would like in return, and what they are promised and given (docs/adr/0163)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from projects.models import Member, Project
from projects.models.members import takes_part

#: When the person says "I haven't got it", whoever gives it has so many days more; then they are asked again.
ANOTHER = timedelta(days=3)


class Wish(models.Model):
    """What a member would like in return for what they give: the kinds and their words, locked in one box."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="wish")
    #: The box is locked for this name, so that it opens in no other place.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    said_locked = models.BinaryField()
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"wish {self.pk}"


class ReturnQuerySet(models.QuerySet["Return"]):
    """Adjectives for what people get back."""

    def of_people_here(self) -> "ReturnQuerySet":
        """Keep those of people who take part."""
        return self.filter(takes_part("member"))

    def unanswered(self) -> "ReturnQuerySet":
        """Keep what was offered, and the person has not said yet whether they want it."""
        return self.filter(answer="", withdrawn_at=None)

    def agreed(self) -> "ReturnQuerySet":
        """Keep what the person said yes to, and was not withdrawn since."""
        return self.filter(answer=Return.Answer.YES, withdrawn_at=None)

    def to_give(self) -> "ReturnQuerySet":
        """Keep what was agreed, and was not given yet."""
        return self.agreed().filter(given_at=None)

    def given(self) -> "ReturnQuerySet":
        """Keep what somebody says they have given; the person may not have said yet that they have it."""
        return self.agreed().filter(given_at__isnull=False)

    def to_ask_about(self, *, on: Any) -> "ReturnQuerySet":
        """
        Keep that of which the person is to say whether they have it: it is given, or the day for it has passed, and
        they did not say "not yet" in the last three days.
        """
        late = models.Q(got="") | models.Q(got_at__date__lte=on - ANOTHER)
        rows = self.agreed().exclude(got=Return.Got.YES)
        return rows.filter(models.Q(given_at__isnull=False) | models.Q(late, due_on__lt=on))


class Return(SentOnce):
    """
    Something that a member gets back: which kind, how much, and what exactly, all locked with a key of their own.

    A facilitator offers it by a day. The member agrees, or does not want it; who offered it says that it is given; and
    the member says that they have it. "I haven't got it" opens it again, with another day.
    """

    class Kind(models.TextChoices):
        """What people can get back; the order in which it is asked."""

        PAYMENT = "payment", _("a payment")
        VOUCHER = "voucher", _("a voucher")
        EXPENSES = "expenses", _("expenses paid back")
        TRAINING = "training", _("training")
        REFERENCE = "reference", _("a reference")
        TIME = "time", _("time back")
        THANKS = "thanks", _("thanks")
        ELSE = "else", _("something else")

    class Answer(models.TextChoices):
        YES = "yes", _("agreed")
        NO = "no", _("not wanted")

    class Got(models.TextChoices):
        YES = "yes", _("yes")
        NOT_YET = "not-yet", _("not yet")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="returns")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="returns")
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    what_locked = models.BinaryField()
    #: Who gives it; empty when they left, until somebody else does.
    by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="gives"
    )
    due_on = models.DateField()
    offered_at = models.DateTimeField()
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    got = models.CharField(max_length=7, choices=Got, blank=True)
    got_at = models.DateTimeField(null=True, blank=True)
    #: Who wrote down what the person said last; empty when they said it themselves.
    noted_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why_locked = models.BinaryField(null=True, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "sent_key"], name="return_sent_once")
        ]

    def __str__(self) -> str:
        return f"return {self.pk}"

    @property
    def state(self) -> str:
        """How far it is: offered, agreed, given, had, not-wanted or withdrawn."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.answer == self.Answer.NO:
            return "not-wanted"
        if not self.answer:
            return "offered"
        if self.got == self.Got.YES:
            return "had"
        return "given" if self.given_at else "agreed"

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done about it any more."""
        return self.state in ("withdrawn", "not-wanted", "had")

    @property
    def says_not_yet(self) -> bool:
        """Whether the person says that they haven't got it."""
        return self.got == self.Got.NOT_YET

    def is_late(self, on: date) -> bool:
        """Whether it was agreed, and the day for it has passed."""
        return self.state == "agreed" and self.due_on < on

    @property
    def stand(self) -> str:
        """How it stands: what somebody saw who changes it now."""
        said = (self.due_on, self.answered_at, self.given_at, self.got_at, self.withdrawn_at)
        return " ".join(
            [self.offered_at.isoformat(), *(at.isoformat() if at else "-" for at in said)]
        )
