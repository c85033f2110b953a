"""Django's authentication backend for users without passwords."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from accounts.models import User


class EmailBackend(BaseBackend):
    """Loads the user of a session. Who one is has been proved by a code or a link before ``login()``."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        return None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
