"""What the tests of importers share: writing a small file and reading it whole."""

from pathlib import Path

from casebook import importers
from casebook.importers.shapes import Options, Quarantined, Refused, Row, Sheet


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of that content in the folder."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def sheets(path: Path, kind: str | None = None, **options) -> list[tuple[Sheet, list[Row | Quarantined]]]:
    """Every sheet of a file with all its rows."""
    return [(sheet, list(sheet.rows)) for sheet in importers.find(kind or path).read(path, Options(**options))]


def only(path: Path, kind: str | None = None, **options) -> tuple[tuple[str, ...], list[Row | Quarantined]]:
    """(the headers, the rows) of a file of one sheet."""
    ((sheet, rows),) = sheets(path, kind, **options)
    return sheet.headers, rows


def refused(path: Path, kind: str | None = None, **options) -> Refused:
    """The refusal that reading the whole file ends in."""
    try:
        sheets(path, kind, **options)
    except Refused as refusal:
        return refusal
    raise AssertionError(f"{path.name} was read")
