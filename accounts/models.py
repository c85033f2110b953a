"""The user (an email address), the codes with which one signs in, and the one-time link of the first coordinator."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from core.leases import Leased, LeasedQuerySet

CODE_LIFE = timedelta(minutes=10)
GUESSES = 3


def new_salt() -> str:
    """Return a random text from which codes, links and session hashes are derived."""
    return get_random_string(32)


class UserManager(BaseUserManager["User"]):
    """Finds and makes users by their address, whatever its case."""

    def for_email(self, email: str, *, name: str = "") -> "User":
        """Return the user of an address; make one if there is none."""
        user, _made = self.get_or_create(email=email.strip().lower(), defaults={"name": name})
        return user


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
        """Keep the codes that can still be used: not used, not out of time, not guessed at too often."""
        return self.filter(used_at=None, expires_at__gt=now, wrong_guesses__lt=GUESSES)


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
        indexes = [models.Index(fields=["email", "created_at"], name="sign_in_code_by_email")]

    def __str__(self) -> str:
        return f"sign-in code {self.pk}"


class FirstLink(models.Model):
    """The one-time link with which the first coordinator of an empty installation begins."""

    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"first link {self.pk}"
