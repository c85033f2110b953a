"""Thanks: from anybody who takes part, to a member, a group, a place or a service (docs/adr/0169)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from participation.models.groups import Group
from projects.models import Member, Project

#: So long are the words at most, and the name of a place or a service.
MOST_THANKED, MOST_NAMED = 500, 120


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Adjectives for thanks."""

    def shown(self) -> "ThanksQuerySet":
        """Keep those that everybody in the project reads."""
        return self.exclude(words="").filter(hidden_at=None)

    def between_two(self) -> "ThanksQuerySet":
        """Keep those that nobody reads but the two: their words are locked."""
        return self.filter(words="")

    def unanswered(self) -> "ThanksQuerySet":
        """Keep those to a member who has not said yet whether others may read them."""
        return self.filter(member__isnull=False, answer="")

    def with_people(self) -> "ThanksQuerySet":
        """Load whom and what a list of them names."""
        return self.select_related("given_by", "member", "group", "entered_by", "noted_by")


class Thanks(SentOnce):
    """
    A few words of thanks to a ``member``, to a ``group`` on the map, or to what is ``named``: a place or a service.

    To a member they are between the two, and locked with the key of whoever is thanked, until these say yes; then
    they are in ``words``, and everybody in the project reads them. To a group, a place or a service they are there at
    once. ``entered_by`` wrote them down for ``given_by``, and ``noted_by`` the answer for ``member``. ``aside_at``:
    whoever is thanked does not want to see them. ``hidden_at``: a facilitator set aside what was shown, and said why.
    """

    class Answer(models.TextChoices):
        SHOW = "show", _("show it to everybody in the project")
        KEEP = "keep", _("keep it between us")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="thanks")
    given_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="thanks_given")
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, blank=True, related_name="thanks_got"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="thanks"
    )
    named = models.CharField(max_length=MOST_NAMED, blank=True)
    #: What is locked is locked for this name, so that it opens in no other place.
    place = models.UUIDField(default=uuid4, unique=True, editable=False)
    words = models.TextField(max_length=MOST_THANKED, blank=True)
    words_locked = models.BinaryField(null=True, blank=True)
    given_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(max_length=4, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    aside_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_why = models.CharField(max_length=500, blank=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="thanks_sent_once"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, group=None, named="")
                | Q(Q(member=None, group__isnull=False, named=""))
                | Q(Q(member=None, group=None), ~Q(named="")),
                name="thanks_to_one",
            ),
            models.CheckConstraint(
                condition=Q(Q(words_locked=None, answer="show", member__isnull=False), ~Q(words=""))
                | Q(Q(words_locked=None, answer="", member=None), ~Q(words=""))
                | Q(
                    Q(words="", words_locked__isnull=False, member__isnull=False), ~Q(answer="show")
                ),
                name="thanks_shown_or_locked",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_why=""), name="thanks_hidden_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"thanks {self.pk}"

    @property
    def is_shown(self) -> bool:
        """Whether everybody in the project reads it."""
        return bool(self.words) and self.hidden_at is None

    @property
    def to(self) -> str:
        """Whom or what it thanks, by name."""
        return str(self.member or self.group or self.named)
