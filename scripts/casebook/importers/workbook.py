"""Reads workbooks (XLSX, ODS): the words and numbers that a person sees in them, whatever is hidden included."""

from collections.abc import Iterator
from pathlib import Path

from casebook.importers.formats import ods, xlsx
from casebook.importers.formats.grids import Cell, Grid, letters
from casebook.importers.shapes import Options, Quarantined, Refused, Row, Sheet, check_headers

SUFFIXES = (".xlsx", ".xlsm", ".ods")
BLANK = Cell("")


def read(path: Path, options: Options) -> Iterator[Sheet]:
    """Every sheet with something in it, or those that source.yml names; hidden sheets, rows and columns are marked.

    Raises Refused when the file cannot be read safely, is empty, or a sheet's headings are not all there and different.
    """
    grids = ods.read(path, options) if path.suffix.lower() == ".ods" else xlsx.read(path, options)
    filled = [grid for grid in grids if any(cell.text for row in grid.rows.values() for cell in row.values())]
    if not filled:
        raise Refused("empty_file", f"{path.name} is empty", "Export the file again, or take it out of the folder")
    yield from [_sheet(grid, path, options) for grid in _chosen(filled, grids, path, options)]


def _chosen(filled: list[Grid], grids: list[Grid], path: Path, options: Options) -> list[Grid]:
    """The sheets to read; those left out by source.yml are noted on the first one."""
    if not options.sheets:
        if filled[0] is not grids[0]:  # what the file holds beside its sheets stands with the first of them
            filled[0].notes = {**grids[0].notes, **filled[0].notes}
        return filled
    named = {grid.name: grid for grid in grids}
    missing = [name for name in options.sheets if name not in named]
    if missing:
        raise Refused(
            "missing_sheet",
            f"{path.name} has no sheet named {', '.join(map(repr, missing))}",
            f"Its sheets are {', '.join(map(repr, named))}: correct `sheets:` in source.yml",
        )
    chosen = [named[name] for name in options.sheets]
    if left := [grid.name for grid in filled if grid.name not in options.sheets]:
        chosen[0].notes["sheets_left_out"] = left
    return chosen


def _sheet(grid: Grid, path: Path, options: Options) -> Sheet:
    place = f"{path.name}, sheet {grid.name!r}"
    columns = _columns(grid, place, options.header_row)
    texts = [grid.rows[options.header_row].get(column, BLANK).text for column in columns]
    headers = check_headers(texts, place, options.header_row)
    notes = dict(grid.notes)
    hidden = [header for header, column in zip(headers, columns, strict=True) if column in grid.hidden_columns]
    if hidden:
        notes["hidden_columns"] = hidden
    below = [row for row in grid.rows if row > options.header_row and row in grid.hidden_rows]
    if below:
        notes["hidden_rows"] = sorted(below)
    read_as: dict[str, int] = {"blank_rows": 0}
    rows = _Rows(grid, place, headers, columns, options, read_as)
    return Sheet(grid.name, headers, rows.read(), notes, read_as)


def _columns(grid: Grid, place: str, header_row: int) -> list[int]:
    """The columns that have a heading, and those between them with something in them."""
    heads = {column for column, cell in grid.rows.get(header_row, {}).items() if cell.text.strip()}
    if not heads:
        likely = next((row for row, cells in sorted(grid.rows.items()) if len(cells) > 1), 2)
        raise Refused(
            "empty_header",
            f"{place}: row {header_row}, where the headings should be, is blank",
            f"Say in source.yml which row holds the headings: `header_row: {likely}`, or which sheets to read: `sheets:`",
            header_row,
        )
    used = {
        column for row, cells in grid.rows.items() if row > header_row for column, cell in cells.items() if cell.text
    }
    columns = sorted(heads | {column for column in used if min(heads) < column < max(heads)})
    if bare := [letters(column) for column in columns if column not in heads]:
        raise Refused(
            "empty_header",
            f"{place} has no heading for column {', '.join(bare)}",
            "Give every column a heading (a merged heading counts for its first column only), or say in source.yml "
            "which row holds the headings (`header_row:`) or which sheets to read (`sheets:`)",
            header_row,
        )
    return columns


class _Rows:
    """The rows under the headings: each is whole, or set aside with its reason."""

    def __init__(self, grid, place, headers, columns, options, read_as):
        self.grid, self.place, self.headers, self.columns = grid, place, headers, columns
        self.options, self.read_as = options, read_as

    def read(self) -> Iterator[Row | Quarantined]:
        """Every row in order."""
        for number in sorted(self.grid.rows):
            if number <= self.options.header_row:
                continue
            cells = self.grid.rows[number]
            locator = f"{self.grid.name} row {number}"
            if not any(cell.text.strip() for cell in cells.values()) and not any(c.notes for c in cells.values()):
                self.read_as["blank_rows"] += 1
            elif wrong := self._wrong(cells):
                code, words, fix = wrong
                content = "\t".join(cell.text[: self.options.max_cell_bytes] for _, cell in sorted(cells.items()))
                yield Quarantined(locator, content, code, f"{self.place}, row {number}: {words}", fix)
            else:
                values = tuple(cells.get(column, BLANK).text for column in self.columns)
                yield Row(locator, values, self._notes(number, cells))

    def _wrong(self, cells: dict[int, Cell]) -> tuple[str, str, str] | None:
        """(code, words, fix) of what makes a row unfit to be a record; None when nothing does."""
        used = sorted(column for column, cell in cells.items() if cell.text)
        outside = [letters(column) for column in used if column not in self.columns]
        if outside:
            words = f"something stands in column {', '.join(outside)}, which has no heading"
            return "ragged_row", words, "Give the column a heading, or move what stands there"
        if any(len(cell.text) > self.options.max_cell_bytes for cell in cells.values()):
            words = f"a cell holds more than {self.options.max_cell_bytes:,} bytes"
            return "huge_cell", words, "Keep long documents in files of their own"
        return None

    def _notes(self, number: int, cells: dict[int, Cell]) -> dict[str, dict] | None:
        heads = dict(zip(self.columns, self.headers, strict=True))
        found = {heads[column]: cell.notes for column, cell in cells.items() if cell.notes and column in heads}
        if number in self.grid.hidden_rows:
            found[""] = {"hidden": True}
        return found or None
