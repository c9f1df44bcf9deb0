"""Permanent names of records, mentions, events and claims: computed from what was received, never from a row's number."""

import hashlib
from collections.abc import Iterable

SEPARATOR = "\x1f"


def content_hash(cells: Iterable[str]) -> str:
    """SHA-256, in hex, of a record's cells in the order of its file."""
    return hashlib.sha256(SEPARATOR.join(cells).encode("utf-8", "surrogatepass")).hexdigest()


def record_key(source: str, number: str | None, content: str, occurrence: int) -> str:
    """`source:number` where the source numbers its records, else by content with `#n` for the n-th equal record."""
    if number:
        return f"{source}:{number}"
    return f"{source}:{content[:16]}#{occurrence}"


def mention_key(record: str, role: str, column: str, start: int | None = None) -> str:
    """`record/role:column`, and `@start` where a person is spoken of inside running text."""
    place = "" if start is None else f"@{start}"
    return f"{record}/{role}:{column}{place}"


def claim_key(mention: str, prop: str, column: str, start: int, end: int, raw: str) -> str:
    """32 hex digits of SHA-256 over where a claim stands and its words; a better rule keeps the key."""
    text = f"{mention}\x1f{prop}\x1f{column}\x1f{start}\x1f{end}\x1f{raw}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
