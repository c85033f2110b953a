"""What the wider community is asked, and what it responds."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import new_salt
from accounts.tokens import find_by_token, token_for
from projects.models import Member, Project
from questions.models.contributions import MOST_SAID, Contribution
from questions.models.questions import MOST_ASKED, Question

#: What is not shown is deleted so long after its writer was told.
KEPT = timedelta(days=28)


def nameless() -> str:
    """What whoever responded is called, who wrote no name."""
    return str(_("Somebody from the community"))


class CommunityQuestionQuerySet(models.QuerySet["CommunityQuestion"]):
    """Adjectives for what the community is asked."""

    def open(self) -> "CommunityQuestionQuerySet":
        """
        Keep what is still asked: nobody stopped it, what it is about is still there for everybody to read, and the
        project runs and has a public page.
        """
        idea = Q(idea__may_be_public=True, idea__public_at__isnull=False, idea__taken_back_at=None)
        in_sight = Q(idea__words_set_aside="")
        is_about = Q(question__isnull=False, question__ended_at=None) | (idea & in_sight)
        running = Project.objects.public().exclude(state=Project.State.ENDED)
        return self.filter(is_about, stopped_at=None, project__in=running)


class CommunityQuestion(models.Model):
    """
    Something that a project asks everybody who reads its public page, in words written for them.

    It is about a question that the project explores, or about an idea that is on the public page. It is asked until a
    facilitator stops it (``stopped_at``), and while the question goes on, or the idea is on the public page.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="community_questions"
    )
    question = models.ForeignKey(
        Question,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="community_questions",
    )
    idea = models.ForeignKey(
        Contribution,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="community_questions",
    )
    words = models.TextField(_("what you ask everybody"), max_length=MOST_ASKED)
    by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    asked_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CommunityQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, idea=None)
                | Q(question=None, idea__isnull=False),
                name="community_question_is_about_one",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="community_question_asks_something",
                violation_error_message=_("Write what you ask everybody."),
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(stopped_at=None, question__isnull=False),
                name="community_asked_once",
            ),
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(stopped_at=None, idea__isnull=False),
                name="community_asked_of_idea_once",
            ),
        ]
        indexes = [models.Index(fields=["project", "asked_at", "id"], name="community_by_day")]

    def __str__(self) -> str:
        return self.words

    @property
    def about(self) -> Question | Contribution:
        """What it is about, within the project."""
        return self.question or self.idea  # type: ignore[return-value]


class ResponseQuerySet(models.QuerySet["Response"]):
    """Adjectives for responses."""

    def waiting(self) -> "ResponseQuerySet":
        """Keep those that somebody has to look at: their address was confirmed, and nobody has decided."""
        return self.filter(confirmed_at__isnull=False, declined_at=None, contribution=None)

    def unconfirmed(self) -> "ResponseQuerySet":
        return self.filter(confirmed_at=None)

    def of_ended(self) -> "ResponseQuerySet":
        return self.filter(project__state=Project.State.ENDED)

    def of_token(self, token: str) -> "Response | None":
        """Return the response of a link; None when it was not made here, or the response is gone."""
        rows = self.select_related("asked", "project__organisation", "contribution__answer__by")
        return find_by_token("response", rows, token)


class Response(models.Model):
    """
    What somebody from the wider community responds.

    Nobody in the project reads it before its writer said yes by the link in the email (``confirmed_at``). A facilitator
    looks at it before others do. What is shown becomes a contribution: it is answered as those of members are, its
    words and the name are kept there alone, and here is only where the answer goes; half a year after it the address
    goes, and the link still leads here. What is not shown has a reason, which is sent, and goes four weeks later.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="responses")
    asked = models.ForeignKey(CommunityQuestion, on_delete=models.CASCADE, related_name="responses")
    contribution = models.OneToOneField(
        Contribution,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="response",
        editable=False,
    )
    address = models.EmailField(_("email address"), max_length=254, blank=True)
    known_as = models.CharField(_("name"), max_length=80, blank=True)
    words = models.TextField(_("what they say"), max_length=MOST_SAID, blank=True)
    outside = models.CharField(max_length=5, choices=Contribution.Outside, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.TextField(_("why it is not shown"), blank=True, max_length=1000)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution=None) & ~Q(words="")
                | Q(contribution__isnull=False, confirmed_at__isnull=False, words="", known_as=""),
                name="response_words_in_one_place",
                violation_error_message=_("Write what you want to say."),
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None)
                | (~Q(reason="") & Q(confirmed_at__isnull=False, contribution=None)),
                name="response_declined_with_reason",
                violation_error_message=_("Say why it is not shown."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "confirmed_at", "id"],
                condition=Q(confirmed_at__isnull=False, declined_at=None, contribution=None),
                name="response_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"

    @property
    def name(self) -> str:
        """What whoever responded is called; those who wrote no name are somebody."""
        return self.known_as or nameless()

    @property
    def goes_on(self) -> date | None:
        """The day on which what is not shown is deleted; None for all else."""
        return timezone.localdate(self.declined_at + KEPT) if self.declined_at else None

    @property
    def url(self) -> str:
        """The whole address of its link. It is derived, so that a copy of the database opens none."""
        token = token_for("response", self)
        return f"{settings.SITE_URL}{reverse('questions:response_link', args=[token])}"
