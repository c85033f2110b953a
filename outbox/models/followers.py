"""Who follows a project by email: with an address alone, and never seen by anybody in the project."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import new_salt
from accounts.tokens import find_by_token, keys_that_count, token_for
from projects.models import Project

#: How the recipient of a delivery to a follower begins; the number of the row follows.
FOLLOWER = "follower:"


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Adjectives for followers."""

    def following(self) -> "FollowerQuerySet":
        """Keep those who said yes by the link in their email."""
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self) -> "FollowerQuerySet":
        return self.filter(confirmed_at=None)

    def of_token(self, token: str) -> "Follower | None":
        """Return who it is that follows by a link; None when it was not made here, or they follow no more."""
        return find_by_token("follower", self.select_related("project__organisation"), token)

    def hearing(self, *, is_result: bool) -> "FollowerQuerySet":
        """Keep those who want to hear such news."""
        found = self.following()
        return found if is_result else found.exclude(rhythm=Follower.Rhythm.RESULTS)

    def count_by_rhythm(self) -> dict[str, int]:
        """Return how many follow at each rhythm, and how many ``in_all``."""
        rhythms = {
            str(one): models.Count("pk", filter=models.Q(rhythm=one, confirmed_at__isnull=False))
            for one in Follower.Rhythm
        }
        return self.aggregate(
            **rhythms,
            in_all=models.Count("confirmed_at"),
        )


class Follower(models.Model):
    """
    An address that follows a project, at the rhythm and in the language that its owner chose.

    Without ``confirmed_at`` nobody has said yes by the link in the email: nothing but that email goes there, and the
    row goes after a week. Whoever stops is deleted; :class:`StoppedFollowing` keeps a hash.
    """

    class Rhythm(models.TextChoices):
        EACH = "each", _("each time there is news")
        MONTHLY = "monthly", _("once a month")
        RESULTS = "results", _("only when something is settled or decided")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="followers")
    address = models.EmailField(_("email address"), max_length=254)
    rhythm = models.CharField(_("how often"), max_length=8, choices=Rhythm, default=Rhythm.EACH)
    language = models.CharField(
        _("language"), max_length=10, default=settings.LANGUAGE_CODE, editable=False
    )
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "address"], name="follower_once"),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"

    @property
    def token(self) -> str:
        """The secret part of their links. It is derived, so that a copy of the database opens none."""
        return token_for("follower", self)

    @property
    def recipient(self) -> str:
        """What a delivery calls them: no address."""
        return f"{FOLLOWER}{self.pk}"

    @property
    def is_gathered(self) -> bool:
        """Whether news waits for the end of the month."""
        return self.rhythm == self.Rhythm.MONTHLY


class StoppedFollowing(models.Model):
    """
    An address that does not want to follow a project any more, as a keyed hash.

    Nobody can read the address from it. A list of addresses that somebody types in later does not bring it back;
    whoever has the mailbox can still follow again.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stopped_following")
    address_hash = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField()
    #: Somebody typed it since, and it was asked whether it follows after all.
    asked_again_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "address_hash"], name="stopped_following_once"
            ),
        ]

    def __str__(self) -> str:
        return f"stopped following {self.pk}"

    @classmethod
    def note(cls, follower: Follower, *, now: datetime) -> None:
        """Keep that an address wants no emails of a project."""
        of_today = hashes_of(follower.project_id, follower.address)[0]
        cls.objects.get_or_create(
            project_id=follower.project_id, address_hash=of_today, defaults={"at": now}
        )


def hashes_of(project_pk: int, address: str) -> list[str]:
    """Return the hashes by which an address may be known in a project, that of today's key first."""
    salt = f"outbox.followers.{project_pk}"
    return [
        salted_hmac(salt, address, secret=key, algorithm="sha256").hexdigest()
        for key in keys_that_count()
    ]


class Spreading(models.Model):
    """
    News on its way to all followers of a project: a worker makes their deliveries, some at a time.

    ``after`` is the number of the last follower who has one. A worker that is killed loses nothing: the next one goes
    on behind it.
    """

    message = models.OneToOneField(
        "outbox.Message", on_delete=models.CASCADE, related_name="spreading"
    )
    after = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "spreading"
        indexes = [
            models.Index(fields=["id"], condition=models.Q(done_at=None), name="spreading_to_do"),
        ]

    def __str__(self) -> str:
        return f"spreading {self.pk}"
