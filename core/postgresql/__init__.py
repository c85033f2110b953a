"""PostgreSQL as Django knows it, for people who wait for a page."""
