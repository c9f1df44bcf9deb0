"""Verifying an edition somebody holds, offline: its file, manifest, signature and check, and nothing else of Casebook."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from casebook import signing
from casebook.disk import sha256
from casebook.editions import CHECK, FILE, MANIFEST, SIGNATURE


class NotVerified(Exception):
    """The edition is not what its publisher signed; the message says what does not fit."""


@dataclass(frozen=True)
class Verified:
    """What a verified edition is: number, day (ISO), audience, how many cases, SHA-256 of the file, key that signed it."""

    number: int
    day: str
    audience: str
    cases: int
    sha256: str
    key: str


def verify(file: Path, public_key: str) -> Verified:
    """The edition whose file this is, with what lies beside it; `public_key` is 64 hex digits, as its publisher gave it.

    Raises NotVerified when anything is missing, was altered, or was signed by another key.
    """
    place = file.parent if file.name == FILE else file
    try:
        body = (place / MANIFEST).read_bytes()
        signature = (place / SIGNATURE).read_text(encoding="ascii").strip()
        checked = (place / CHECK).read_bytes()
        manifest, check = json.loads(body), json.loads(checked)
        digest = sha256(place / FILE)
    except (OSError, ValueError) as error:
        raise NotVerified(f"{getattr(error, 'filename', None) or place}: it is missing or cannot be read.") from None
    if not signing.is_signed_by(public_key, body, signature):
        raise NotVerified(f"{place / MANIFEST}: it was not signed by this key.")
    if digest != manifest.get("sha256"):
        raise NotVerified(f"{place / FILE}: it is not the file that was signed.")
    if hashlib.sha256(checked).hexdigest() != manifest.get("check") or check.get("result") != "clean":
        raise NotVerified(f"{place / CHECK}: it is not the passing check that was signed.")
    return _as_it_says(place / FILE, manifest, public_key)


def _as_it_says(path: Path, manifest: dict, key: str) -> Verified:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            said = db.execute("SELECT number, date, audience, cases FROM edition").fetchall()
            counted = db.execute("SELECT count(*) FROM cases").fetchone()[0]
            whole = db.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error:
        raise NotVerified(f"{path}: it is no database that can be read.") from None
    expected = tuple(manifest.get(name) for name in ("number", "date", "audience", "cases"))
    if said != [expected] or counted != expected[3] or whole != "ok":
        raise NotVerified(f"{path}: it does not say of itself what its manifest says.")
    return Verified(*expected, manifest["sha256"], key)
