"""Moves: one row for each write of a project, so that what was read from it can be known to hold still."""

from django.db import models

from projects.models.project import Project


class Move(models.Model):
    """
    Something of a project was written: no time, no person, not what (docs/adr/0103).

    Database triggers add a row with each write (:mod:`core.moves`). Their number and the last of them together say how
    far the project has moved. No foreign key in the database: it would hold the project in each of their transactions,
    and two could wait for each other.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="moves", db_constraint=False
    )

    def __str__(self) -> str:
        return f"move {self.pk}"
