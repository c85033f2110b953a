"""The decision log: decisions with their versions."""
