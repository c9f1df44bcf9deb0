"""Reads ODS workbooks: the text that each cell shows, which the file itself holds, with what stands behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from casebook.importers.formats import zips
from casebook.importers.formats.grids import Cell, Grid, formula_notes, letters
from casebook.importers.shapes import Options, Refused

NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE, STYLE = (f"{NAMES}{part}:1.0}}" for part in ("table", "text", "office", "style"))
FO = f"{NAMES}xsl-fo-compatible:1.0}}"
MOST_CELLS = 5_000_000
SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def read(path: Path, options: Options) -> list[Grid]:
    """Every sheet of the workbook, hidden ones too; raises Refused for bombs, hostile XML and damage."""
    with zips.opened(path, options) as pack:
        content = zips.xml(pack, "content.xml", path)
        macros = any(name.startswith("Basic/") and name.endswith(".xml") for name in pack.namelist())
    sheets = content.find(f"{OFFICE}body/{OFFICE}spreadsheet") if content is not None else None
    if sheets is None:
        raise zips.damaged(path)
    looks = _looks(content)
    try:
        grids = [_Sheet(table, looks, path).grid() for table in sheets.findall(f"{TABLE}table")]
    except ValueError:
        raise zips.damaged(path) from None
    if macros and grids:
        grids[0].notes["macros"] = True
    return grids


def _looks(content: Element) -> dict[str, dict[str, Any]]:
    """What each style of the file means for a reader: hidden sheets, strike-through, colour."""
    found: dict[str, dict[str, Any]] = {}
    for style in content.iter(f"{STYLE}style"):
        look: dict[str, Any] = {}
        for part in style:
            if part.get(f"{TABLE}display") == "false":
                look["hidden"] = True
            if part.get(f"{STYLE}text-line-through-style", "none") != "none":
                look["strike"] = True
            if (colour := part.get(f"{FO}background-color", "transparent")) != "transparent":
                look["colour"] = colour
            if (letter := part.get(f"{FO}color")) not in (None, "#000000"):
                look["letters"] = letter
        found[style.get(f"{STYLE}name", "")] = look
    return found


def _times(element: Element, kind: str) -> int:
    return max(int(element.get(f"{TABLE}number-{kind}-repeated", "1")), 1)


class _Sheet:
    """One table of the file, on its way to a grid; raises ValueError for numbers that are none."""

    def __init__(self, table: Element, looks: dict[str, dict[str, Any]], path: Path):
        self.table, self.looks, self.path, self.cells = table, looks, path, 0
        self.made = Grid(table.get(f"{TABLE}name", ""))

    def grid(self) -> Grid:
        """The grid; rows and cells that are repeated are written out, as far as something stands in them."""
        grid, column, merged = self.made, 1, []
        if self.looks.get(self.table.get(f"{TABLE}style-name", ""), {}).get("hidden"):
            grid.notes["hidden_sheet"] = "hidden"
        for element in self.table.iter(f"{TABLE}table-column"):
            times = _times(element, "columns")
            if element.get(f"{TABLE}visibility", "visible") != "visible":
                grid.hidden_columns.update(range(column, column + min(times, 16_384)))
            column += times
        row = 1
        for element in self._rows(self.table):
            times = _times(element, "rows")
            cells = self._row(element, row, merged)
            if cells:
                self._count(times * len(cells))
                grid.rows.update((number, cells) for number in range(row, row + times))
                if element.get(f"{TABLE}visibility", "visible") != "visible":
                    grid.hidden_rows.update(range(row, row + times))
            row += times
        if merged:
            grid.notes["merged_cells"] = merged
        return grid

    def _rows(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            if child.tag == f"{TABLE}table-row":
                yield child
            elif child.tag in (f"{TABLE}table-row-group", f"{TABLE}table-header-rows", f"{TABLE}table-rows"):
                yield from self._rows(child)

    def _row(self, row: Element, number: int, merged: list[str]) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = 1
        for element in row:
            if element.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            times = _times(element, "columns")
            wide, high = (int(element.get(f"{TABLE}number-{way}-spanned", "1")) for way in ("columns", "rows"))
            if wide > 1 or high > 1:
                last = f"{letters(column + wide - 1)}{number + high - 1}"
                merged.append(f"{letters(column)}{number}:{last}")
            if made := self._cell(element):
                self._count(times)
                cells.update((at, made) for at in range(column, column + times))
            column += times
        return cells

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MOST_CELLS:
            raise Refused(
                "zip_bomb", f"{self.path.name} repeats its cells more than {MOST_CELLS:,} times",
                "If you trust the file, save it as CSV",
            )  # fmt: skip

    def _cell(self, element: Element) -> Cell | None:
        """A cell as it is seen, with its notes; None for one with nothing in it."""
        notes: dict[str, Any] = {}
        struck: list[str] = []
        text = "\n".join(self._words(part, struck) for part in element.findall(f"{TEXT}p"))
        kind = element.get(f"{OFFICE}value-type", "")
        stored = next((element.get(f"{OFFICE}{name}") for name in _ATTRIBUTES.get(kind, ()) if element.get(
            f"{OFFICE}{name}")), None)  # fmt: skip
        if formula := element.get(f"{TABLE}formula"):
            notes |= formula_notes(formula, bool(text) or stored is not None)
        if stored is not None and not text:
            text = stored
        elif stored is not None and stored != text:
            notes["stored"] = stored
        comment = element.find(f"{OFFICE}annotation")
        if comment is not None:
            notes["comment"] = "\n".join(self._words(part, []) for part in comment.findall(f"{TEXT}p"))
        look = self.looks.get(element.get(f"{TABLE}style-name", ""), {})
        if text:
            notes |= {name: value for name, value in look.items() if name != "hidden"}
            if struck:
                notes["strike"] = struck
        return Cell(text, notes or None) if text or notes else None

    def _words(self, element: Element, struck: list[str]) -> str:
        """The text of a paragraph; spaces, tabs and line ends are elements of their own here."""
        pieces = [element.text or ""]
        for child in element:
            if child.tag == f"{TEXT}s":
                pieces.append(" " * min(int(child.get(f"{TEXT}c", "1")), 1000))
            elif child.tag in SIGNS:
                pieces.append(SIGNS[child.tag])
            elif child.tag != f"{OFFICE}annotation":
                inner = self._words(child, struck)
                if inner and self.looks.get(child.get(f"{TEXT}style-name", ""), {}).get("strike"):
                    struck.append(inner)
                pieces.append(inner)
            pieces.append(child.tail or "")
        return "".join(pieces)


_ATTRIBUTES = {
    "float": ("value",), "percentage": ("value",), "currency": ("value",), "date": ("date-value",),
    "time": ("time-value",), "boolean": ("boolean-value",), "string": ("string-value",),
}  # fmt: skip
