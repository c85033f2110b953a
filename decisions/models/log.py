"""
The decision log: decisions, their versions and their makers. Versions and makers are only ever added.

Every column is hashed, made anew by the check, or named with its reason in docs/adr/0101.
"""

from datetime import date
from typing import Any, ClassVar, Self, cast

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import StrIndex, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.folding import fold
from core.once import SentOnce
from plan.models import Boundary
from projects.models import Member, Project

#: In the text that is searched, the names of makers from outside begin after this character, which nobody types.
NAMES_BEGIN = "\x1e"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Adjectives for decisions: each asks the newest version."""

    def in_force(self) -> Self:
        return self.filter(current__state=DecisionVersion.State.IN_FORCE)

    def asked(self, wanted: dict[str, Any]) -> Self:
        """Keep those that a filter asks for: any of q, state, made_by, first and last."""
        found = self.matching(wanted.get("q", ""))
        if state := wanted.get("state"):
            found = found.filter(current__state=state)
        if name := wanted.get("made_by"):
            found = found.made_by(name)
        return found.decided_between(wanted.get("first"), wanted.get("last"))

    def matching(self, words: str) -> Self:
        """Keep those in which every word is found: in what, why, what was considered, or a maker's name."""
        found = self
        for word in words.split()[:6]:
            found = found.filter(
                Q(current__search_text__contains=fold(word)) | Q(_made_by_member(word))
            )
        return found

    def public(self) -> Self:
        """Keep those of which the newest words may be on the public page; each was chosen by itself."""
        # By the version alone, which is of one decision: with both, PostgreSQL takes them for rare, and reads all.
        return self.filter(Exists(PublicDecision.objects.filter(version=OuterRef("current"))))

    def made_by(self, name: str) -> Self:
        """Keep those with a maker whose name contains this."""
        text = F("current__search_text")
        named = Substr(text, StrIndex(text, Value(NAMES_BEGIN)))
        found = self.alias(named=named)
        return found.filter(Q(named__contains=fold(name)) | Q(_made_by_member(name)))

    def decided_between(self, first: date | None, last: date | None) -> Self:
        """Keep those decided in a period, both days counted; None leaves that end open."""
        found = self.filter(current__decided_on__gte=first) if first else self
        return found.filter(current__decided_on__lte=last) if last else found


def _made_by_member(name: str) -> Exists:
    makers = DecisionMaker.objects.filter(version=OuterRef("current"))
    return Exists(makers.filter(member__search_name__contains=fold(name)))


class Decision(models.Model):
    """
    An entry of the decision log with its stable number.

    It holds nothing but a pointer to its newest version; that pointer moves by one conditional UPDATE, so that of
    two people who edit at once the second is told. By a database trigger, nothing else moves, and never back.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField()
    current = models.ForeignKey(
        "decisions.DecisionVersion",
        null=True,
        on_delete=models.PROTECT,
        related_name="current_of",
        editable=False,
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="decision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision_detail", args=[self.project.slug, self.number])

    @property
    def newest(self) -> "DecisionVersion":
        """The newest version; a decision has one from the transaction that recorded it."""
        return cast(DecisionVersion, self.current)


class HashedTexts(models.Model):
    """
    A row of which each text is hashed apart, so that words can be taken out and the chain still checks.

    ``text_hashes`` has SHA-256 over salt and text for each text that was not empty when it was written. When words
    are taken out, their text and salt go; nobody can try words against a hash whose salt is gone.
    """

    #: The columns that hold a text.
    TEXTS: ClassVar[tuple[str, ...]]

    salts = models.JSONField(default=dict, editable=False)
    text_hashes = models.JSONField(default=dict, editable=False)
    # So that a text which must not be empty may be, where its words were taken out of this row or one before.
    lacks_words = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def needed_texts(self) -> tuple[str, ...]:
        """The texts that are empty only where words were taken out."""
        raise NotImplementedError


class DecisionVersion(HashedTexts, SentOnce):
    """
    What was decided, why, by whom and when, as it stood at one time. Append-only by a database trigger.

    ``hash`` is SHA-256 over the hashes of this version's texts, the rest of it, its makers and the hash of the
    version before (in the project's chain), so that tampering shows. ``previous_hash`` is unique: the chain cannot
    fork.
    """

    TEXTS = (
        *("what", "why", "how", "considered", "rests_on", "boundary_said"),
        *("changed_our_mind", "change_why", "dissent"),
    )

    class State(models.TextChoices):
        IN_FORCE = "in-force", _("in force")
        SUPERSEDED = "superseded", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Change(models.TextChoices):
        RECORDED = "recorded", _("recorded")
        CORRECTED = "corrected", _("corrected")
        KEPT = "kept", _("looked at again, and kept")
        SUPERSEDED = "superseded", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.IN_FORCE)
    what = models.CharField(_("what was decided"), max_length=300)
    why = models.TextField(_("why"), max_length=5000)
    decided_on = models.DateField(_("when it was decided"))
    how = models.CharField(_("how it was decided"), max_length=300, blank=True)
    considered = models.TextField(_("what else was considered"), blank=True, max_length=5000)
    rests_on = models.TextField(_("what it rests on"), blank=True, max_length=5000)
    changed_our_mind = models.TextField(_("what changed our mind"), blank=True, max_length=3000)
    # Of a decision made together: how many said what, each concern and "not yet" with its reply, in people's words.
    dissent = models.TextField(_("what people said"), blank=True, editable=False)
    look_again_on = models.DateField(_("when we look at it again"), null=True, blank=True)
    boundary = models.ForeignKey(
        Boundary,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decision_versions",
        verbose_name=_("open or fixed point it keeps to"),
    )
    # The boundary's words on that day: the boundary may be reworded later, the decision may not.
    boundary_said = models.CharField(max_length=300, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
        editable=False,
    )
    change = models.CharField(max_length=10, choices=Change, default=Change.RECORDED)
    change_why = models.TextField(_("why it is changed"), blank=True, max_length=2000)
    changed_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="decision_versions"
    )
    recorded_at = models.DateTimeField()
    maker_count = models.PositiveIntegerField(default=0, editable=False)
    # Read off the makers once, since neither ever changes: the records count thousands of versions at a time.
    has_lived_maker = models.BooleanField(default=False, editable=False)
    has_participant_maker = models.BooleanField(default=False, editable=False)
    # What is searched, in lower case of every alphabet: SQLite compares only A to Z without regard to case.
    search_text = models.TextField(blank=True, editable=False)
    previous_hash = models.CharField(max_length=64, unique=True, editable=False)
    hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["decision", "version"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "version"], name="decision_version_once"),
            models.UniqueConstraint(fields=["sent_key"], name="decision_version_sent_once"),
            models.CheckConstraint(
                condition=~Q(what="") | Q(lacks_words=True),
                name="decision_says_what",
                violation_error_message=_("Write what was decided."),
            ),
            models.CheckConstraint(
                condition=~Q(why="") | Q(lacks_words=True),
                name="decision_needs_reason",
                violation_error_message=_("Write why this was decided."),
            ),
            models.CheckConstraint(
                condition=Q(change="recorded") | ~Q(change_why="") | Q(lacks_words=True),
                name="decision_change_needs_reason",
                violation_error_message=_("Write why it is changed. Everybody can read it."),
            ),
            models.CheckConstraint(
                condition=Q(look_again_on=None) | Q(look_again_on__gt=models.F("decided_on")),
                name="decision_looked_at_again_later",
                violation_error_message=_("Look at it again on a day after it was decided."),
            ),
            models.CheckConstraint(
                condition=Q(state="superseded", superseded_by__isnull=False)
                | (~Q(state="superseded") & Q(superseded_by=None)),
                name="decision_superseded_by_another",
                violation_error_message=_("Say which decision takes its place."),
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_at", "id"], name="decision_version_by_moment"),
            models.Index(
                fields=["look_again_on"],
                condition=Q(look_again_on__isnull=False),
                name="decision_looked_at_again",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def headline(self) -> str:
        """What was decided, as it is named; where those words were taken out, that they were."""
        return self.what or str(_("[words taken out]"))

    @property
    def is_in_force(self) -> bool:
        return self.state == self.State.IN_FORCE

    @property
    def needed_texts(self) -> tuple[str, ...]:
        is_first = self.change == self.Change.RECORDED
        return ("what", "why") if is_first else ("what", "why", "change_why")


class DecisionMaker(HashedTexts):
    """
    Somebody who made a decision, and as what. Append-only, like the version that they belong to.

    ``had_...`` keep what the member had said of their experience when the decision was recorded; None for somebody
    who is not a member, or who had not said. ``stands_for``: how many people the row is about.
    """

    TEXTS = ("name", "as_what")

    version = models.ForeignKey(DecisionVersion, on_delete=models.PROTECT, related_name="makers")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_made"
    )
    # Only for makers who are not members; a member is shown by the name they are known by today.
    name = models.CharField(_("name"), max_length=120, blank=True)
    as_what = models.CharField(_("as what"), max_length=120, blank=True)
    was_participant = models.BooleanField(default=False)
    had_lived_experience = models.BooleanField(null=True)
    # More than one only for people who had a say and are not named.
    stands_for = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, name="")
                | (Q(member=None) & ~Q(name="") & ~Q(as_what=""))
                | Q(member=None, lacks_words=True),
                name="decision_maker_is_member_or_named",
                violation_error_message=_("Name the person, and say as what they took part."),
            ),
            models.UniqueConstraint(
                fields=["version", "member"],
                name="decision_maker_once",
                condition=Q(member__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.member or _("[name taken out]"))

    @property
    def needed_texts(self) -> tuple[str, ...]:
        return () if self.member_id else ("name", "as_what")


class PublicDecision(models.Model):
    """
    That somebody chose a decision for the public page, in the words of one version.

    When it is corrected, the new words are not public before somebody chooses them too.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="public")
    version = models.ForeignKey(DecisionVersion, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="decisions_made_public"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"decision {self.decision_id} is public"


class WordsTakenOut(models.Model):
    """
    The note that words were taken out: of which version or maker, which field, when, by whom and why. Append-only.

    ``signature`` is made with the server's key, so that nobody with the password of the database can write one.
    """

    version = models.ForeignKey(
        DecisionVersion, on_delete=models.PROTECT, related_name="words_taken_out"
    )
    # Only when they were the words of one of its makers.
    maker = models.ForeignKey(
        DecisionMaker, null=True, on_delete=models.PROTECT, related_name="words_taken_out"
    )
    field = models.CharField(max_length=20, editable=False)
    taken_out_at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="words_taken_out")
    why = models.TextField(_("why they are taken out"), max_length=2000)
    signature = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why=""),
                name="decision_words_taken_out_with_reason",
                violation_error_message=_("Write why these words are taken out."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.version_id}"
