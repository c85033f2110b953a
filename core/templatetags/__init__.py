"""Template tags without a word of the domain."""
