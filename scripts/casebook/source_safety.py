"""What a source.yml may say by its form and must not: what would show a contact, or make two records share a key."""

import re
from collections.abc import Iterator
from pathlib import Path

from casebook import marked_yaml, screening_words, slots, source_schema, sources
from casebook.marked_yaml import Mistake
from casebook.sources import Source, SourceError

SHOWN = ("title", "publisher", "warning", "told", "received")
Said = tuple[str, str, str]


def load(folder: Path, name: str | None = None) -> Source:
    """The source in that folder (to be called `name`), when it is safe; raises SourceError as `sources.load` does."""
    source = sources.load(folder)
    if wrong := [*_name(name or folder.name), *_key(source), *_contacts(source)]:
        _, lines = marked_yaml.read(folder / sources.NAME)
        found = [Mistake(source_schema.line_of((at,), lines), words, fix) for at, words, fix in wrong]
        raise SourceError(folder / sources.NAME, found)
    return source


def _name(folder: str) -> Iterator[Said]:
    """The folder's name begins every key of its records, and a colon ends it there."""
    if re.search(r"[:\x00-\x1f\x7f\u2028\u2029]", folder):
        yield "title", "the name of this folder holds a colon or a line's end", "Rename it before anything is received"


def _key(source: Source) -> Iterator[Said]:
    mapped = source.column(source.key) if source.key else None
    if mapped and any(slots.is_private(entry) for entry in mapped.entries):
        words = "the column that numbers the records holds what is kept apart in contacts.db"
        yield "key", words, "Number the records by another column, or leave `key` out"


def _contacts(source: Source) -> Iterator[Said]:
    for name in SHOWN:
        if screening_words.reaches(getattr(source, name) or ""):
            yield name, f"{name} holds a telephone number or an address, and everybody sees it", "Take it out"
