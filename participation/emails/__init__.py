"""What the messages of participation say."""

from participation.emails import asking, needs, returns, thanks

__all__ = ["asking", "needs", "returns", "thanks"]
