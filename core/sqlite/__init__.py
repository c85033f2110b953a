"""SQLite as Django knows it, for a file that is moved, replaced or locked against changes while it is in use."""
