"""The search: what can be found (kinds), how the index is kept (keeping), asked (asking) and shown (hits)."""
