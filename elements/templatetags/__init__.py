"""Template tags of elements."""
