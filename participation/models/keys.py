"""Whose key is called what, and which keys are to go (docs/adr/0162)."""

from django.db import models

from projects.models import Member


class MemberKey(models.Model):
    """
    A member has a key of their own, with which is locked what they say in confidence (:mod:`core.own_keys`).

    Deleting the row gives up the key, however that happens (:mod:`participation.spent_keys`).
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="own_key")
    name = models.UUIDField(unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of {self.member_id}"


class SpentKey(models.Model):
    """A key that nobody is to use again; the row goes when the key is destroyed."""

    name = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return f"spent key {self.name}"
