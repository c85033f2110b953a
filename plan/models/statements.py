"""Statements: what the group agrees on, who agrees to each as it stands now, and what still stands in the way."""

from typing import Any

from django.db import models
from django.db.models import Count, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from core.revisions import Revised
from projects.models import HistoryEntry
from projects.models.members import Member, takes_part
from projects.models.project import Project

#: A member: their number, or its place in a query.
Seer = int | Expression | OuterRef


class StatementQuerySet(models.QuerySet["Statement"]):
    """Adjectives for statements."""

    def in_force(self) -> "StatementQuerySet":
        return self.filter(retired_at=None)

    def retired(self) -> "StatementQuerySet":
        return self.filter(retired_at__isnull=False)

    def in_order(self) -> "StatementQuerySet":
        """Order as they are read: how we work, what good looks like, what done looks like, the newest of each first."""
        return self.order_by("-kind", "-pk")

    def with_counts(self) -> Any:
        """Count with each who says what of it as it stands now, and its open concerns."""
        said = Agreement.objects.of_people_here().filter(statement=OuterRef("pk"))
        said = said.filter(revision=OuterRef("revision"))
        return self.annotate(
            agree_count=_count(said.filter(says=Agreement.Says.AGREE)),
            not_yet_count=_count(said.filter(says=Agreement.Says.NOT_YET)),
            concern_count=_count(Concern.objects.open().filter(statement=OuterRef("pk"))),
        )

    def seen_by(self, member: Seer | None) -> Any:
        """
        Load with each what a member says of it: ``my_says``, None while they are asked, and ``my_concern``.

        They are asked until they answer, again when its words change, and again when somebody says what came of
        their concern.
        """
        mine = Agreement.objects.not_asked_again().filter(
            statement=OuterRef("pk"), revision=OuterRef("revision"), member=member
        )
        concern = Concern.objects.open().filter(statement=OuterRef("pk"), member=member)
        return self.annotate(
            my_says=Subquery(mine.values("says")[:1]),
            my_concern=Coalesce(
                Subquery(concern.values("words")[:1]),
                models.Value(""),
                output_field=models.TextField(),
            ),
        )

    def waiting_for(self, member: Seer) -> "StatementQuerySet":
        """Keep those that a member is asked about."""
        waiting: StatementQuerySet = self.in_force().seen_by(member).filter(my_says=None)
        return waiting

    def counted(self) -> Coalesce:
        """Count them by project, for a query that holds the project."""
        return _count(self, by="project")


class Statement(Revised, SentOnce):
    """
    What the group agrees on (indicators action.good-and-done and equal.care).

    ``revision`` counts its wordings: whoever agreed to an earlier one has not agreed to this one (docs/adr/0035).
    """

    class Kind(models.TextChoices):
        GOOD = "good", _("what good looks like")
        DONE = "done", _("what done looks like")
        WAY = "way", _("a way of working")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    words = models.TextField(_("what we agree on"), max_length=500)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_why = models.TextField(_("why it no longer holds"), blank=True, max_length=2000)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="statement_sent_once"),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="statement_says_what",
                violation_error_message=_("Write what we agree on."),
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | ~Q(retired_why=""),
                name="statement_retired_needs_reason",
                violation_error_message=_(
                    "Say why it no longer holds. It stays in view with its reason."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def in_words(self) -> str:
        """All that it says, a line each, as its history keeps it."""
        return f"{self.words}\n({self.get_kind_display()})"


class StatementChange(HistoryEntry):
    """What a statement said before somebody changed it."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="changes")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Adjectives for agreements."""

    def of_people_here(self) -> "AgreementQuerySet":
        """Keep what members say who take part."""
        return self.filter(takes_part("member"))

    def to_words_of_now(self) -> "AgreementQuerySet":
        """Keep what was said of the statements as they stand now."""
        return self.filter(revision=F("statement__revision"))

    def not_asked_again(self) -> "AgreementQuerySet":
        """Leave out what was said before somebody told the member what came of their concern."""
        told = Concern.objects.filter(
            statement=OuterRef("statement"),
            member=OuterRef("member"),
            ended=Concern.Ended.ANSWERED,
            closed_at__gt=OuterRef("said_at"),
        )
        return self.filter(~Exists(told))


class Agreement(models.Model):
    """What a member says of one wording of a statement: that they agree, or not yet. Every member sees it."""

    class Says(models.TextChoices):
        AGREE = "agree", _("agrees")
        NOT_YET = "not-yet", _("not yet")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="agreements")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="agreements")
    says = models.CharField(_("do they agree"), max_length=7, choices=Says)
    revision = models.PositiveIntegerField(editable=False)
    said_at = models.DateTimeField()
    # Empty when they said it themselves.
    entered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="agreements_entered"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "member"], name="agreement_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_says_display()}"


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Adjectives for concerns."""

    def open(self) -> "ConcernQuerySet":
        return self.filter(closed_at=None)

    def answered(self) -> "ConcernQuerySet":
        return self.filter(ended=Concern.Ended.ANSWERED)

    def not_answered_again(self) -> "ConcernQuerySet":
        """Leave out those after whose answer the member said again whether they agree."""
        again = Agreement.objects.filter(
            statement=OuterRef("statement"),
            member=OuterRef("member"),
            said_at__gt=OuterRef("closed_at"),
        )
        return self.filter(~Exists(again))


class Concern(models.Model):
    """
    What keeps a member from agreeing, in their words. Every member sees it.

    It stays open, also when the words change, until a facilitator says what came of it, or until whoever raised
    it agrees or takes it back.
    """

    class Ended(models.TextChoices):
        ANSWERED = "answered", _("answered")
        AGREED = "agreed", _("they agree now")
        TAKEN_BACK = "taken-back", _("taken back")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="concerns")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="concerns")
    words = models.TextField(_("what stands in the way"), max_length=1000)
    raised_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns_entered"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=2000)
    closed_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="concerns_closed"
    )

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "member"],
                condition=Q(closed_at=None),
                name="concern_one_open_a_member",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="concern_says_what"),
            models.CheckConstraint(
                condition=Q(closed_at=None, ended="", outcome="")
                | (Q(closed_at__isnull=False, ended="answered") & ~Q(outcome=""))
                | Q(closed_at__isnull=False, ended__in=["agreed", "taken-back"], outcome=""),
                name="concern_ends_with_what_came_of_it",
                violation_error_message=_("Say what came of it."),
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def _count(rows: QuerySet[Any], *, by: str = "statement") -> Coalesce:
    """Count the rows of each statement, or of each project."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
