"""Writes the folder of a new source: the file, and a source.yml with a reason beside each guess."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from casebook import guessing, guessing_headings, languages_seen, screening_words, source_safety, sources
from casebook.guessing import Column, Guess
from casebook.importers.shapes import Refused
from casebook.source_looks import Look

PLAIN = re.compile(r"[^\W\d_][\w /-]*[\w]")
SAID = "somebody said so"
NOTHING: Mapping = MappingProxyType({})
WORDS = {"yes", "no", "on", "off", "true", "false", "null", "none", "y", "n"}


@dataclass
class Draft:
    """A source.yml in words, and what a person should check in it."""

    text: str
    to_check: list[str]


@dataclass(frozen=True)
class Guessed:
    """What was guessed of a source: the preset that its headings fit, its language, the order of day and month (and why),
    and its columns."""

    preset: str | None
    language: str | None
    why_language: str
    order: str | None
    why_order: str
    columns: list[Guess]
    key: str | None


def guessed(seen: Look, said: Mapping[str, str] = NOTHING) -> Guessed:
    """Guess all that a source.yml says; `said` are the language and the order where somebody knows them."""
    preset = "testimony" if seen.kind == "testimony" else guessing.preset_for([column.header for column in seen.columns])
    known = sources.of_preset(preset) if preset else None
    unknown = [column for column in seen.columns if known is None or not known.knows(column.header)]
    language, why_language = _language(seen.columns)
    order, why_order = guessing.order_of(value for column in seen.columns for value in column.values)
    language, why_language = (said["language"], SAID) if "language" in said else (language, why_language)
    order, why_order = (said["order"], SAID) if "order" in said else (order, why_order)
    found = guessing.guesses(unknown, language, order)
    return Guessed(preset, language, why_language, order, why_order, found, guessing.key_of(unknown, found, seen.rows))


def draft(seen: Look, title: str, said: Mapping[str, str] = NOTHING, columns: Mapping[str, dict[str, str]] = NOTHING) -> Draft:
    """The source.yml for what was seen. What is doubtful is written as a comment, and named in `to_check`.

    `said` (language, order, century) and `columns` (the options of some) are what somebody knows, and not guessed.
    """
    of = guessed(seen, said)
    known = sources.of_preset(of.preset) if of.preset else None
    found = [Guess(one.header, columns[one.header], True, SAID) if one.header in columns else one for one in of.columns]
    key = None if of.key in columns else of.key
    lines = list(_head(seen, title, of.preset))
    if "language" in said or not (known and known.language):
        lines.append(_line("language", of.language, of.language is not None, of.why_language))
    if "order" in said or not (known and known.day_month_order):
        lines.append(_line("day_month_order", of.order or "DMY", of.order is not None, of.why_order))
    lines.append(_line("century", said.get("century", "1900"), "century" in said, "for years of two digits"))
    lines += _to_fill_in()
    if not (known and known.key):
        lines.append(_line("key", key or "HEADING", key is not None, "numbers the rows" if key else "no column does"))
    lines += _columns(found, seen)
    doubtful = [guess.header for guess in found if not guess.sure]
    return Draft("\n".join(lines) + "\n", list(_to_check(seen, of.preset, of.order, of.why_order, doubtful)))


def make(folder: Path, text: str, file: Path | None = None) -> None:
    """Make the folder of a source that says this `text` of itself, with its first file, whole or not at all.

    Raises SourceError when the text cannot be read, Refused when the folder is there already.
    """
    if folder.exists():
        raise Refused("source_exists", f"{folder} is there already", "Give the source another name with --name")
    making = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    try:
        (making / "files").mkdir(parents=True)
        if file:
            shutil.copyfile(file, making / "files" / file.name)
        (making / sources.NAME).write_text(text, encoding="utf-8")
        source_safety.load(making, folder.name)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def write(path: Path, text: str, folder: Path) -> None:
    """Make the folder of the source with its file; raises Refused when it is there already, SourceError as `make` does."""
    if screening_words.reaches(path.name):
        words = "the name of this file holds a telephone number or an address, and names of files are shown"
        raise Refused("contact_in_name", words, "Rename the file first")
    make(folder, text, path)


def name_for(path: Path) -> str:
    """A folder's name from that of a file: its letters and digits, joined by single hyphens."""
    return "-".join(re.findall(r"\w+", path.stem.replace("_", " "))).lower() or "source"


def _head(seen: Look, title: str, preset: str | None) -> Iterator[str]:
    yield "# Guessed by scripts/new_source.py: check every line. docs/source-yml.md explains each option."
    yield f"# {seen.rows:,} rows looked at, {seen.set_aside:,} of them set aside." if seen.set_aside else (
        f"# {seen.rows:,} rows looked at."
    )
    yield f"title: {quoted(title)}"
    yield "# publisher:            # who made or collected it"
    yield f"kind: {seen.kind}"
    if preset and seen.kind != "testimony":
        yield f"preset: {preset}  # its headings are those of this layout"
    for name in ("encoding", "delimiter"):
        if said := getattr(seen.options, name):
            yield f"{name}: {quoted(said)}"
    if seen.options.header_row > 1:
        yield f"header_row: {seen.options.header_row}"
    if seen.options.sheets:
        yield f"sheets: [{', '.join(map(quoted, seen.options.sheets))}]"
    elif len(seen.sheets) > 1:
        yield f"# sheets: [{', '.join(map(quoted, seen.sheets))}]  # all are read unless you name some"


def _to_fill_in() -> list[str]:
    return [
        "# region: CN            # country of telephone numbers written without one",
        "consent: none           # what the people spoken of, or their families, have agreed to",
        "# asserted_by: family   # family, authorities, court, media, organisation, person, unknown",
        "# reported_by: organisation",
        "# how_known: told abroad  # own eyes, told inside, told abroad, document, official answer, public, unknown",
        "# channel: form         # meeting, call, message, form, letter, published",
        "# told: 2021            # when it was told, in words",
    ]


def _line(name: str, value: str | None, sure: bool, why: str) -> str:
    return f"{'' if sure else '# '}{name}: {quoted(value or '')}  # {why}"


def _columns(found: list[Guess], seen: Look) -> list[str]:
    if not found:
        return []
    filled = {column.header: column.values for column in seen.columns}
    used = any(guess.sure for guess in found)
    lines = ["columns:" if used else "# columns:"]
    for guess in found:
        mark = "  " if guess.sure else "  # "
        values = filled[guess.header]
        shape = f"{len(values):,} of {seen.rows:,} filled, {len(set(values)):,} different" if values else "blank"
        lines.append(f"{mark}{quoted(guess.header)}: {_entry(guess)}  # {shape}; {guess.reason}")
    lines.append("# ignore: []  # headings of columns that say nothing of their own; they are kept as they are")
    return lines


def _entry(guess: Guess) -> str:
    options = guess.options or {"property": "text"}
    if len(options) == 1:
        return options["property"]
    return "{" + ", ".join(f"{name}: {quoted(str(value))}" for name, value in options.items()) + "}"


def _language(columns: list[Column]) -> tuple[str | None, str]:
    """(the language of most values, by their letters, else that of most headings; why)."""
    texts = "".join(value for column in columns for value in column.values[:50])
    if by_letters := languages_seen.language(texts):
        return by_letters, "by the letters of most values"
    counts = guessing_headings.languages_of([column.header for column in columns]).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None, "not certain"
    return counts[0][0], f"{counts[0][1]} headings are in it"


def _to_check(seen: Look, preset: str | None, order: str | None, why: str, doubtful: list[str]) -> Iterator[str]:
    """What a person should look at, most important first."""
    yield "who is speaking, and what was agreed: consent, asserted_by, reported_by, how_known"
    if seen.options.header_row > 1:
        yield f"whether the headings stand in row {seen.options.header_row}; what stands above is left out"
    if preset:
        yield f"whether the layout is really that of the preset {preset}"
    if order is None and "ask" in why:
        yield f"the order of day and month: {why}"
    if doubtful:
        yield f"columns that are not certain ({len(doubtful)}): {', '.join(doubtful)}"
    if seen.set_aside > seen.rows:
        yield (f"most rows would be set aside ({seen.set_aside}): are the headings in another row, or some sheets not"
               " meant? Remove the folder and try --header-row and --sheet")  # fmt: skip
    elif seen.set_aside:
        yield f"rows that would be set aside ({seen.set_aside}): import with --preview to see why"
    if seen.notes:
        yield f"what is not seen at first: {', '.join(sorted(set(seen.notes)))}"


def quoted(text: str) -> str:
    """A word or phrase as YAML reads it back unchanged."""
    return text if PLAIN.fullmatch(text) and text.lower() not in WORDS else json.dumps(text, ensure_ascii=False)
