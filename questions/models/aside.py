"""What was said, and is out of sight for a while or for good: set aside for safety, hidden, or taken back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from projects.models import Member

#: Within so many days somebody looks at what was set aside, and writes down what was done.
LOOKED_AT_WITHIN = timedelta(days=1)


class CanBeSetAside(models.Model):
    """
    Words that can be set aside for somebody's safety, hidden with a reason, or taken back by whoever said them.

    Set aside or hidden, nobody reads them but their author and the facilitators. While that is so, ``words`` is a
    sentence that says so, in the language of the installation, and what was said is in ``words_set_aside``. So no
    list, search, email or report, built now or later, shows by mistake what is out of sight (docs/adr/0126). They are
    back when neither is so any more.

    What was taken back is gone. Only while somebody looks at a worry about somebody's safety is it kept, set aside
    (docs/adr/0130).
    """

    words: Any

    set_aside_at = models.DateTimeField(null=True, blank=True, editable=False)
    words_set_aside = models.TextField(blank=True, editable=False)
    #: Said when it stays aside after somebody looked; everybody in the project reads it.
    aside_why = models.TextField(blank=True, max_length=500, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    #: Everybody in the project reads it.
    hidden_why = models.TextField(blank=True, max_length=500, editable=False)
    #: What its author says to that; facilitators read it.
    hidden_answer = models.TextField(blank=True, max_length=2000, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Who did it for somebody who asked and cannot do it here; nobody where whoever said it did.
    taken_back_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(set_aside_at=None, hidden_at=None, words_set_aside="", aside_why="")
                | Q(set_aside_at__isnull=False) & ~Q(words_set_aside="")
                | Q(hidden_at__isnull=False, aside_why="") & ~Q(words_set_aside=""),
                name="%(class)s_aside_keeps_its_words",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_why="", hidden_answer="")
                | Q(hidden_at__isnull=False, taken_back_at=None) & ~Q(hidden_why=""),
                name="%(class)s_hidden_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by=None) | Q(taken_back_at__isnull=False),
                name="%(class)s_taken_back_by_somebody",
            ),
        ]

    @property
    def is_set_aside(self) -> bool:
        """Whether it is out of sight because somebody was worried about somebody's safety."""
        return self.set_aside_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_taken_back(self) -> bool:
        return self.taken_back_at is not None

    @property
    def is_kept_apart(self) -> bool:
        """Whether there are words that only their author and the facilitators read."""
        return self.words_set_aside != ""

    @property
    def own_words(self) -> str:
        """What was said, for those who may read it: its author and the facilitators."""
        return self.words_set_aside or str(self.words)

    @property
    def looked_at_by(self) -> date | None:
        """The day by which somebody looks at it."""
        return (
            timezone.localdate(self.set_aside_at + LOOKED_AT_WITHIN) if self.set_aside_at else None
        )

    def set_aside(self, *, now: datetime, why: str = "") -> None:
        """Take the words out of sight and save it; what is aside already gets the reason alone."""
        self.words_set_aside = self.own_words
        self.set_aside_at, self.aside_why = self.set_aside_at or now, why
        self._keep()

    def put_back(self) -> bool:
        """Set it aside no more and save it; return whether everybody can read the words again by that."""
        if self.set_aside_at is None:
            return False
        self.set_aside_at, self.aside_why = None, ""
        return self._bring_back()

    def hide(self, *, by: Member, why: str, now: datetime) -> None:
        """Hide the words, with the reason, and save it."""
        self.words_set_aside = self.own_words
        self.hidden_at, self.hidden_by, self.hidden_why = now, by, why
        self._keep()

    def show_again(self) -> bool:
        """Hide it no more and save it; return whether everybody can read the words again by that."""
        if self.hidden_at is None:
            return False
        self._unhide()
        return self._bring_back()

    def take_back(self, *, now: datetime, is_kept: bool, by: Member | None = None) -> None:
        """
        Let the words be gone, and save it.

        :param by: who does it for whoever said it.
        :param is_kept: whether facilitators still read them, until somebody has looked at a worry about them.
        """
        kept = self.own_words if is_kept else ""
        self.set_aside_at = (self.set_aside_at or now) if is_kept else None
        self.words_set_aside, self.aside_why = kept, self.aside_why if is_kept else ""
        self.taken_back_at, self.taken_back_by = now, by
        self._unhide()
        self._keep()
        if not is_kept:
            self.let_files_go()

    def forget(self) -> None:
        """Let what was taken back, and kept until somebody looked, be gone as well; and save it."""
        self.set_aside_at, self.words_set_aside, self.aside_why = None, "", ""
        self._keep()
        self.let_files_go()

    def _unhide(self) -> None:
        self.hidden_at, self.hidden_by, self.hidden_why, self.hidden_answer = None, None, "", ""

    def _bring_back(self) -> bool:
        is_back = not (self.is_set_aside or self.is_hidden or self.is_taken_back)
        if is_back:
            self.words, self.words_set_aside = self.words_set_aside, ""
        self._keep()
        return is_back

    def _keep(self) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            if self.is_taken_back:
                self.words = (
                    _("Taken back for whoever said it.")
                    if self.taken_back_by_id
                    else _("Taken back by whoever said it.")
                )
            elif self.is_set_aside:
                self.words = _("This is set aside while somebody looks at it.")
            elif self.is_hidden:
                self.words = _("This is hidden.")
        if self.is_taken_back or self.is_kept_apart:
            self.leave_public_page()
        self.save(update_fields=[*_FIELDS])
        self.touch_what_follows()

    def leave_public_page(self) -> None:
        """Take what is out of sight off the public page, where it can be there."""

    def let_files_go(self) -> None:
        """Delete pictures and recordings of what was taken back."""

    def touch_what_follows(self) -> None:
        """Let the search look anew at what is found, or not, together with this."""


_FIELDS = (
    *("words", "set_aside_at", "words_set_aside", "aside_why"),
    *("hidden_at", "hidden_by", "hidden_why", "hidden_answer"),
    *("taken_back_at", "taken_back_by"),
)
