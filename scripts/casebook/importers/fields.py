"""Reads pages written as template fields, as wikis export them: a heading, then one `name=value` a line."""

import re
from collections.abc import Iterator
from pathlib import Path

from casebook.importers.formats import encodings
from casebook.importers.shapes import Options, Quarantined, Refused, Row, Sheet, check_headers

SUFFIXES = (".fields",)
HEADING = re.compile(r"==\s*(?P<title>[^=|][^|]*?)(?:\s*\|(?P<about>.*?))?\s*(?:==)?\s*")
ABOUT = re.compile(r"\s*(?:page\s+(?P<page>\S+)|rev\s+(?P<rev>.+?))\s*")
BEGIN = "Begin each page with a line such as `== Title | page 1`"
# A name before the sign: short, and without the signs of web addresses, links and templates.
FIELD = re.compile(r"[|\s]*(?P<name>(?:(?!//)[^=\[\]{}<>?&]){1,80}?)\s*=(?P<value>.*)", re.DOTALL)


def read(path: Path, options: Options) -> Iterator[Sheet]:
    """One row a page: `== Title | page N | rev M date`, then its fields; all their names together are the headers.

    A line that is no field goes on with the field before; a field that stands twice keeps both values, each on a line
    of its own. What stands before the first heading is set aside. Raises Refused for a file without any page.
    """
    text = encodings.read_text(path, options).removeprefix("\ufeff")
    pages, before = _pages(text)
    if not pages:
        raise Refused("no_page", f"{path.name} holds no page", BEGIN)
    headers: dict[str, None] = {"title": None}
    for _, page in pages:
        headers.update(dict.fromkeys(page))
    names = check_headers(list(headers), path.name)
    yield Sheet("", names, _rows(pages, before, names, path, options), {})


def recognises(path: Path) -> bool:
    """Whether a text file begins with the heading of a page, so that it is no testimony."""
    if path.suffix.lower() not in (".txt", *SUFFIXES):
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = next((line for line in file if line.strip()), "")
    return HEADING.fullmatch(first.rstrip("\r\n")) is not None


def _pages(text: str) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """([(line, cells by name)], the lines before the first page)."""
    pages: list[tuple[int, dict[str, str]]] = []
    before: list[str] = []
    name = ""
    for number, line in enumerate(text.split("\n"), 1):
        if heading := HEADING.fullmatch(line):
            pages.append((number, _heading(heading)))
            name = "title"
        elif not pages:
            before.append(line)
        elif field := FIELD.fullmatch(line):
            name = field["name"].strip()
            _add(pages[-1][1], name, field["value"])
        elif line.strip():
            _add(pages[-1][1], name, line)
    return pages, before


def _heading(found: re.Match[str]) -> dict[str, str]:
    """The title of a page and, as far as they stand there, its number and revision."""
    cells = {"title": found["title"]}
    for part in (found["about"] or "").split("|"):
        if about := ABOUT.fullmatch(part):
            cells.update({key: value for key, value in about.groupdict().items() if value})
        elif part.strip():
            _add(cells, "title", part)
    return cells


def _add(cells: dict[str, str], name: str, value: str) -> None:
    cells[name] = f"{cells[name]}\n{value}" if cells.get(name) else value


def _rows(
    pages: list[tuple[int, dict[str, str]]], before: list[str], headers: tuple[str, ...], path: Path, options: Options
) -> Iterator[Row | Quarantined]:
    if any(line.strip() for line in before):
        yield Quarantined(
            "line 1", "\n".join(before), "outside_a_page", f"{path.name} line 1: text stands before the first page",
            BEGIN,
        )  # fmt: skip
    for line, cells in pages:
        locator = f"page {cells['page']}" if cells.get("page") else f"line {line}"
        row = Row(locator, tuple(cells.get(header, "") for header in headers))
        if any("\0" in cell or len(cell) > options.max_cell_bytes for cell in row.values):
            yield Quarantined(
                locator, "\n".join(f"{name}={cell}" for name, cell in cells.items()), "nul_or_huge_cell",
                f"{path.name} line {line}: the page holds a NUL character or a value of more than "
                f"{options.max_cell_bytes:,} bytes", "The file is damaged here: ask for it again",
            )  # fmt: skip
        else:
            yield row
