"""Whose key is called what, and which keys are to go (docs/adr/0162)."""

from django.db import models

from participation.models.private import PRIVATE_CHOICES
from projects.models import Member


class MemberKey(models.Model):
    """
    A member has a key of their own for each question that they answer in confidence (:mod:`core.own_keys`).

    Deleting the row gives up the key, however that happens (:mod:`participation.spent_keys`).
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="own_keys")
    purpose = models.CharField(max_length=10, choices=PRIVATE_CHOICES)
    name = models.UUIDField(unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "purpose"], name="own_key_once")]

    def __str__(self) -> str:
        return f"key of {self.member_id}"


class SpentKey(models.Model):
    """A key that nobody is to use again; the row goes when the key is destroyed."""

    name = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return f"spent key {self.name}"
