"""What any ballot keeps: that people were asked and whether they have answered, and what they said, sealed."""

from uuid import uuid4

from django.db import models

from projects.models import Member


class AskedOnce(models.Model):
    """
    Somebody who is asked, and whether they have answered; never what.

    No time, and nothing that leads to an answer. Mark one with :func:`ballots.services.mark_row_once`: it rewrites all
    rows that were asked together, so that their order on the disk does not say who answered last (docs/adr/0080).
    """

    #: Cleaned with the ballots, see :mod:`ballots.cleaning`.
    is_of_a_ballot = True

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="%(class)s_in")
    has_answered = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class SealQuerySet(models.QuerySet["Seal"]):
    """Adjectives for seals."""

    def opened(self) -> "SealQuerySet":
        """Keep those that were opened, or let go: their key, and what is left of them on the disk, are to go."""
        return self.filter(is_opened=True)


class Seal(models.Model):
    """
    What people answer together is sealed for one pair of keys: the public one is here, the private one is not.

    The private one is a file in ``settings.KEYS_DIR``, called by this row's key. When the pieces were opened, or what
    holds the seal was deleted, it is destroyed, the disk is cleaned, and the row goes (docs/adr/0110).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    public_key = models.BinaryField(max_length=32)
    is_opened = models.BooleanField(default=False, editable=False)

    objects = SealQuerySet.as_manager()

    def __str__(self) -> str:
        return f"seal {self.pk}"


class SealedPiece(models.Model):
    """
    What one person said, sealed: as long as any other.

    No person, no role, no time. The key is random, and all pieces of a seal are written anew whenever one is added.
    """

    is_of_a_ballot = True

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    seal = models.ForeignKey(Seal, on_delete=models.CASCADE, related_name="pieces")
    box = models.BinaryField()

    def __str__(self) -> str:
        return f"sealed piece {self.pk}"
