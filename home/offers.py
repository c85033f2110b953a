"""What the search offers to apps to its left: finding rows of one kind by words, for those who pick from them."""

from home.search.asking import found_rows
from home.search.keeping import keep_up
from projects.models import Project


def find_rows(project: Project, typed: str, *, kind: str) -> list[int]:
    """
    Return the keys of the rows of a kind that the viewer may have meant, the likeliest first.

    What was written a moment ago is taken in first.
    """
    keep_up(project.pk)
    return found_rows(project, typed, kind=kind)
