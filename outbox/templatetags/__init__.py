"""The template tags of the outbox."""
