"""What the messages of participation say."""

from participation.emails import asking, directory, joining, needs, returns, thanks, words

__all__ = ["asking", "directory", "joining", "needs", "returns", "thanks", "words"]
