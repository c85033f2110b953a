"""Pages on which people ask, say and answer."""
