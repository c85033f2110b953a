"""The pages of elements, by noun."""
