"""Pictures and recordings: what they are, where they are kept, how they are made ready (docs/adr/0132)."""
