"""How files are kept in a bucket of a storage that speaks S3."""

from typing import Any

#: Somebody waits for a page meanwhile: a storage that is away is said to be away soon.
CONNECT_SECONDS, READ_SECONDS, TRIES = 5, 20, 2


def s3_place(
    *, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str
) -> dict[str, Any]:
    """Return the entry of ``STORAGES`` for a bucket; what is empty is left to what the machine says of itself."""
    from botocore.config import Config

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            "access_key": access_key or None,
            "secret_key": secret_key or None,
            # Nobody but us reads them, and nothing is written over.
            "default_acl": "private",
            "file_overwrite": False,
            "client_config": Config(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": TRIES, "mode": "standard"},
            ),
        },
    }
