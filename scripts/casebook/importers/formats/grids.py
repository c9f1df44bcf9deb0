"""What a sheet of a workbook holds, whichever program wrote it: cells by row and column, and what is hidden in it."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Cell(NamedTuple):
    """A cell's text as a person sees it, and what stands behind or beside it (see shapes.Row)."""

    text: str
    notes: dict[str, Any] | None = None


@dataclass
class Grid:
    """One sheet. Rows and columns count from 1; `notes` is what a person looking at the sheet might not see."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: dict[str, Any] = field(default_factory=dict)


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def formula_notes(formula: str, has_value: bool) -> dict[str, Any]:
    """The notes of a cell with a formula, which is never worked out here; flagged when no value was kept with it."""
    return {"formula": formula} if has_value else {"formula": formula, "code": "formula_without_value"}
