"""What the search offers to apps to its left: finding rows of one kind by words, and forgetting words taken out."""

from home.search.asking import found_rows
from home.search.keeping import keep_up, take_in
from projects.models import Project


def find_rows(project: Project, typed: str, *, kind: str) -> list[int]:
    """
    Return the keys of the rows of a kind that the viewer may have meant, the likeliest first.

    What was written a moment ago is taken in first.
    """
    keep_up(project.pk)
    return found_rows(project, typed, kind=kind)


def forget_words(project: Project) -> None:
    """Take in what was written, at once: words that stand nowhere any more go from the search index."""
    while not take_in(project.pk):
        pass
