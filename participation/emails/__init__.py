"""What the messages of participation say."""

from participation.emails import asking, needs

__all__ = ["asking", "needs"]
