"""What people say to a project, what others say to that, and how far it has come."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.once import SentOnce
from projects.models import Member, Project
from questions.models.answers import ContributionAnswer
from questions.models.aside import CanBeSetAside
from questions.models.questions import Question

#: So long is what somebody says at most.
MOST_SAID = 3000
#: What of a contribution its answer in force is.
OF_ANSWER = ["answer", "answered_at", "put_off_until"]
#: What of a contribution says who may read it outside the project.
OUTSIDE = ["may_be_public", "name_may_be_public", "outside_by", "public_at", "public_by"]


#: An index has what this keeps, so that nothing that was answered is read for it.
_WAITS = Q(Q(answer=None) | Q(put_off_until__isnull=False), taken_back_at=None)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Adjectives for contributions."""

    def unanswered(self) -> "ContributionQuerySet":
        """Keep those to which nothing is answered, or whose answer did not answer them."""
        return self.filter(answer=None)

    def open(self) -> "ContributionQuerySet":
        """Keep those of them that still want an answer: nobody has taken them back."""
        return self.filter(answer=None, taken_back_at=None)

    def answered(self) -> "ContributionQuerySet":
        return self.filter(answer__isnull=False)

    def owed(self, *, on: Any) -> "ContributionQuerySet":
        """Keep those that want an answer on a day: open ones, and those put off until then."""
        return self.waiting().filter(Q(answer=None) | Q(put_off_until__lte=on))

    def waiting(self) -> "ContributionQuerySet":
        """Keep open ones, and those that are put off or passed on until a day."""
        return self.filter(_WAITS)

    def not_looked_at(self) -> "ContributionQuerySet":
        """Leave out those for which an answer is with a second person."""
        return self.exclude(Exists(_being_looked_at()))

    def with_look(self) -> "ContributionQuerySet":
        """Add ``is_looked_at``: whether an answer is with a second person, and given to nobody yet."""
        return self.annotate(is_looked_at=Exists(_being_looked_at()))

    def in_sight(self) -> "ContributionQuerySet":
        """Leave out what is set aside or hidden, and what was taken back."""
        return self.filter(words_set_aside="", taken_back_at=None)

    def outside(self) -> "ContributionQuerySet":
        """Keep what may be read outside the project, and is in sight."""
        return self.in_sight().filter(may_be_public=True)

    def public(self) -> "ContributionQuerySet":
        """Keep those of them that a facilitator chose for the public page."""
        return self.outside().filter(public_at__isnull=False)

    def told(self) -> "ContributionQuerySet":
        """
        Leave out what nothing is sent about: others may read people's post. What is hidden is told its author.
        """
        return self.filter(set_aside_at=None, taken_back_at=None)

    def longest_wait_first(self) -> "ContributionQuerySet":
        return self.order_by("said_at", "pk")

    def with_honours(self) -> "ContributionQuerySet":
        """Add ``is_honoured``: whether anybody gave it a mark of honour."""
        return self.annotate(is_honoured=Exists(Honour.objects.filter(contribution=OuterRef("pk"))))


def _being_looked_at() -> models.QuerySet[ContributionAnswer]:
    return ContributionAnswer.objects.being_looked_at().filter(contribution=OuterRef("pk"))


class Contribution(CanBeSetAside, SentOnce):
    """
    What somebody said, in their words: everybody in the project reads it.

    ``member`` said it; or somebody told it who is no member (``for_whom``, typed by ``entered_by``; nobody typed
    what somebody from the community responded: see :class:`questions.models.Response`); or somebody without a name
    (``is_unnamed``: then ``said_at`` is the beginning of the day on which it appeared, and nothing tells of a
    person). The day of the answer is promised on the spot; when another one is promised later, the first stays in
    view, with the reason. Outside the project nobody reads it, unless ``may_be_public``; and nobody reads there who
    said it, unless ``name_may_be_public`` as well. On the public page it is from ``public_at`` on, when a
    facilitator chose it; out of sight, it leaves that. ``read_by`` is who said that they will answer. ``answer`` is
    the one in force; its moment and the day until which it puts it off stand beside it, so that lists are read by
    an index: see :meth:`take_answer`.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("An idea")
        WORRY = "worry", _("A worry")
        STORY = "story", _("A story")
        QUESTION = "question", _("A question")

    class Way(models.TextChoices):
        WEB = "web", _("on the web")
        PAPER = "paper", _("on paper")
        ALOUD = "aloud", _("aloud")
        PHONE = "phone", _("by phone")
        ROOM = "room", _("in the room")
        COMMUNITY = "community", _("from the community")

    #: The ways in which something can be said to somebody who writes it down.
    TOLD = (Way.PAPER, Way.ALOUD, Way.PHONE)

    class Outside(models.TextChoices):
        NOTHING = "", _("No, only people in this project read it")
        WORDS = "words", _("Yes, without a name")
        WITH_NAME = "name", _("Yes, with the name")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    member = models.ForeignKey(
        Member,
        # The index of what a member said by day begins with it.
        db_index=False,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contributions",
    )
    for_whom = models.CharField(_("who told it"), max_length=120, blank=True)
    is_unnamed = models.BooleanField(default=False, editable=False)
    #: Written in a review, and without a name: nobody comes back with three words.
    is_from_review = models.BooleanField(default=False, editable=False)
    entered_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributions_entered",
        editable=False,
    )
    words = models.TextField(_("what they said"), max_length=MOST_SAID)
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    way = models.CharField(max_length=9, choices=Way, default=Way.WEB)
    #: Said to "What should we be asking you that we are not?".
    is_unasked = models.BooleanField(default=False)
    may_be_public = models.BooleanField(default=False)
    name_may_be_public = models.BooleanField(default=False)
    #: Who chose that for somebody who cannot do it here; nobody where whoever said it did.
    outside_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    public_at = models.DateTimeField(null=True, blank=True, editable=False)
    public_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    said_at = models.DateTimeField()
    answer_by = models.DateField(_("answered by"))
    first_answer_by = models.DateField(null=True, blank=True, editable=False)
    later_why = models.TextField(_("why it takes longer"), blank=True, max_length=2000)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_by = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributions_read",
        editable=False,
    )
    # Unique by a constraint of its own, which leaves out those without an answer: SQLite takes an index over all of
    # them for the quickest way to "no answer", whatever else is asked, and reads those of all projects.
    answer = models.ForeignKey(
        "questions.ContributionAnswer",
        db_index=False,
        null=True,
        blank=True,
        # An answer goes only with what it answers, and the database refuses anything else.
        on_delete=models.DO_NOTHING,
        related_name="in_force_for",
        editable=False,
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    put_off_until = models.DateField(null=True, blank=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            *CanBeSetAside.Meta.constraints,
            models.UniqueConstraint(fields=["project", "sent_key"], name="contribution_sent_once"),
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(answer__isnull=False),
                name="contribution_answer_of_one",
            ),
            models.CheckConstraint(
                condition=Q(answer=None, answered_at=None, put_off_until=None)
                | Q(answer__isnull=False, answered_at__isnull=False),
                name="contribution_answered_with_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="contribution_says_something",
                violation_error_message=_("Write what you want to say."),
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, for_whom="", is_unnamed=False)
                | (Q(member=None, is_unnamed=False) & ~Q(for_whom=""))
                | Q(member=None, for_whom="", is_unnamed=True, entered_by=None, sent_key=None),
                name="contribution_has_one_author",
                violation_error_message=_("Say who said it."),
            ),
            models.CheckConstraint(
                condition=Q(is_from_review=False) | Q(is_unnamed=True),
                name="contribution_of_review_is_unnamed",
            ),
            models.CheckConstraint(
                condition=Q(name_may_be_public=False) | Q(may_be_public=True, is_unnamed=False),
                name="contribution_name_outside_with_words",
            ),
            models.CheckConstraint(
                condition=Q(public_at=None, public_by=None)
                | Q(
                    public_at__isnull=False,
                    may_be_public=True,
                    words_set_aside="",
                    taken_back_at=None,
                ),
                name="contribution_public_with_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(first_answer_by=None) | ~Q(later_why=""),
                name="contribution_later_needs_why",
                violation_error_message=_("Say why it takes longer."),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "said_at", "id"], name="contribution_by_day"),
            models.Index(
                fields=["project", "said_at", "id"],
                condition=_WAITS,
                name="contribution_owed",
            ),
            models.Index(
                fields=["project", "said_at", "id"],
                condition=Q(answer=None, taken_back_at=None),
                name="contribution_open",
            ),
            models.Index(
                fields=["project", "answered_at", "id"],
                condition=Q(answer__isnull=False),
                name="contribution_by_answer",
            ),
            models.Index(
                fields=["project", "said_at", "id"],
                condition=Q(may_be_public=True),
                name="contribution_for_outside",
            ),
            # Whoever told it, and is no member, is to be told the answer.
            models.Index(
                fields=["project"],
                condition=Q(answer__isnull=False) & ~Q(for_whom=""),
                name="contribution_to_be_told",
            ),
            models.Index(fields=["member", "said_at", "id"], name="contribution_of_member"),
            models.Index(fields=["question", "said_at", "id"], name="contribution_of_question"),
            models.Index(fields=["question", "kind", "said_at", "id"], name="contribution_of_kind"),
            models.Index(
                fields=["question", "said_at", "id"],
                condition=Q(answer=None),
                name="contribution_waiting",
            ),
            models.Index(
                fields=["question", "said_at", "id"],
                condition=Q(answer__isnull=False),
                name="contribution_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("questions:contribution_detail", args=[self.project.slug, self.pk])

    @property
    def author(self) -> str:
        """Who said it, as everybody reads it."""
        if self.is_taken_back:
            return str(_("Somebody"))
        if self.is_unnamed:
            return str(_("Somebody, without a name"))
        return self.for_whom or str(self.member)

    @property
    def is_from_community(self) -> bool:
        """Whether somebody from outside responded with it: they choose what becomes of it, by their link."""
        return self.way == self.Way.COMMUNITY

    def take_answer(self, answer: ContributionAnswer | None) -> None:
        """Let an answer be the one in force, or none; to be saved with :data:`OF_ANSWER`."""
        self.answer = answer
        self.answered_at = answer.given_at if answer else None
        self.put_off_until = answer.until if answer else None

    @property
    def is_on_public_page(self) -> bool:
        """Whether everybody may read it: a facilitator chose it, it may be, and it is in sight."""
        return self.public_at is not None and self.may_be_public and not self.is_kept_apart

    @property
    def outside(self) -> str:
        """What of it may be read outside the project: a choice of :class:`Outside`."""
        if not self.may_be_public:
            return self.Outside.NOTHING
        return self.Outside.WITH_NAME if self.name_may_be_public else self.Outside.WORDS

    def let_outside(self, outside: str, *, by: Member | None = None) -> None:
        """
        Let so much of it be read outside the project; to be saved with :data:`OUTSIDE`.

        :param by: who chooses it for whoever said it.
        """
        self.may_be_public = outside != self.Outside.NOTHING
        self.name_may_be_public = outside == self.Outside.WITH_NAME
        self.outside_by = by
        if not self.may_be_public:
            self.public_at = self.public_by = None

    def leave_public_page(self) -> None:
        """Take it off the public page; when it is back in sight, somebody chooses anew whether it goes there."""
        if self.public_at is not None:
            self.public_at = self.public_by = None
            self.save(update_fields=OUTSIDE)

    def is_late(self, *, on: date) -> bool:
        """Whether an answer was promised for an earlier day and is not given."""
        return self.answer_id is None and self.answer_by < on

    @property
    def named_by(self) -> str:
        """What names it in the addresses of pages that are of replies as well: nothing."""
        return ""

    def let_files_go(self) -> None:
        self.files.all().delete()

    def touch_what_follows(self) -> None:
        """Its answers and replies are out of sight with it: written as they are, the search reads them anew."""
        self.replies.update(said_at=models.F("said_at"))
        self.answers.update(written_at=models.F("written_at"))

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody else wrote it down."""
        return self.entered_by_id is not None and self.entered_by_id != self.member_id


class Honour(models.Model):
    """A mark of honour: what it is for us that somebody said it. Each member gives each once; nobody is shown who."""

    class Mark(models.TextChoices):
        UNEXPECTED = "unexpected", _("We didn’t expect this")
        HARD = "hard", _("Hard for us to hear")
        COSTLY = "costly", _("It would cost a lot")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="honours")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="honours_given")
    mark = models.CharField(max_length=10, choices=Mark)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "member", "mark"], name="honour_once_each"
            ),
            models.CheckConstraint(
                condition=Q(mark__in=["unexpected", "hard", "costly"]), name="honour_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_mark_display()
