"""Two people edit one thing: the second sees both texts, and nothing typed is lost."""

from collections.abc import Iterable

from django.db import models


class EditConflict(Exception):  # noqa: N818 - it is what happened, not a fault
    """Somebody saved the same row meanwhile. ``theirs`` is the row as it stands now."""

    def __init__(self, theirs: models.Model) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.theirs = theirs


class Revised(models.Model):
    """A row that counts its revisions; the form carries the one it started from."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_over(self, revision: int, fields: Iterable[str]) -> None:
        """
        Save the named fields if the row still stands at the revision that the form started from.

        :raises EditConflict: when it does not; nothing is saved.
        """
        values = {name: getattr(self, name) for name in fields}
        manager = type(self)._default_manager
        if not manager.filter(pk=self.pk, revision=revision).update(
            revision=revision + 1, **values
        ):
            raise EditConflict(manager.get(pk=self.pk))
        self.revision = revision + 1
