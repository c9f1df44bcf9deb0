"""The program knows nobody of the example: no name, place or key of its sources stands in the code or the pages."""

import re
from pathlib import Path

import pytest

from casebook import importers, sources
from casebook.importers.shapes import Row

ROOT = Path(__file__).resolve().parents[1]
CODE = [
    path for folder in ("scripts", "plugins", "templates", "static") for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".html", ".js", ".css", ".svg", ".xml")
]  # fmt: skip
PLACES = {"home", "birth_place", "place"}
SOURCES = sorted((ROOT / "data" / "sources").glob("example-*"))


def words_of(folder: Path) -> set[str]:
    """Names with each of their parts, places and numbers that the cells of a source hold, and its files' names."""
    source = sources.load(folder)
    found = {folder.name}
    for path in sorted((folder / "files").iterdir()):
        found.add(path.name)
        for sheet in importers.find(source.kind or path).read(path, source.options):
            for row in sheet.rows:
                if isinstance(row, Row):
                    for header, cell in zip(sheet.headers, row.values, strict=True):
                        found |= words_in(source, header, cell.strip())
    return found


def words_in(source: sources.Source, header: str, cell: str) -> set[str]:
    column = source.column(header)
    said = {entry.property for entry in column.entries} if column else set()
    if "name" in said:
        parts = re.split(r"[\s·]+", cell)
        return {cell, *(part for part in parts if len(part) >= (3 if part > "\u3000" else 5))}
    if said & PLACES and "facility" not in said:
        return {cell, *(part.strip() for part in cell.split(","))}
    return {cell} if header == source.key and not cell.isdigit() else set()


@pytest.mark.parametrize("folder", SOURCES, ids=lambda folder: folder.name)
def test_no_word_of_the_example_is_in_the_code(folder):
    words = sorted(word for word in words_of(folder) if len(word) > 2)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
    found = {
        (str(path.relative_to(ROOT)), match[0])
        for path in CODE for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert found == set()
