"""Leaf helpers with no word of the domain."""
