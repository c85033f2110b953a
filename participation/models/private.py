"""Who may read what a member said in confidence, and who looked, when and why (docs/adr/0162)."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.coming_in import Consent
from projects.models import Member, Role
from projects.models.members import takes_part

#: So long somebody who looked at what a member said in confidence can go on reading it.
OPEN_FOR = timedelta(minutes=10)
#: The questions that are answered in confidence: the answers are locked with keys of the member's own.
PRIVATE = (Consent.Purpose.NEEDS, Consent.Purpose.RETURNS)
#: What somebody says in confidence of one meeting, beside the question whether they can come.
OF_MEETINGS = "meetings"
#: What somebody thanks a member for, until that member lets others read it.
OF_THANKS = "thanks"
#: What somebody wrote to one person alone (:mod:`participation.models.words`).
OF_WORDS = "words"
PRIVATE_CHOICES = [
    *((one.value, one.label) for one in (*PRIVATE, Consent.Purpose.ABOUT_US)),
    (OF_MEETINGS, _("what I said about coming to a meeting")),
    (OF_THANKS, _("thanks that I got")),
    (OF_WORDS, _("what I wrote to one person alone")),
]


def runs_it(member: str) -> Q:
    """Return the condition that a member takes part, and runs the project."""
    return takes_part(member) & Q(**{f"{member}__role": Role.FACILITATOR})


class NamedReaderQuerySet(models.QuerySet["NamedReader"]):
    """Adjectives for who may read."""

    def current(self, purpose: str) -> "NamedReaderQuerySet":
        """Keep those who may read the answers to a question, and still run the project."""
        return self.filter(runs_it("reader"), purpose=purpose)


class NamedReader(models.Model):
    """
    A facilitator whom the page named before a member answered a question in confidence, or whom they let read it since.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="named_readers")
    purpose = models.CharField(max_length=10, choices=PRIVATE_CHOICES)
    reader = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reads_of")
    since = models.DateTimeField()

    objects = NamedReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "purpose", "reader"], name="named_reader_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.member}"


class PrivateReading(models.Model):
    """Somebody looked at what a member said in confidence, and why; the member sees it."""

    class Why(models.TextChoices):
        ARRANGE = "arrange", _("to arrange it")
        GIVE = "give", _("to agree on it, or to give it")
        TALK = "talk", _("to talk about it with them")
        PLAN = "plan", _("to plan something that they come to")
        ALOUD = "aloud", _("to read it to them")
        #: Not to be chosen: whoever writes it down has seen it, and so has who looks at all that is due.
        WROTE = "wrote", _("to write it down for them")
        DUE = "due", _("to see what is due to everybody")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="readings")
    purpose = models.CharField(max_length=10, choices=PRIVATE_CHOICES)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=7, choices=Why)
    #: Whether they were not named before, and said that the member let them.
    has_asked = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "purpose", "at"], name="reading_by_day")]

    def __str__(self) -> str:
        return f"reading of {self.member_id}"


#: Why a facilitator may look at the answers to each question.
WHYS: dict[str, tuple[PrivateReading.Why, ...]] = {
    OF_MEETINGS: (PrivateReading.Why.ARRANGE, PrivateReading.Why.TALK),
    OF_THANKS: (PrivateReading.Why.ALOUD,),
    Consent.Purpose.NEEDS: (
        PrivateReading.Why.ARRANGE,
        PrivateReading.Why.TALK,
        PrivateReading.Why.PLAN,
    ),
    Consent.Purpose.RETURNS: (
        PrivateReading.Why.GIVE,
        PrivateReading.Why.TALK,
        PrivateReading.Why.PLAN,
    ),
}


def would_rather_tell(purpose: str, member: str = "") -> Q:
    """Return the condition that a member would rather tell somebody the answer to a question than write it."""
    to = f"{member}__" if member else ""
    said: dict[str, Any] = {"purpose": purpose, "answer": Consent.Answer.TELL}
    return Q(**{f"{to}consents__{name}": value for name, value in said.items()})
