"""Reads a campaign written down in YAML: what it asks of whom, for which people, how many signed, and what was done."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casebook import marked_yaml
from casebook.importers.shapes import Options, Quarantined, Refused, Row, Sheet
from casebook.marked_yaml import Mistake

SUFFIXES = ()  # read where source.yml says `kind: campaign`

CODES = ("intervention", "response", "impact", "status")
# The sheets: what each is called, and its columns. The campaign itself is the one row of the first.
SHEETS = {
    "campaign": ("number", "title", "organisation", "launch", "demand", "addressed", "intervention"),
    "cases": ("number", "name", "mention", "record"),
    "counts": ("number", "date", "country", "count", "said_by"),
    "steps": ("number", "step", "date", "to", "words", *CODES),
}
# The lists of steps: what each of them is, and what may be told of it. Of a meeting with relatives, never whom.
STEPS = {
    "deliveries": ("delivery", ("number", "date", "to", "words", *CODES)),
    "meetings": ("meeting", ("number", "date", "words")),
    "outcome": ("outcome", ("number", "date", "words", "response", "impact", "status")),
}
HEAD = SHEETS["campaign"][1:]
KNOWN = (*HEAD, "cases", "counts", *STEPS)
CAMPAIGN = "0"  # the number of the row that tells of the campaign itself

Lines = dict[marked_yaml.Place, int]
Read = Iterator[Row | Quarantined]


def read(path: Path, options: Options) -> Iterator[Sheet]:
    """A sheet for the campaign, its cases, its counts of signatures, and its steps; every value as it is written.

    Raises Refused for what is no YAML, has no title, or says something under a word that is not known here.
    """
    content, lines = _content(path)
    listed = {name: _listed(content, name) for name in ("cases", "counts", *STEPS)}
    head = {name: content[name] for name in HEAD if name in content}
    for name, value in head.items():
        if not _is_text(value):
            raise Refused("not_a_campaign", f"{path.name}: what stands at {name!r} is not text", f"Write {name} as words",
                          lines[(name,)])  # fmt: skip
    yield _sheet("campaign", iter([_row("campaign", head | {"number": CAMPAIGN}, lines[("title",)])]))
    yield _sheet("cases", _cases(path, listed["cases"], lines))
    yield _sheet("counts", _items(path, "counts", "counts", SHEETS["counts"], {}, listed["counts"], lines))
    yield _sheet("steps", _steps(path, listed, lines))


def _content(path: Path) -> tuple[dict[str, Any], Lines]:
    """What the file says, with the line of each part; Refused where it is not a campaign."""
    try:
        content, lines = marked_yaml.read(path)
    except Mistake as mistake:
        words = f"{path.name} cannot be read as YAML, or says a word twice"  # the mistake itself may quote
        raise Refused("not_yaml", words, mistake.fix, mistake.line) from None
    if not isinstance(content, dict) or not content.get("title"):
        raise Refused("not_a_campaign", f"{path.name} has no title", "Begin with `title:`, as docs/importers.md shows")
    for name in content:
        if name not in KNOWN:
            raise Refused("not_a_campaign", f"{path.name}: a word here is not known", f"Known here: {', '.join(KNOWN)}",
                          lines[(name,)])  # fmt: skip
    return content, lines


def _listed(content: dict[str, Any], name: str) -> list[Any]:
    found = content.get(name, [])
    return found if isinstance(found, list) else [found]


def _sheet(name: str, rows: Read) -> Sheet:
    return Sheet(name, SHEETS[name], rows)


def _row(sheet: str, cells: dict[str, str], line: int) -> Row:
    return Row(f"line {line}", tuple(cells.get(header, "") for header in SHEETS[sheet]))


def _cases(path: Path, items: list[Any], lines: Lines) -> Read:
    """A name alone, or a mapping with a name, the key of a mention or that of a record."""
    spelled = [{"name": item} if isinstance(item, str) else item for item in items]
    yield from _items(path, "cases", "cases", SHEETS["cases"], {}, spelled, lines)


def _steps(path: Path, listed: dict[str, list[Any]], lines: Lines) -> Read:
    for name, (step, allowed) in STEPS.items():
        items = [{"words": item} if isinstance(item, str) else item for item in listed[name]]
        yield from _items(path, "steps", name, allowed, {"step": step}, items, lines)


def _items(
    path: Path, sheet: str, name: str, allowed: tuple[str, ...], given: dict[str, str], items: list[Any], lines: Lines
) -> Read:
    """A row for each item of a list that is not blank; one that is no mapping of words that are allowed is set aside."""
    for at, item in enumerate(items):
        line = lines.get((name, at), lines.get((name,), 1))
        good = isinstance(item, dict) and set(item) <= set(allowed) and all(map(_is_text, item.values()))
        if not item or (good and not any(value.strip() for value in item.values())):
            continue
        if good:
            yield _row(sheet, {**item, **given}, line)
        else:
            words = f"{path.name} line {line}: what stands under `{name}` is not told by {', '.join(allowed)}"
            yield Quarantined(f"line {line}", json.dumps(item, ensure_ascii=False), "not_told_so", words,
                              "Tell it by these words, each with a text")  # fmt: skip


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\0" not in value
