"""Each text of the log apart: how it is hashed, whether it still fits, and the signed note when it was taken out."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from django.core.signing import BadSignature, JSONSerializer, Signer

from decisions.models import DecisionMaker, DecisionVersion, HashedTexts, WordsTakenOut

SALT_BYTES = 16


def hash_texts(row: HashedTexts) -> None:
    """Give each text of a row that is not written yet its hash, with a salt of its own."""
    row.salts, row.text_hashes = {}, {}
    for name in row.TEXTS:
        if text := getattr(row, name):
            salt = secrets.token_bytes(SALT_BYTES)
            row.salts[name] = salt.hex()
            row.text_hashes[name] = hash_of_text(salt, text)


def hash_of_text(salt: bytes, text: str) -> str:
    """Return SHA-256 over a salt and a text."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def taken_out_of(row: HashedTexts) -> set[str]:
    """Name the texts of a row that are gone with their salts, while their hashes stay."""
    return {
        name
        for name in row.TEXTS
        if name in row.text_hashes and name not in row.salts and not getattr(row, name)
    }


def must_lack_words(row: HashedTexts) -> bool:
    """Return whether words are missing: taken out of this row, or before out of the one that it repeats."""
    return bool(taken_out_of(row)) or not all(getattr(row, name) for name in row.needed_texts)


def texts_fit(row: HashedTexts) -> bool:
    """Return whether each text is as it was hashed, or is gone with its salt."""
    if not isinstance(row.salts, dict) or not isinstance(row.text_hashes, dict):
        return False
    if not set(row.salts) <= set(row.text_hashes) <= set(row.TEXTS):
        return False
    return all(_fits(row, name) for name in set(row.TEXTS) - taken_out_of(row))


def _fits(row: HashedTexts, name: str) -> bool:
    text, salt, text_hash = getattr(row, name), row.salts.get(name), row.text_hashes.get(name)
    if text_hash is None:
        return text == ""
    try:
        return hash_of_text(bytes.fromhex(salt), text) == text_hash
    except (TypeError, ValueError):
        return False


def notes_fit(version: DecisionVersion, makers: Iterable[DecisionMaker]) -> bool:
    """Return whether a signed note stands for each text taken out of a version or its makers, and no other note."""
    rows: list[DecisionVersion | DecisionMaker] = [version, *makers]
    gone = {(_maker_pk(row), name): row for row in rows for name in taken_out_of(row)}
    notes = [((note.maker_id, note.field), note) for note in version.words_taken_out.all()]
    return set(gone) == {key for key, _note in notes} and all(
        is_signed(note, gone[key].text_hashes[note.field]) for key, note in notes
    )


def sign(note: WordsTakenOut, text_hash: str) -> None:
    """Sign a note that is not written yet; ``text_hash`` is the hash that stays."""
    note.signature = _signer().signature(_signed_words(note, text_hash))


def is_signed(note: WordsTakenOut, text_hash: str) -> bool:
    """Return whether a note is as it was signed, with the server's key of today or an older one that it still has."""
    signer = _signer()
    try:
        signer.unsign(f"{_signed_words(note, text_hash)}{signer.sep}{note.signature}")
    except BadSignature:
        return False
    return True


def _signer() -> Signer:
    return Signer(salt="decisions.words-taken-out")


def _signed_words(note: WordsTakenOut, text_hash: str) -> str:
    words = [note.version_id, note.maker_id, note.field, text_hash, moment(note.taken_out_at)]
    return JSONSerializer().dumps([*words, note.by_id, note.why]).decode("latin-1")


def _maker_pk(row: DecisionVersion | DecisionMaker) -> int | None:
    return row.pk if isinstance(row, DecisionMaker) else None


def moment(at: datetime) -> str:
    """Write a moment in one way, whatever its zone."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
