"""Reads XLSX workbooks: every cell as its number format shows it, with what stands behind it."""

import datetime as dt
import re
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from casebook.importers.formats import date_formats, number_formats, zips
from casebook.importers.formats.grids import Cell, Grid, formula_notes
from casebook.importers.shapes import Options, Refused

# Built-in formats whose layout is that of the reader's own computer: who sees the day first is not known.
SYSTEM_DATES = {14, 22}
# Built-in formats that programs made for mainland China number, and no workbook spells out (ECMA-376 part 1, 18.8.30).
CHINESE = {
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Za-z]{1,3}[0-9]{1,7}:[A-Za-z]{1,3}[0-9]{1,7})["']""")
MOST_MERGED = 300_000  # cells that openpyxl makes for what is merged
NOTED = {"vbaProject": "macros", "externalLinks/": "links_to_other_files", "embeddings/": "embedded_files",
         "media/": "pictures"}  # fmt: skip


def read(path: Path, options: Options) -> list[Grid]:
    """Every sheet of the workbook, hidden ones too; raises Refused for bombs, hostile XML, damage and passwords."""
    with zips.opened(path, options) as pack:
        zips.check_xml(pack, path)
        notes = _notes(pack)
        formulas = False
        for name in pack.namelist():
            if "worksheets/" in name:
                text = pack.read(name)
                formulas = formulas or bool(FORMULA.search(text))
                _check_merged(text, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            written = _load(path, rich_text=True)
            values = _kept_values(path, written) if formulas else {}
            grids = [_grid(sheet, values.get(sheet.title, {}), written.epoch) for sheet in written.worksheets]
    except Refused:
        raise
    except Exception:  # a damaged workbook makes openpyxl raise nearly anything
        raise zips.damaged(path) from None
    if written.chartsheets:
        notes["chart_sheets"] = [sheet.title for sheet in written.chartsheets]
    for grid in grids[:1]:
        grid.notes |= notes
    return grids


def _check_merged(text: bytes, path: Path) -> None:
    """Raise Refused where so much of a sheet is merged that it could not be held in memory."""
    from openpyxl.utils import range_boundaries

    cells = 0
    for match in MERGED.finditer(text):
        left, top, right, bottom = range_boundaries(match[1].decode())
        cells += (right - left + 1) * (bottom - top + 1)
        if cells > MOST_MERGED:
            raise Refused(
                "zip_bomb", f"{path.name} merges more than {MOST_MERGED:,} cells",
                "Unmerge them in a spreadsheet program, or save it as CSV",
            )  # fmt: skip


def _load(path: Path, **how: Any) -> Any:
    """The workbook as openpyxl reads it."""
    import openpyxl
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise zips.unsafe(path)
    return openpyxl.load_workbook(path, **how)


def _kept_values(path: Path, written: Any) -> dict[str, dict[tuple[int, int], Any]]:
    """The values that were kept with formulas, by sheet and place; read a row at a time, for formulas are few."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = _load(path, read_only=True, data_only=True)
    dates = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for sheet in book.worksheets:
        formulas = {place for place, cell in written[sheet.title]._cells.items() if cell.data_type == "f"}
        places = found.setdefault(sheet.title, {})
        if formulas:
            source, texts = sheet._get_source(), sheet._shared_strings
            for _, row in WorkSheetParser(source, texts, data_only=True, epoch=book.epoch, **dates).parse():
                kept = {(cell["row"], cell["column"]): cell["value"] for cell in row}
                places |= {place: kept[place] for place in formulas & kept.keys() if kept[place] is not None}
    book.close()
    return found


def _notes(pack: zipfile.ZipFile) -> dict[str, Any]:
    """What the file holds beside its sheets."""
    names = pack.namelist()
    return {note: True for part, note in NOTED.items() if any(part in name for name in names)}


def _grid(sheet: Any, values: dict[tuple[int, int], Any], epoch: dt.datetime) -> Grid:
    grid = Grid(sheet.title)
    for row, column in sorted(sheet._cells):  # iter_rows would make every cell up to the farthest one
        if made := _cell(sheet._cells.pop((row, column)), values.get((row, column)), epoch):
            grid.rows.setdefault(row, {})[column] = made
    grid.hidden_rows = {row for row, look in sheet.row_dimensions.items() if look.hidden}
    for look in sheet.column_dimensions.values():
        if look.hidden:
            grid.hidden_columns.update(range(look.min or 1, (look.max or look.min or 1) + 1))
    if sheet.sheet_state != "visible":
        grid.notes["hidden_sheet"] = sheet.sheet_state
    if merged := sorted(str(area) for area in sheet.merged_cells.ranges):
        grid.notes["merged_cells"] = merged
    return grid


def _cell(cell: Any, kept: Any, epoch: dt.datetime) -> Cell | None:
    """A cell as it is seen, with its notes; None for one with nothing in it."""
    value = cell.value
    if not cell.has_style and not cell.comment and cell.data_type != "f":  # most cells, at a glance
        if value.__class__ is str:
            return Cell(value) if value else None
        if value.__class__ is int and abs(value) < 100_000_000_000:
            return Cell(str(value))
    notes: dict[str, Any] = {}
    if cell.data_type == "f":
        value = kept
        notes |= formula_notes(_formula(cell.value), value is not None)
    text = "" if value is None else _text(value, cell, epoch, notes)
    if cell.comment:
        notes["comment"] = cell.comment.text
    if text and cell.has_style:
        _look(cell, notes)
    return Cell(text, notes or None) if text or notes else None


def _formula(value: Any) -> str:
    return str(getattr(value, "text", None) or getattr(value, "ref", None) or value)


def _text(value: Any, cell: Any, epoch: dt.datetime, notes: dict[str, Any]) -> str:
    """The value as its cell shows it; the value stored goes into the notes where it is another."""
    from openpyxl.cell.rich_text import CellRichText

    if isinstance(value, CellRichText):
        struck = [str(run.text) for run in value if getattr(getattr(run, "font", None), "strike", False)]
        if struck:
            notes["strike"] = struck
        value = str(value)
    if cell.data_type == "e" and isinstance(value, str):
        return value
    number = _number(value, epoch)
    since_1904 = epoch.year == 1904
    style = cell._style.numFmtId if cell.has_style else 0
    if number is not value and style in SYSTEM_DATES:
        text = date_formats.iso(Decimal(repr(number)), since_1904)
    else:
        text = number_formats.shown(number, CHINESE.get(style, cell.number_format), since_1904=since_1904)
    stored = _stored(value, number, since_1904)
    if text is None:
        notes |= {"code": "format_not_applied", "format": cell.number_format}
        text = stored
    elif text != stored and not isinstance(value, str):
        notes |= {"stored": stored, "format": cell.number_format}
    return text


def _number(value: Any, epoch: dt.datetime) -> Any:
    """A date or time as the number the file holds; other values as they are."""
    from openpyxl.utils.datetime import to_excel

    return to_excel(value, epoch) if isinstance(value, dt.date | dt.time | dt.timedelta) else value


def _stored(value: Any, number: Any, since_1904: bool) -> str:
    """The value kept in the file, written plainly: dates as ISO 8601, numbers with all their digits."""
    if isinstance(value, str | bool):
        return str(value) if isinstance(value, str) else str(value).upper()
    if number is not value and not isinstance(value, dt.timedelta):
        return date_formats.iso(Decimal(repr(number)), since_1904) or str(number)
    return f"{Decimal(repr(number)):f}".removesuffix(".0")


def _look(cell: Any, notes: dict[str, Any]) -> None:
    """Note strike-through and colours, which people use to say something."""
    if cell.font.strike:
        notes["strike"] = True
    for name, colour in (("colour", cell.fill.fgColor if cell.fill.fill_type else None), ("letters", cell.font.color)):
        if colour is not None and colour.type == "rgb" and str(colour.rgb) not in ("00000000", "FF000000"):
            notes[name] = str(colour.rgb)
        elif colour is not None and colour.type == "theme" and colour.theme != 1:
            notes[name] = f"theme {colour.theme}"
