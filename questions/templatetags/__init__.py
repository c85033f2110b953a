"""The template tags of questions."""
