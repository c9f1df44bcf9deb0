"""Reads written testimonies (Markdown, plain text, DOCX, PDF): a small header, then the words, one or many persons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook.headings import heading
from casebook.importers.formats import docx, encodings, pdf
from casebook.importers.formats.documents import Document, Line
from casebook.importers.shapes import Options, Quarantined, Row, Sheet, check_headers

SUFFIXES = (".md", ".markdown", ".txt", ".docx", ".pdf")
FENCE = "---"
LONGEST_HEADER = 60
KEY = re.compile(r"(?P<key>[^\s:：#>*|\-–\d][^:：|]{0,39}?)\s*[:：](?!//)\s*(?P<value>.*)")
TITLE = re.compile(r"#[ \t]+(?P<title>.*?)[ \t]*#*")


@dataclass
class _Person:
    """What the file says of one person, as far as it has been read."""

    line: Line
    cells: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def read(path: Path, options: Options) -> Iterator[Sheet]:
    """One row a person: the keys of the header above the text, the heading, and `text`, the words themselves.

    A header is `Key: value` lines between two lines `---`, or `Key: value` lines before a blank line at the beginning
    or under a heading. A new person begins at a new `---` header or a heading of level 1 (`# Name`); a header above
    several headings holds for all of them. Raises Refused for a file that cannot be read or is empty.
    """
    document = _document(path, options)
    if not any(line.text.strip() for line in document.lines):
        raise encodings.empty(path)
    persons = list(_persons(document.lines, options))
    keys: dict[str, None] = {}
    for person in persons:
        keys.update(dict.fromkeys(person.cells))
    headers = check_headers([key for key in keys if key != "text"] + ["text"], path.name)
    yield Sheet("", headers, _rows(persons, headers, document, path, options), document.notes)


def _document(path: Path, options: Options) -> Document:
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return docx.read(path, options)
    if suffix == ".pdf":
        return pdf.read(path, options)
    text = encodings.read_text(path, options).removeprefix("\ufeff")
    return Document("line", [Line(line, number) for number, line in enumerate(text.split("\n"), 1)])


def _persons(lines: list[Line], options: Options) -> Iterator[_Person]:
    """The persons of a document in order."""
    shared: dict[str, str] = {}
    person = _Person(lines[0])
    at = 0
    header, end = _plain_header(lines, 0, options)
    if header:
        shared, person.cells, at = header, dict(header), end
    while at < len(lines):
        title = TITLE.fullmatch(lines[at].text)
        header, end = _fenced_header(lines, at, options)
        if header or title:
            if _said(person):
                yield person
            shared = header or shared
            person = _Person(lines[at], dict(shared))
            at = end if header else at + 1
            if title:
                _add(person.cells, "heading", title["title"])
                header, at = _plain_header(lines, at, options)
                person.cells.update(header)
        else:
            person.lines.append(lines[at])
            at += 1
    if _said(person) or person.cells:
        yield person


def _said(person: _Person) -> bool:
    """Whether a person has a heading or words of their own, beside a header that holds for several."""
    return "heading" in person.cells or any(line.text.strip() for line in person.lines)


def _fenced_header(lines: list[Line], at: int, options: Options) -> tuple[dict[str, str], int]:
    """(the header between this line and the next `---`, the line after it), or ({}, at) when this is no header."""
    if lines[at].text.rstrip() != FENCE:
        return {}, at
    for end in range(at + 1, min(at + LONGEST_HEADER, len(lines))):
        if lines[end].text.rstrip() == FENCE:
            header = _keys([line.text for line in lines[at + 1 : end] if line.text.strip()], options)
            return (header, end + 1) if header else ({}, at)
    return {}, at


def _plain_header(lines: list[Line], at: int, options: Options) -> tuple[dict[str, str], int]:
    """(the `Key: value` lines from here to a blank line, the line after them), or ({}, at) when these are no header.

    Words that happen to hold a colon are no header: one key at least must be one that the source knows, or, for a
    source that knows none yet, there must be two lines.
    """
    start = at
    while start < len(lines) and not lines[start].text.strip():
        start += 1
    end = start
    while end < len(lines) and lines[end].text.strip():
        end += 1
    header = _keys([line.text for line in lines[start:end]], options) if end - start <= LONGEST_HEADER else {}
    known = {name.casefold() for name in options.headers}
    sure = any(key.casefold() in known for key in header) if known else len(header) > 1
    return (header, end) if sure else ({}, at)


def _keys(lines: list[str], options: Options) -> dict[str, str]:
    """The keys and values of a header, keys spelt as the source spells them; {} when a line is neither."""
    spelling = {name.casefold(): name for name in options.headers}
    found: dict[str, str] = {}
    key = ""
    for line in lines:
        if line[:1].isspace() and key:
            found[key] = f"{found[key]}\n{line.strip()}".strip()
        elif given := KEY.fullmatch(line.rstrip()):
            key = spelling.get(heading(given["key"]).casefold(), heading(given["key"]))
            _add(found, key, _unquoted(given["value"]))
        else:
            return {}
    return found


def _unquoted(value: str) -> str:
    """A value without the quotes that YAML may put around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _add(cells: dict[str, str], key: str, value: str) -> None:
    cells[key] = f"{cells[key]}\n{value}" if cells.get(key) else value


def _rows(
    persons: list[_Person], headers: tuple[str, ...], document: Document, path: Path, options: Options
) -> Iterator[Row | Quarantined]:
    several = any("heading" in person.cells for person in persons)
    for person in persons:
        text = "\n".join(line.text for line in person.lines).strip("\n")
        _add(person.cells, "text", text)
        locator = _locator(person, document.unit)
        values = tuple(person.cells.get(header, "") for header in headers)
        if wrong := _wrong(person, values, several and person is persons[0], options):
            code, words, fix = wrong
            yield Quarantined(locator, "\n".join(values), code, f"{path.name} {locator}: the text {words}", fix)
        else:
            yield Row(locator, values, _notes(person))


def _wrong(person: _Person, values: tuple[str, ...], first: bool, options: Options) -> tuple[str, str, str] | None:
    """(code, words, fix) of what makes a person's text unfit to be a record; None when nothing does."""
    if first and not set(person.cells) - {"text"}:
        return "before_a_heading", "stands before the first heading", "Put it under the heading of its person"
    if any("\0" in value for value in values):
        return "nul", "holds a NUL character", "The file is damaged here: ask for it again"
    if any(len(value) > options.max_cell_bytes for value in values):
        return "huge_cell", f"is longer than {options.max_cell_bytes:,} bytes", "Divide the file"
    return None


def _locator(person: _Person, unit: str) -> str:
    first = person.line.place
    last = max((line.place for line in person.lines if line.text.strip()), default=first)
    return f"pages {first}-{last}" if unit == "page" and last > first else f"{unit} {first}"


def _notes(person: _Person) -> dict[str, dict[str, Any]] | None:
    found: dict[str, Any] = {}
    heading_line = () if person.lines and person.lines[0] is person.line else (person.line,)
    for line in (*heading_line, *person.lines):
        for kind, texts in (line.notes or {}).items():
            found.setdefault(kind, []).extend(texts)
    return {"text": found} if found else None
