"""Commenting: an uploaded table given back as a workbook, with a comment on each cell that was not understood, and why."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from casebook import importers
from casebook.folders import Folders
from casebook.importers.shapes import Options, Row
from casebook.inbox.drafts import SEEN, Draft

BACK = "commented.xlsx"
WORKBOOKS = (".xlsx", ".xlsm")
MOST = 5000  # comments
ROW = " row "
AUTHOR = "Casebook"
Place = tuple[str, int]


def write(folders: Folders, draft: Draft) -> None:
    """Leave the workbook in the folder of the draft: a workbook as it came, without its formulas and macros, and any other
    table laid out as one."""
    import openpyxl  # late: of all that is done with a draft this alone needs it whole

    path, seen = _file(folders, draft), draft.found(SEEN) or {}
    if path.suffix.lower() in WORKBOOKS:
        book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
        head = seen["read_as"]["header_row"]
        rows: dict[str, Place] = {}
        heads = {sheet.title: {_text(cell.value): cell.column for cell in sheet[head]} for sheet in book.worksheets}
    else:
        head, book = 1, openpyxl.Workbook()
        rows, heads = _laid_out(book, path, seen["read_as"])
    for (place, column), words in _comments(seen["look"], rows, head).items():
        if place[0] in book.sheetnames:
            sheet = book[place[0]]
            _comment(sheet.cell(place[1], heads.get(place[0], {}).get(column.strip(), 1)), words)
    book.save(draft.folder / BACK)


def _file(folders: Folders, draft: Draft) -> Path:
    taken = draft.taken
    return folders.sources / taken["source"] / "files" / taken["file"] if taken else draft.file


def _laid_out(book: Any, path: Path, read_as: dict[str, Any]) -> tuple[dict[str, Place], dict[str, dict[str, int]]]:
    """The rows of a file in sheets, every cell as text: (where each row stands, the column of each heading)."""
    rows, heads = {}, {}
    book.remove(book.active)
    said = {name: read_as[name] for name in ("encoding", "delimiter", "header_row")}
    options = Options(**said, sheets=tuple(read_as["sheets"]))
    for sheet in importers.find(read_as["kind"] or path).read(path, options):
        made = book.create_sheet(_title(sheet.name or path.stem, book.sheetnames))
        heads[made.title] = {header.strip(): number for number, header in enumerate(sheet.headers, 1)}
        rows[sheet.name] = (made.title, 1)
        _fill(made, 1, sheet.headers)
        for number, row in enumerate(sheet.rows, 2):
            rows[row.locator] = (made.title, number)
            _fill(made, number, row.values if isinstance(row, Row) else (row.content,))
    return rows, heads


def _fill(sheet: Any, number: int, cells: Iterable[str]) -> None:
    """One row of texts; none of them becomes a formula or a number."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for column, text in enumerate(cells, 1):
        if text:
            cell = sheet.cell(number, column, ILLEGAL_CHARACTERS_RE.sub("�", text)[:32_767])
            cell.data_type, cell.quotePrefix = "s", True


def _comments(look: list[dict[str, str]], rows: dict[str, Place], head: int) -> dict[tuple[Place, str], str]:
    """The words of each comment by where it belongs: a cell, or the first of a row; a heading where it names no row."""
    found: dict[tuple[Place, str], list[str]] = {}
    for one in look:
        sheet, _, row = one["locator"].rpartition(ROW)
        place = rows.get(one["locator"]) or ((sheet, int(row)) if sheet and row.isdecimal() else (one["locator"], head))
        said = found.setdefault((place, one["column"]), [])
        words = f"{one['rule']} {one['fix']}"
        if words not in said:
            said.append(words)
    return {at: "\n".join(said) for at, said in list(found.items())[:MOST]}


def _comment(cell: Any, words: str) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment

    if isinstance(cell, MergedCell):
        merged = next(one for one in cell.parent.merged_cells.ranges if cell.coordinate in one)
        cell = cell.parent.cell(merged.min_row, merged.min_col)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(before + words, AUTHOR, height=140, width=320)


def _title(name: str, taken: list[str]) -> str:
    """A sheet's name as a workbook allows it."""
    plain = "".join(" " if sign in r"[]:*?/\'" or ord(sign) < 32 else sign for sign in name).strip()[:28] or "Sheet"
    return plain if plain not in taken else f"{plain}{len(taken)}"


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
