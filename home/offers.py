"""What home offers to apps to its left: finding rows by words, forgetting words taken out, and the name of the site."""

from home.hosting import the_host
from home.search.asking import found_rows
from home.search.keeping import keep_up, take_in
from projects.models import Project


def site_name() -> str:
    """Return what people know this site as."""
    return the_host().name


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
