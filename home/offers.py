"""What home offers: its index forgets words that were taken out."""

from home.search.keeping import take_in
from projects.models import Project


def forget_words(project: Project) -> None:
    """Take in what was written, at once: words that stand nowhere any more go from the search index."""
    while not take_in(project.pk):
        pass
