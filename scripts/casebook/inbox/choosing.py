"""Choosing: which source an uploaded file belongs to, as its headings suggest, or what a new one would say of itself.

What is chosen: {"source": folder, "replaces": file or "", "guessed": whether `replaces` may turn out wrong} for a source that
is there, or {"title", "language", "order", "century", "columns": {heading: whose}} for a new one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casebook import guessing, importers, receipts, source_drafts, source_looks
from casebook.headings import heading
from casebook.importers.shapes import Options
from casebook.inbox.taking import HERE
from casebook.source_looks import Look
from casebook.sources import Source

# What may be said of a column that nobody could place: nothing, or whose name or number it holds.
APART = {"teller": {"property": "name", "of": "informant"}, "contact": {"property": "phone", "of": "informant"}}


def look(path: Path, known: list[Source]) -> dict[str, Any]:
    """What a file looks like and which sources it may belong to; raises Refused when it cannot be read."""
    seen = source_looks.look(path, None, Options())
    guessed = source_drafts.guessed(seen)
    fits = list(_fits(seen, known))
    return {
        "rows": seen.rows, "set_aside": seen.set_aside, "sheets": seen.sheets, "language": guessed.language or "",
        "order": guessed.order or "", "columns": [_column(one) for one in guessed.columns], "fits": fits,
    }  # fmt: skip


def sure(looked: dict[str, Any]) -> dict[str, Any] | None:
    """The choice that is made for a file whose headings are those of one source alone."""
    if len(looked["fits"]) != 1:
        return None
    (one,) = looked["fits"]
    return {"source": one["source"], "replaces": one["last"], "guessed": bool(one["last"])}


def source_text(path: Path, chosen: dict[str, Any]) -> str:
    """The source.yml of a new source for this file, with what was said of it."""
    said = {name: chosen[name] for name in ("language", "order", "century") if chosen.get(name)}
    columns = {header: APART[whose] for header, whose in chosen.get("columns", {}).items() if whose in APART}
    return source_drafts.draft(source_looks.look(path, None, Options()), chosen["title"], said, columns).text


def _column(one: guessing.Guess) -> dict[str, Any]:
    options = one.options or {}
    return {"header": one.header, "property": options.get("property", ""), "of": options.get("of", ""), "sure": one.sure}


def _fits(seen: Look, known: list[Source]) -> Iterator[dict[str, str]]:
    """The sources that know every heading of the file, and miss none of theirs, with the file each received last."""
    headers = [column.header for column in seen.columns]
    present = {heading(header) for header in headers}
    for source in known:
        kind = source.kind or None
        whole = all(column.optional or heading(column.header) in present for column in source.columns)
        same = kind is None or kind == seen.kind or importers.find(kind) is importers.find(seen.kind)
        if same and whole and headers and all(map(source.knows, headers)) and not source.name.startswith(HERE):
            live = receipts.effective(source.folder)
            yield {"source": source.name, "last": live[-1].file if live else ""}
