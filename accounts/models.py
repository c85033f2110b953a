"""
The user (an email address), the codes with which one signs in, changes of address, and the one-time link of the first
coordinator.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.tokens import derive, keys_that_count, token_for
from core.leases import Leased, LeasedQuerySet
from core.names import clean_address

CODE_LIFE = timedelta(minutes=10)
GUESSES = 3
#: So long the link to a new address works, and the one that undoes the change.
CONFIRM_LIFE, UNDO_LIFE = timedelta(days=3), timedelta(days=7)


def new_salt() -> str:
    """Return a random text from which codes, links and session hashes are derived."""
    return get_random_string(32)


class UserManager(BaseUserManager["User"]):
    """Finds and makes users by their address, whatever its case."""

    def for_email(self, email: str, *, name: str = "") -> "User":
        """Return the user of an address, or who may still go back to it; make one if there is none."""
        email = clean_address(email)
        if user := self.who_may_go_back_to([email]).get(email):
            return user
        user, _made = self.get_or_create(email=email, defaults={"name": name})
        return user

    def who_may_go_back_to(self, emails: Iterable[str]) -> "dict[str, User]":
        """
        Return the users who can still undo a change away from one of these addresses, by address.

        Nobody else is made of it meanwhile: they could not undo it any more.
        """
        changes = AddressChange.objects.undoable(now=timezone.now()).filter(old_email__in=emails)
        return {change.old_email: change.user for change in changes.select_related("user")}


class User(AbstractBaseUser):
    """A sign-in: one email address. There is no password anywhere."""

    password = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    session_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    # One visit ends after half an hour of silence; what happened since the visit before is shown first.
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    previous_visit_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_is_lower_case",
                violation_error_message=_("Write the email address in small letters."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def language(self) -> str:
        """The language in which they read. There is one so far: that of the installation."""
        return settings.LANGUAGE_CODE

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to a salt of the user's own: a new salt ends all of them."""
        return salted_hmac(
            "accounts.User.session", self.session_salt, secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_session_auth_hash(self) -> str:
        return self._get_session_auth_hash()


class SignInCodeQuerySet(LeasedQuerySet):
    """Adjectives for codes."""

    def live(self, *, now: datetime) -> "SignInCodeQuerySet":
        """Keep the requests that can still be used, by their link at least: not used, not out of time."""
        return self.filter(used_at=None, expires_at__gt=now)

    def open_to_guesses(self, *, now: datetime) -> "SignInCodeQuerySet":
        """
        Keep the live ones whose code was not guessed at too often.

        Wrong guesses end the code and not the link: else anybody could keep a person out by guessing.
        """
        return self.live(now=now).filter(wrong_guesses__lt=GUESSES)


class SignInCode(Leased):
    """
    One request to sign in: a code and a link, sent to an address.

    The row holds no code: it is derived from the secret key and the salt. A row is made for an unknown
    address too, so that the answer is the same; its email says that the address is not known here.
    """

    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="sign_in_codes"
    )
    email = models.EmailField()
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_guesses = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    next_path = models.CharField(max_length=500, blank=True)

    objects = SignInCodeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["email", "created_at"], name="sign_in_code_by_email"),
            models.Index(fields=["created_at"], name="sign_in_code_by_age"),
        ]

    def __str__(self) -> str:
        return f"sign-in code {self.pk}"

    @property
    def code(self) -> str:
        """The six digits."""
        return self._code()

    @property
    def token(self) -> str:
        """The secret of the link."""
        return token_for("sign-in link", self)

    def is_code(self, guess: str) -> bool:
        """Whether these are the six digits, under the key of today or an older one that still counts."""
        return any(constant_time_compare(self._code(key), guess) for key in keys_that_count())

    def _code(self, key: str | None = None) -> str:
        return f"{int(derive('sign-in code', self.pk, self.salt, key=key), 16) % 1_000_000:06}"

    def is_open_to_guesses(self, *, now: datetime) -> bool:
        return self.used_at is None and self.expires_at > now and self.wrong_guesses < GUESSES


class AddressChangeQuerySet(LeasedQuerySet):
    """Adjectives for changes of address."""

    def open(self, *, now: datetime) -> "AddressChangeQuerySet":
        """Keep those that can still be confirmed."""
        return self.filter(confirmed_at=None, undone_at=None, created_at__gt=now - CONFIRM_LIFE)

    def lost(self, *, now: datetime) -> "AddressChangeQuerySet":
        """Keep those whose new address was not asked: the email was given up, or held back with a copy."""
        return self.open(now=now).filter(mail=AddressChange.Mail.CONFIRM, gave_up_at__isnull=False)

    def undoable(self, *, now: datetime) -> "AddressChangeQuerySet":
        """Keep those that were confirmed and can still be undone."""
        return self.filter(confirmed_at__gt=now - UNDO_LIFE, undone_at=None)


class AddressChange(Leased):
    """
    Somebody asked to sign in with another address. It is confirmed by a link sent there; then the old address is told,
    with a link that undoes it.

    The row names two addresses, and goes when it can be neither confirmed nor undone any more.
    """

    class Mail(models.TextChoices):
        """The email that is due, or was sent last."""

        CONFIRM = "confirm", _("asks the new address")
        CHANGED = "changed", _("tells the old address")
        UNDONE = "undone", _("tells the new address that it is undone")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="address_changes")
    old_email = models.EmailField()
    new_email = models.EmailField()
    # A facilitator who asked for them, and by which name; empty when they asked themselves.
    asker = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    asked_by = models.CharField(max_length=100, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    mail = models.CharField(max_length=7, choices=Mail, default=Mail.CONFIRM)
    created_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = AddressChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"address change {self.pk}"

    @property
    def token(self) -> str:
        """The secret of the link that confirms it."""
        return token_for("address", self)

    @property
    def token_back(self) -> str:
        """The secret of the link that undoes it."""
        return token_for("address back", self)

    def _unless_done(self) -> models.QuerySet["AddressChange"]:
        """Keep the next email out of the hands of a worker that still holds the one before."""
        return super()._unless_done().filter(mail=self.mail)


class WaitingWords(models.Model):
    """What somebody was sending when they were signed out; only their browser can open it (docs/adr/0113)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="waiting_words")
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"waiting words {self.pk}"


def _tally_key(what: str, who: str, within: timedelta, now: datetime) -> str:
    period = int(now.timestamp() // within.total_seconds())
    return salted_hmac(f"accounts.Tally.{what}.{period}", who, algorithm="sha256").hexdigest()


class WrongCodes(Leased):
    """Somebody typed as many wrong codes for a user's address as may be: the email that tells them. Kept for a day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_index=True)

    objects = LeasedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"wrong codes {self.pk}"


class AttemptTallyQuerySet(models.QuerySet["AttemptTally"]):
    """Counts, so that nobody can do a thing too often."""

    def add(self, *, what: str, who: str, at_most: int, within: timedelta, now: datetime) -> bool:
        """
        Count one more, and return whether it is within the limit; also right when many arrive at once.

        ``who`` is kept as a keyed hash that changes with each period, and the row goes within a day.
        """
        key = _tally_key(what, who, within, now)
        self.get_or_create(key=key, defaults={"created_at": now})
        return bool(self.filter(key=key, count__lt=at_most).update(count=F("count") + 1))

    def is_full(
        self, *, what: str, who: str, at_most: int, within: timedelta, now: datetime
    ) -> bool:
        """Return whether the limit is reached, and count nothing."""
        key = _tally_key(what, who, within, now)
        return self.filter(key=key, count__gte=at_most).exists()


class AttemptTally(models.Model):
    """How often something was done in a period, by an address or a connection that the row does not name."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_index=True)

    objects = AttemptTallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.count}"


class FirstLinkManager(models.Manager["FirstLink"]):
    """Finds the one row."""

    def the_one(self) -> "FirstLink":
        return self.get_or_create(pk=1)[0]


class FirstLink(models.Model):
    """The one-time link with which the first coordinator of an empty installation begins: one row, ever."""

    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[FirstLinkManager] = FirstLinkManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="first_link_is_one")]

    def __str__(self) -> str:
        return "first link"

    @property
    def token(self) -> str:
        return token_for("first link", self)

    def take(self, *, now: datetime) -> bool:
        """Use the link up; return whether this caller was the one to do so."""
        return bool(FirstLink.objects.filter(pk=self.pk, used_at=None).update(used_at=now))
