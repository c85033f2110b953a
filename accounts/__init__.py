"""The user (an email address), signing in by code or link, and sessions."""
