"""
Copies of an installation: made by ``manage.py backup``, put back by ``manage.py restore`` (docs/adr/0148).

One tar file holds the database, the pictures and recordings that are kept in a folder, the key of an installation that
made its own, and a manifest. The keys of ``KEYS_DIR`` are never in it.
"""


class BackupRefused(Exception):  # noqa: N818 - it is what happened, not a fault
    """A copy can be neither made nor put back. Its words say why, and what to do."""
