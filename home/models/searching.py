"""
The search index: the words of all that can be found, made from the other tables and never read for anything else.

And when the schedule last ran (:mod:`home.ticks`).
"""

from django.db import models

from core.alike import LONGEST
from projects.finding import SeenBy
from projects.models import Project

#: So many letters two words share that are looked at beside each other first.
START = 3


class SearchIndex(models.Model):
    """By which code the index of a project was made: when that changes, all of it is made anew."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="+")
    made_by = models.CharField(max_length=64, blank=True, editable=False)

    def __str__(self) -> str:
        return f"search index of {self.project_id}"


class SearchStale(models.Model):
    """
    A row was written of which the index holds nothing yet, or something older.

    A database trigger adds it in the transaction of the write (:mod:`core.moves`). While it is there, that row is not
    found. No foreign key in the database, for the reason that :class:`projects.models.Move` has none.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    kind = models.CharField(max_length=20, editable=False)
    row = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "search stale"
        indexes = [models.Index(fields=["project", "kind", "row"], name="search_stale_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class SearchText(models.Model):
    """One thing that can be found: see :class:`projects.finding.Finding`. The long columns come last."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, editable=False)
    row = models.BigIntegerField()
    seen_by = models.CharField(max_length=12, editable=False)
    on = models.DateField()
    page = models.CharField(max_length=60, editable=False)
    at = models.JSONField(default=list)
    more = models.CharField(max_length=100, blank=True, editable=False)
    title = models.TextField(editable=False)
    text = models.TextField(blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seen_by__in=[who.value for who in SeenBy]),
                name="search_text_has_readers",
            )
        ]
        indexes = [models.Index(fields=["project", "kind", "row"], name="search_text_row")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands in what can be found of a project, as it is compared (:mod:`core.alike`)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=LONGEST, editable=False)
    start = models.CharField(max_length=START, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "word"], name="search_word_once")]
        indexes = [models.Index(fields=["project", "start"], name="search_word_start")]

    def __str__(self) -> str:
        return self.word


class SearchPosting(models.Model):
    """
    That a word stands in a text; ``weight``: the more, the more the text is about it.

    ``seen_by`` and ``on`` are those of the text: with all of it in one index, a search reads nothing else.
    """

    word = models.ForeignKey(
        SearchWord, on_delete=models.CASCADE, related_name="postings", db_index=False
    )
    text = models.ForeignKey(SearchText, on_delete=models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField()
    seen_by = models.CharField(max_length=12, editable=False)
    on = models.DateField()

    class Meta:
        indexes = [
            models.Index(
                fields=["word", "text", "weight", "seen_by", "on"], name="search_posting_by_word"
            )
        ]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.text_id}"
