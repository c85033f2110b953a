"""What the messages of participation say."""

from participation.emails import asking, needs, returns, words

__all__ = ["asking", "needs", "returns", "words"]
