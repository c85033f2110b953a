"""What the messages of participation say."""

from participation.emails import asking, directory, needs, returns, thanks, words

__all__ = ["asking", "directory", "needs", "returns", "thanks", "words"]
