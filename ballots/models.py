"""What any ballot keeps of people: that they were asked, and whether they have answered."""

from django.db import models

from projects.models import Member


class AskedOnce(models.Model):
    """
    Somebody who is asked, and whether they have answered; never what.

    No time, and nothing that leads to an answer. Mark one with :func:`ballots.services.mark_row_once`: it rewrites all
    rows that were asked together, so that their order on the disk does not say who answered last (docs/adr/0080).
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="%(class)s_in")
    has_answered = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
