"""What the messages of participation say."""

from participation.emails import asking, needs, returns

__all__ = ["asking", "needs", "returns"]
