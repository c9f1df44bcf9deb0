"""Reads tables kept as text (CSV, TSV): strictly, and without changing a character of a cell."""

import csv
import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from casebook.importers.formats import delimiters, encodings
from casebook.importers.shapes import Options, Quarantined, Refused, Row, Sheet, check_headers

SUFFIXES = (".csv", ".tsv", ".tab")


def read(path: Path, options: Options) -> Iterator[Sheet]:
    """The one sheet of a table file; raises Refused when its encoding, delimiter or headings are not certain.

    Rows are numbered as a spreadsheet numbers them: the first is 1, blank ones count but are not rows.
    """
    file = encodings.open_text(path, options)
    try:
        delimiter, skip = delimiters.find(file, path, options)
        lines = _Lines(file)
        for _ in range(skip):
            next(iter(lines))
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        headers = _headers(reader, lines, path, options.header_row)
    except UnicodeDecodeError as error:
        file.close()
        raise encodings.misfit(path, options, error) from None
    except Refused:
        file.close()
        raise
    read_as = {"encoding": file.encoding, "delimiter": delimiter, "blank_rows": 0}
    rows = _Rows(path, options, lines, reader, len(headers), options.header_row + skip, read_as)
    yield Sheet("", headers, rows.read(), {}, read_as)


class _Lines:
    """The lines of the file, with those of the row being read kept, in case it has to be set aside."""

    def __init__(self, file: TextIO):
        self.file = file
        self.kept: list[str] = []
        self.iterator = self._keep()

    def _keep(self) -> Iterator[str]:
        keep = self.kept.append
        for line in self.file:
            keep(line)
            yield line

    def __iter__(self) -> Iterator[str]:
        return self.iterator


def _headers(reader: Iterator[list[str]], lines: _Lines, path: Path, header_row: int) -> tuple[str, ...]:
    """The headings, from the row asked for; raises Refused when there are none, or they are not all different."""
    try:
        for _ in range(header_row - 1):
            next(reader)
        headers = next(reader)
    except StopIteration:
        raise encodings.empty(path) from None
    except csv.Error:
        raise Refused(
            "broken_quotes", f"the headings of {path.name} have a quote out of place", "Mend the quotes", 1
        ) from None
    lines.kept.clear()
    if not headers:
        raise Refused(
            "empty_header",
            f"row {header_row} of {path.name}, where the headings should be, is blank",
            "Say in source.yml which row holds the headings: `header_row: 2`",
            header_row,
        )
    return check_headers(headers, path.name, header_row)


class _Rows:
    """The rows after the headings: each is whole, or set aside with its reason."""

    def __init__(self, path, options, lines, reader, width, first, read_as):
        self.path, self.options, self.lines, self.reader = path, options, lines, reader
        self.width, self.number, self.read_as = width, first, read_as

    def read(self) -> Iterator[Row | Quarantined]:
        """Every row in order; raises Refused where one cannot tell any more where rows begin."""
        has_nul = _has_nul(self.path, self.lines.file.encoding)
        kept, width, make, row_type = self.lines.kept, self.width, tuple.__new__, Row
        limit = csv.field_size_limit(self.options.max_cell_bytes)
        try:
            with self.lines.file:
                while True:
                    try:
                        for cells in self.reader:
                            self.number += 1
                            if len(cells) != width or has_nul or cells[0][:1] <= " ":  # perhaps blank
                                yield from self._look(cells)
                            else:
                                yield make(row_type, (f"row {self.number}", tuple(cells), None))
                            kept.clear()
                        return
                    except csv.Error as error:
                        self.number += 1
                        yield self._broken(str(error))
                        kept.clear()
        except UnicodeDecodeError as error:
            raise encodings.misfit(self.path, self.options, error) from None
        finally:
            csv.field_size_limit(limit)

    def _look(self, cells: list[str]) -> Iterator[Row | Quarantined]:
        """What an unusual row is: blank (nothing), whole after all, or to be set aside."""
        if not any(cell and not cell.isspace() for cell in cells):
            self.read_as["blank_rows"] += 1
        elif len(cells) != self.width:
            yield self._aside(
                "ragged_row",
                f"has {len(cells)} cells where the headings have {self.width}",
                "Look for a missing or extra delimiter, or a quote left out around a cell",
            )
        elif any("\0" in cell for cell in cells):
            yield self._aside("nul", "holds a NUL character", "The file is damaged here: ask for it again")
        else:
            yield Row(f"row {self.number}", tuple(cells))

    def _broken(self, error: str) -> Quarantined:
        """The row that csv could not read; raises Refused when the damage may reach into the rows after it."""
        line = self._line()
        text = "".join(self.lines.kept)
        if "field limit" in error:
            code, words = "huge_cell", f"has a cell of more than {self.options.max_cell_bytes:,} bytes"
            fix = "Look for a quote left open; keep long documents in files of their own"
        else:
            code, words = "broken_quotes", "has a quote out of place"
            fix = 'Write a quote within a quoted cell twice: ""'
        if text.count('"') % 2 or len(self.lines.kept) > 1:
            opened = "a quote opened here is not closed properly" if code == "broken_quotes" else words
            raise Refused(code, f"{self.path.name}: {opened}, so one cannot tell where the next rows begin", fix, line)
        return self._aside(code, words, fix)

    def _line(self) -> int:
        """The line of the file on which the row being read begins."""
        return self.reader.line_num - len(self.lines.kept) + 1

    def _aside(self, code: str, words: str, fix: str) -> Quarantined:
        content = "".join(self.lines.kept).rstrip("\r\n")
        return Quarantined(
            f"row {self.number}", content, code, f"{self.path.name} line {self._line()}: the row {words}", fix
        )


def _has_nul(path: Path, encoding: str) -> bool:
    """Whether a NUL may be in the file's text: found in its bytes, which is quick and spares a look at each row."""
    if encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        return True
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"\0") >= 0
