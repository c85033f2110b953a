"""Updates: where we are, what is settled, what is not, and when we will say more."""

from collections.abc import Iterable
from hashlib import sha256

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.dates import long_date
from core.once import SentOnce
from core.revisions import Revised
from decisions.models import Decision
from decisions.naming import name_decision
from outbox.models import Message
from projects.models import Member, Project

#: What a person writes freely, and everybody reads when it is public.
PUBLIC = ("title", "where_we_are", "settled", "not_settled")


class UpdateQuerySet(models.QuerySet["Update"]):
    """Adjectives for updates."""

    def sent(self) -> "UpdateQuerySet":
        return self.filter(sent_at__isnull=False)

    def newest(self) -> "UpdateQuerySet":
        """Keep those after which none was sent in their project."""
        later = Update.objects.filter(project=OuterRef("project"), sent_at__gt=OuterRef("sent_at"))
        return self.sent().filter(~Exists(later))

    def drafts(self) -> "UpdateQuerySet":
        return self.filter(sent_at=None)

    def readable_in(self, project: Project) -> "UpdateQuerySet":
        """Keep what the project's viewer may read: drafts are for facilitators."""
        found = self.filter(project=project)
        return found if project.viewer.is_facilitator else found.sent()

    def with_decisions(self) -> "UpdateQuerySet":
        """Load with each the decisions that it names, as they are now."""
        return self._with(Decision.objects.all())

    def with_public_decisions(self) -> "UpdateQuerySet":
        """Load with each those of the decisions that it names that everybody may read."""
        return self._with(Decision.objects.public())

    def _with(self, decisions: QuerySet[Decision]) -> "UpdateQuerySet":
        named = decisions.select_related("current__superseded_by__current")
        return self.prefetch_related(Prefetch("decisions", named))

    def public(self) -> "UpdateQuerySet":
        """Keep those that anybody may read."""
        return self.sent().filter(is_public=True)


class Update(SentOnce, Revised):
    """
    A message that tells people where the project stands.

    A draft can change. What was sent stays as it was sent: a database trigger refuses to change its words, unless a
    note says that a name was taken out. It can be taken off the public page.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="updates")
    title = models.CharField(_("headline"), max_length=160)
    where_we_are = models.TextField(_("where we are"), max_length=5000)
    settled = models.TextField(_("what is settled"), blank=True, max_length=5000)
    not_settled = models.TextField(_("what is not settled"), blank=True, max_length=5000)
    more_on = models.DateField(_("when we will say more"), null=True, blank=True)
    decisions = models.ManyToManyField(
        Decision, blank=True, related_name="updates", verbose_name=_("decisions it tells of")
    )
    is_public = models.BooleanField(_("show on the public page"), default=False)
    created_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="updates_written"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="updates_sent"
    )
    message = models.OneToOneField(
        Message,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="update",
        editable=False,
    )

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["project", "sent_at"], name="update_by_sending")]
        constraints = [
            models.UniqueConstraint(fields=["project", "sent_key"], name="update_once_a_form"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(more_on__isnull=False),
                name="update_sent_says_when_more",
                violation_error_message=_("Say when people will hear more."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("updates:update_detail", args=[self.project.slug, self.pk])

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def tells_results(self) -> bool:
        """Whether it says what is settled or decided: whoever wants only results hears of it then."""
        return bool(self.settled.strip()) or bool(self.decisions.all())

    @property
    def tells_results_to_everybody(self) -> bool:
        """Whether it says what is settled, or names a decision that was chosen for everybody."""
        shown = Decision.objects.public().filter(updates=self)
        return bool(self.settled.strip()) or shown.exists()

    def say(self, decisions: Iterable[Decision]) -> str:
        """Write all that was chosen or typed of it, with these decisions, for two drafts side by side."""
        public = _("Yes") if self.is_public else _("No")
        named = "\n".join(name_decision(decision) for decision in decisions)
        parts = [self.title, self.in_words, named, f"{_('On the public page')}: {public}"]
        return "\n\n".join(part for part in parts if part)

    @property
    def in_all_words(self) -> str:
        """All that was chosen or typed of it."""
        return self.say(self.decisions.select_related("current"))

    @property
    def public_words(self) -> list[str]:
        """What it says in words that a person chose, as the public page would show it."""
        return [getattr(self, name) for name in PUBLIC]

    @property
    def in_words(self) -> str:
        """All that it says below its title, as plain text."""
        parts = [
            ("", self.where_we_are),
            (_("What we have settled"), self.settled),
            (_("What we have not settled yet"), self.not_settled),
            (_("When you'll hear more"), long_date(self.more_on)),
        ]
        return "\n\n".join(
            f"{heading}:\n{text}" if heading else text for heading, text in parts if text
        )


class SentWordsChanged(models.Model):
    """
    The note that a name was taken out of news that was sent: of which field, at which revision, by whom and when.

    ``signature`` is made with the server's key, over what the field says since.
    """

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="words_changed")
    revision = models.PositiveIntegerField(editable=False)
    field = models.CharField(max_length=20, editable=False)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    signature = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name_plural = "sent words changed"
        constraints = [
            models.UniqueConstraint(fields=["update", "revision"], name="sent_words_changed_once")
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.update_id}"

    def sign(self, words: str) -> None:
        """Sign it, not saved; ``words``: what the field says from now on."""
        self.signature = _SIGNER.signature(self._signed(words))

    def is_signed(self, words: str) -> bool:
        """Whether it is as it was signed, and the field says these words since."""
        try:
            _SIGNER.unsign(f"{self._signed(words)}{_SIGNER.sep}{self.signature}")
        except BadSignature:
            return False
        return True

    def _signed(self, words: str) -> str:
        said = sha256(words.encode()).hexdigest()
        return f"{self.update_id} {self.revision} {self.field} {said}"


_SIGNER = Signer(salt="updates.sent-words-changed")
