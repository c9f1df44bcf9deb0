"""Reads JSON and JSON Lines: one object a record, every value as it is written in the file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casebook.importers.formats import encodings
from casebook.importers.shapes import Options, Quarantined, Refused, Row, Sheet, check_headers

SUFFIXES = (".json", ".jsonl", ".ndjson")
LONGEST_LIST = 20
MOST_CELLS = 20_000_000  # records times keys, where most of them would be blank
SPACE = re.compile(r"[ \t\n\r]*")


class _Bad(ValueError):
    """What makes one object unfit to be a record."""

    def __init__(self, code: str, words: str, fix: str):
        super().__init__(words)
        self.code, self.words, self.fix = code, words, fix


def read(path: Path, options: Options) -> Iterator[Sheet]:
    """The one sheet of the file: a list of objects, {"records": [...]}, or one object a line (.jsonl, .ndjson).

    Headers are the keys of all objects together. Nested objects and lists are laid out with dots (`birth.place`,
    `names.1`); a list of more than 20 stays JSON text. Numbers stay as written; null, and what an object lacks, is
    blank. Raises Refused when the file is no such thing; one bad object is set aside.
    """
    text = encodings.read_text(path, options).removeprefix("\ufeff")
    pieces = _lines(text) if path.suffix.lower() in (".jsonl", ".ndjson") else _objects(text, path)
    found = [_flat(locator, line, piece, path, options) for locator, line, piece in pieces]
    headers: dict[str, int] = {}
    for _, cells in found:
        for header in cells if isinstance(cells, dict) else ():
            headers.setdefault(header, len(headers))
    names = check_headers(list(headers), path.name)
    if len(found) * len(names) > max(MOST_CELLS, 50 * sum(len(cells) for _, cells in found if isinstance(cells, dict))):
        raise Refused(
            "too_many_keys", f"{path.name} has {len(names):,} keys, and hardly any record has more than a few of them",
            "Put what is different in each record into the value, not into the key",
        )  # fmt: skip
    yield Sheet("", names, _rows(found, names), {})


def _rows(found: list[tuple[str, Any]], headers: tuple[str, ...]) -> Iterator[Row | Quarantined]:
    for locator, cells in found:
        if isinstance(cells, Quarantined):
            yield cells
        else:
            yield Row(locator, tuple(cells.get(header, "") for header in headers))


def _lines(text: str) -> Iterator[tuple[str, int, str]]:
    """(locator, line, JSON) of each line that is not blank."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"line {number}", number, line


def _objects(text: str, path: Path) -> Iterator[tuple[str, int, str]]:
    """(locator, line, JSON) of each item of the file's list; raises Refused where the file is not JSON."""
    at, line, counted, number = _list_start(text, path), 1, 0, 0
    while text[at] != "]":
        end = _end(text, at, path)
        number += 1
        line, counted = line + text.count("\n", counted, at), at
        yield f"record {number}", line, text[at:end]
        at = SPACE.match(text, end).end()
        if text[at : at + 1] == ",":
            at = SPACE.match(text, at + 1).end()
            if text[at : at + 1] in ("]", ""):
                raise _not_json(path, text, at)
        elif text[at : at + 1] != "]":
            raise _not_json(path, text, at)
    if "".join(text[at + 1 :].split()) != ("}" if text.lstrip()[0] == "{" else ""):
        raise _not_a_list(path, text.count("\n", 0, at) + 1)


def _list_start(text: str, path: Path) -> int:
    """Where the first item of the list (or its closing bracket) stands."""
    opening = re.compile(r'[ \t\n\r]*(?:\{[ \t\n\r]*"records"[ \t\n\r]*:[ \t\n\r]*)?\[[ \t\n\r]*').match(text)
    if opening is None or opening.end() == len(text):
        raise _not_a_list(path, 1)
    return opening.end()


def _not_a_list(path: Path, line: int) -> Refused:
    return Refused(
        "not_a_list",
        f'{path.name} is neither a list of objects nor {{"records": [...]}} with nothing before or after the list',
        "Put the records into one list; one object a line goes into a file named .jsonl",
        line,
    )


def _end(text: str, at: int, path: Path) -> int:
    """Where the item that begins there ends."""
    try:
        return _LENIENT.raw_decode(text, at)[1]
    except (ValueError, RecursionError) as error:
        raise _not_json(path, text, getattr(error, "pos", at)) from None


def _not_json(path: Path, text: str, at: int) -> Refused:
    return Refused(
        "not_json",
        f"{path.name} is not JSON, or not whole",
        "Look at that line for a missing comma, quote or bracket, or export the file again",
        text.count("\n", 0, at) + 1,
    )


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Bad("duplicate_key", "has a key twice", "Keep one of the two, or give each a key of its own")
    return found


def _constant(name: str) -> None:
    raise _Bad("not_json", f"holds {name}, which is not JSON", 'Write null, or the word in quotes')


_LENIENT = json.JSONDecoder(parse_int=str, parse_float=str)
_STRICT = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_constant, object_pairs_hook=_pairs)


def _flat(
    locator: str, line: int, piece: str, path: Path, options: Options
) -> tuple[str, dict[str, str] | Quarantined]:
    """(locator, the cells of one object by header), or what is set aside of it."""
    try:
        value = _STRICT.decode(piece.strip(" \t\n\r"))
        if not isinstance(value, dict):
            raise _Bad("not_an_object", "is not an object", "Write each record as {...}")
        cells: dict[str, str] = {}
        _lay_out("", value, cells)
        _check(cells, options)
        return locator, cells
    except (_Bad, ValueError, RecursionError) as error:
        bad = error if isinstance(error, _Bad) else _Bad("not_json", "is not JSON", "Correct it, or export it again")
    return locator, Quarantined(
        locator, piece, bad.code, f"{path.name} line {line}: the record {bad.words}", bad.fix
    )


def _lay_out(name: str, value: Any, cells: dict[str, str]) -> None:
    """Put a value and all within it into `cells`, the path to each with dots as its header."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            _lay_out(f"{name}.{key}" if name else key, inner, cells)
    elif isinstance(value, list) and 0 < len(value) <= LONGEST_LIST:
        for number, inner in enumerate(value, 1):
            _lay_out(f"{name}.{number}", inner, cells)
    elif name in cells or not name.strip():
        raise _Bad("duplicate_key", "has two values under one key, or none", "Give each value a key of its own")
    else:
        cells[name] = _text(value)


def _text(value: Any) -> str:
    """A value as the file writes it; strings without their quotes, and nothing for null, [] and {}."""
    if isinstance(value, str):
        return value
    if value is None or value in ([], {}):
        return ""
    return json.dumps(value, ensure_ascii=False)


def _check(cells: dict[str, str], options: Options) -> None:
    """Raise _Bad for a cell that cannot be kept."""
    for cell in (*cells, *cells.values()):
        if "\0" in cell:
            raise _Bad("nul", "holds a NUL character", "The file is damaged here: ask for it again")
        if not cell.isascii() and re.search("[\ud800-\udfff]", cell):
            raise _Bad("half_character", "holds half a character", "The file is damaged here: ask for it again")
        if len(cell) > options.max_cell_bytes:
            raise _Bad("huge_cell", f"has a value of more than {options.max_cell_bytes:,} bytes", "Keep it in a file")
