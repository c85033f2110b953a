"""What a worker renders: reports, never changed afterwards; packs of sheets and of letters, kept while in use."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.leases import Leased, LeasedQuerySet
from core.once import SentOnce, lock_row
from elements.models import Review, Sheet
from projects.models import Member, Project

#: No name takes longer to be taken out, from the moment that is kept to its end.
TAKES_AT_MOST = timedelta(seconds=30)


class Stage(models.TextChoices):
    """How far the making of a PDF is."""

    WAITING = "waiting", _("waiting for its turn")
    GATHERING = "gathering", _("gathering what happened")
    RENDERING = "rendering", _("laying out the pages")
    READY = "ready", _("ready")
    FAILED = "failed", _("did not work")


class Rendered(Leased):
    """A PDF that is asked for and made by a worker. ``done_at`` says that it is stored."""

    is_large_print = models.BooleanField(_("large print"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="%(class)ss"
    )
    created_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WAITING)

    class Meta:
        abstract = True

    @property
    def is_ready(self) -> bool:
        return self.done_at is not None

    @property
    def has_failed(self) -> bool:
        return self.done_at is None and self.gave_up_at is not None

    @property
    def progress(self) -> int:
        """How far the work is, in a hundred: a guess from its stage, for the bar."""
        return {Stage.GATHERING: 25, Stage.RENDERING: 60}.get(Stage(self.stage), 5)

    def move_to(self, stage: Stage) -> None:
        """Say where the work is, for those who watch."""
        self.stage = stage
        type(self)._default_manager.filter(pk=self.pk).update(stage=stage)

    def keep_once(self, project: Project, *, now: datetime) -> bool:
        """
        Record that it is done, and return whether the caller stores it now.

        When a name was taken out since the work began (``now``), it is not: what was laid out may still have it, and is
        made again. Whoever takes one out locks the project first.
        """
        lock_row(project)
        taken = project.names_taken_out.order_by("-at").values_list("at", flat=True).first()
        if taken is not None and now <= taken + TAKES_AT_MOST:
            again = {"lease_until": None, "stage": Stage.WAITING, "tries": 0}
            self._unless_done().update(due_at=taken + TAKES_AT_MOST * 2, **again)
            return False
        return self.mark_done(now=now)

    def fail(self, *, now: datetime, error: str) -> None:
        """Give up, with words for the page; somebody can try again."""
        self._unless_done().update(
            gave_up_at=now, lease_until=None, last_error=error[:500], stage=Stage.FAILED
        )

    def put_back(self, *, now: datetime) -> bool:
        """Let it be made again if it did not work; return whether it waits now."""
        return bool(
            self._unless_done()
            .filter(gave_up_at__isnull=False)
            .update(
                gave_up_at=None,
                last_error="",
                tries=0,
                lease_until=None,
                due_at=now,
                stage=Stage.WAITING,
            )
        )


class RenderedQuerySet(LeasedQuerySet):
    """Adjectives for what a worker makes."""

    def ready(self) -> Self:
        return self.filter(done_at__isnull=False)


class ReportQuerySet(RenderedQuerySet):
    """Adjectives for reports."""

    def with_size(self) -> "ReportQuerySet":
        """Load with each report what is known of its PDF (``size`` in bytes, ``pages``, ``sha256``), never the PDF."""
        return self.annotate(
            size=Length("file__pdf"), pages=F("file__pages"), sha256=F("file__sha256")
        )


class Report(Rendered):
    """A progress report of a project for a period."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reports")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="report_ends_after_start",
                violation_error_message=_("The period ends on or after the day it starts."),
            ),
            models.UniqueConstraint(
                fields=["project", "asked_by", "starts_on", "ends_on", "is_large_print"],
                condition=Q(done_at=None, gave_up_at=None),
                name="report_once_while_on_its_way",
                violation_error_message=_("This report is being made already."),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.project.slug, self.pk])

    @property
    def filename(self) -> str:
        large = "-large-print" if self.is_large_print else ""
        return f"{self.project.slug}-{self.starts_on}-to-{self.ends_on}{large}.pdf"


class ReportFile(models.Model):
    """What was rendered: the page and the PDF of a report. Append-only by a database trigger."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="file")
    html = models.TextField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file of {self.report}"


class ReportTakenAway(models.Model):
    """
    The note that a stored report was taken away, because a name in it was taken out; by whom and when. Append-only.

    The hash of what was there stays with the file. ``signature`` is made with the server's key.
    """

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="taken_away")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="reports_taken_away")
    at = models.DateTimeField()
    signature = models.CharField(max_length=64, unique=True, editable=False)

    def __str__(self) -> str:
        return f"{self.report} is taken away"


class PackQuerySet(RenderedQuerySet):
    """Adjectives for packs."""

    def with_size(self) -> "PackQuerySet":
        """Load with each pack what is known of its PDF (``size`` in bytes, ``pages``), never the PDF."""
        return self.annotate(size=Length("file__pdf"), pages=F("file__pages"))

    def of_closed_reviews(self) -> "PackQuerySet":
        return self.filter(review__closed_at__isnull=False)


class Pack(Rendered, SentOnce):
    """
    A PDF of sheets of a review: to hand out, or for all who get post, with a letter to each.

    Letters and sheets are two heaps: nothing says which sheet goes into whose envelope (docs/adr/0092). ``letters``
    holds whom to write to only until the PDF is made.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="packs")
    sheets = models.ManyToManyField(Sheet, related_name="packs")
    is_for_post = models.BooleanField(default=False)
    send_back = models.TextField(_("where the sheets come back to"), max_length=300)
    letters = models.JSONField(default=list, editable=False)
    letter_count = models.PositiveIntegerField(default=0, editable=False)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "sent_key"], name="pack_sent_once"),
            models.CheckConstraint(
                condition=~Q(send_back=""),
                name="pack_says_where_to",
                violation_error_message=_("Say where the sheets come back to."),
            ),
        ]

    def __str__(self) -> str:
        return f"pack {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reports:pack_detail", args=[self.review.project.slug, self.pk])

    @property
    def filename(self) -> str:
        large = "-large-print" if self.is_large_print else ""
        kind = "letters-and-sheets" if self.is_for_post else "sheets"
        return f"{self.review.project.slug}-review-{self.review_id}-{kind}-{self.pk}{large}.pdf"


class PackFile(models.Model):
    """The PDF of a pack. It may hold addresses, so it goes when the review is closed."""

    pack = models.OneToOneField(Pack, on_delete=models.CASCADE, related_name="file")
    pdf = models.BinaryField()
    pages = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"file of {self.pack}"


class Envelope(models.TextChoices):
    """The envelope with a window for which letters are laid out."""

    DL = "dl", _("DL: long and narrow, the letter folded twice")
    C4 = "c4", _("C4: large, the letter not folded")


class LetterPackQuerySet(RenderedQuerySet):
    """Adjectives for packs of letters."""

    def with_size(self) -> "LetterPackQuerySet":
        """Load with each what is known of its PDF (``size`` in bytes, ``pages``), never the PDF."""
        return self.annotate(size=Length("file__pdf"), pages=F("file__pages"))


class LetterPack(Rendered):
    """
    A PDF of letters: to all in a project who get post, or to ``only`` one of them.

    What the letters say is gathered when they are laid out. ``deliveries`` then holds the numbers of what they tell,
    so that ticking off the pack ticks off that and nothing that came since. ``unprinted`` holds the members to whom
    no letter could be printed, each with the letters that no font here has: ``[member, letters]``. ``too_tall`` holds
    those whose address has more lines than any window shows. ``send_back`` is printed on sheets that are answered.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="letter_packs")
    only = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="letter_packs"
    )
    envelope = models.CharField(max_length=2, choices=Envelope, default=Envelope.DL)
    send_back = models.TextField(_("where answers come back to"), blank=True, max_length=300)
    deliveries = models.JSONField(default=list, editable=False)
    unprinted = models.JSONField(default=list, editable=False)
    too_tall = models.JSONField(default=list, editable=False)
    letter_count = models.PositiveIntegerField(default=0, editable=False)
    left_over = models.PositiveIntegerField(default=0, editable=False)

    objects = LetterPackQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "asked_by", "is_large_print", "envelope", "send_back"],
                condition=Q(done_at=None, gave_up_at=None, only=None),
                name="letter_pack_of_all_once",
                violation_error_message=_("These letters are being made already."),
            ),
            models.UniqueConstraint(
                fields=["project", "asked_by", "only", "is_large_print", "envelope", "send_back"],
                condition=Q(done_at=None, gave_up_at=None, only__isnull=False),
                name="letter_pack_of_one_once",
                violation_error_message=_("This letter is being made already."),
            ),
        ]

    def __str__(self) -> str:
        return f"letter pack {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("reports:letter_pack_detail", args=[self.project.slug, self.pk])

    @property
    def filename(self) -> str:
        return f"{self.project.slug}-letters-{self.pk}.pdf"


class LetterPackFile(models.Model):
    """The PDF of a pack of letters. It holds names and addresses, so it goes after a week."""

    pack = models.OneToOneField(LetterPack, on_delete=models.CASCADE, related_name="file")
    pdf = models.BinaryField()
    pages = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"file of {self.pack}"
