"""The template tags of the band."""
