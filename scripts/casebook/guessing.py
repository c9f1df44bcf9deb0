"""Guesses what the columns of a new source hold, from their headings and from how their values read."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casebook import kinship, languages_seen, reading, screening_words, sources, vocabularies
from casebook.guessing_headings import folded, headed, headed_last
from casebook.sources import Entry, Source
from casebook.wordings import Wordings

EMAIL = re.compile(r"\S+@\S+\.\w+")
ADDRESS = re.compile(r"https?://\S+|www\.\S+")
ENOUGH, MOST = 0.5, 0.8
LONG = 100
# What values may turn out to be under a heading that says nothing, tried in this order.
PERHAPS = (
    {"property": "detention.date"}, {"property": "sentence.term"}, {"property": "sex"}, {"property": "ethnicity"},
    {"property": "relation", "of": "informant"}, {"property": "home"},
)  # fmt: skip


@dataclass
class Column:
    """One column of the file: its heading and what stands in its first rows, blank cells left out."""

    header: str
    values: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Guess:
    """What a column may hold: its options as a source.yml writes them (None: nothing), whether to use them, and why."""

    header: str
    options: dict[str, str] | None
    sure: bool
    reason: str

    @property
    def code(self) -> str:
        return (self.options or {}).get("property", "")


def guesses(columns: list[Column], language: str | None, order: str | None) -> list[Guess]:
    """A guess for each column, in order. A column that may hold contacts is always used, so that it is kept apart."""
    return [_guess(column, language, order) for column in columns]


def _guess(column: Column, language: str | None, order: str | None) -> Guess:
    found = headed(column.header)
    if not column.values:
        return Guess(column.header, found and found[0], False, "blank in every row looked at")
    if found is None:
        return _by_values(column, language, order)
    options, exact = found
    kind = _kind(options)
    if options == {"property": "name"} and not exact and (relative := _relative(column.header, language)):
        options = relative
    if options["property"] == "name":
        options = _with_script(options, column.values)
    if kind == "contact":
        return Guess(column.header, options, True, "the heading; kept apart, in contacts.db alone")
    if kind in ("text", "narrative", "words", "identifier", "reference"):
        return Guess(column.header, options, exact, "the heading" if exact else "part of the heading: is it so?")
    share = understood(column.values, options, language, order)
    if kind == "name" and not exact and "of" not in options:  # all words read as a name
        return Guess(column.header, options, headed_last(column.header), "part of the heading: whose name is it?")
    reason = f"the heading{'' if exact else ', in part'}; {share:.0%} of its values read so"
    return Guess(column.header, options, share >= (ENOUGH if exact else MOST), reason)


def _by_values(column: Column, language: str | None, order: str | None) -> Guess:
    """A guess from values alone: contacts and long texts are used, the rest is for a person to say."""
    values = column.values
    sample = values[:300]
    for options, pattern in (({"property": "email", "of": "informant"}, EMAIL), ({"property": "link"}, ADDRESS)):
        if sum(bool(pattern.fullmatch(value.strip())) for value in sample) >= MOST * len(sample):
            return Guess(column.header, options, True, "its values look like it; whose is it?")
    if sum(screening_words.reaches(value) for value in sample) > ENOUGH * len(sample):
        phone = {"property": "phone", "of": "informant"}
        return Guess(column.header, phone, True, "its values look like telephone numbers; whose are they?")
    if sum(map(len, sample)) / len(sample) > LONG:
        return Guess(column.header, {"property": "text"}, True, "long texts; `testimony` has them read by machine")
    if relative := _relative(column.header, language):
        sure = understood(values, relative, language, order) >= MOST
        return Guess(column.header, relative, sure, "the heading names a relative")
    for options in PERHAPS:
        if understood(values, options, language, order) >= MOST:
            reason = f"its values read as {options['property'].rpartition('.')[2]}; the heading does not say of what"
            return Guess(column.header, options, False, reason)
    return Guess(column.header, None, False, "neither heading nor values say what it is")


def _relative(header: str, language: str | None) -> dict[str, str] | None:
    """The options for the name of a relative whom the heading names by one clear word ("wife", "сестра")."""
    words = folded(header)[0]
    found = kinship.find_relations(words, language=language)
    relation = kinship.parse_relation(words, language=language) or (found[0][2] if len(found) == 1 else None)
    if relation is None or relation.ambiguous:
        return None
    return {"property": "name", "of": f"relative:{relation.code}"}


def understood(values: list[str], options: dict[str, str], language: str | None, order: str | None) -> float:
    """The share of values that import would understand under these options, absences left out; 0 to 1."""
    source = Source("", Path(), "", language=language, day_month_order=order)
    wordings = Wordings(source)
    event, _, name = options["property"].rpartition(".")
    entry = Entry(name, event=event or None, of=options.get("of", "subject"))
    read_cell = reading.CellReader(source, wordings, entry)
    read = [read_cell(value) for value in list(dict.fromkeys(values))[:300]]
    said = [parts for parts in read if parts and all(part.absence is None for part in parts)]
    good = sum(all(part.issue != reading.NOT_UNDERSTOOD for part in parts) for parts in said)
    return good / len(said) if said else 0.0


def _kind(options: dict[str, str]) -> str:
    return vocabularies.load("properties")[options["property"].rpartition(".")[2]]["type"]


def _with_script(options: dict[str, str], values: list[str]) -> dict[str, str]:
    """The options of a name with the script that most of its values are in."""
    script = languages_seen.script("".join(values[:300]))
    return options if "script" in options or script is None else {**options, "script": script}


def preset_for(headers: list[str]) -> str | None:
    """The preset that knows nearly all of these headings; None when none does."""
    best = max(((_share(name, headers), name) for name in sources.presets()), default=(0.0, ""))
    return best[1] if best[0] >= MOST else next((name for name in sources.presets() if _around(name, headers)), None)


def _around(preset: str, headers: list[str]) -> bool:
    """Whether a preset is that of a program which puts its own columns around those of a form: its key, which is no
    heading that people write, is there with three others that it knows."""
    source = sources.of_preset(preset)
    if source.key not in headers or headed(source.key):
        return False
    return sum(header.startswith("_") and source.knows(header) for header in headers) > 3


def _share(preset: str, headers: list[str]) -> float:
    """The share of the headings that a preset maps or ignores; nothing for fewer than two, or for a preset of texts."""
    source = sources.of_preset(preset)
    known = [header for header in headers if source.knows(header)]
    return len(known) / len(headers) if len(known) > 1 and source.kind != "testimony" else 0.0


def key_of(columns: list[Column], found: list[Guess], rows: int) -> str | None:
    """The heading of a column that numbers the rows: headed so, never blank, and different in every row."""
    numbered = (
        column.header
        for column, guess in zip(columns, found, strict=True)
        if guess.code == "source_id" and len(column.values) == rows == len(set(column.values))
    )
    return next(numbered, None)


def order_of(values: Iterator[str]) -> tuple[str | None, str]:
    """(the order of day and month that the values prove, or None; why). The language never decides it."""
    counts: Counter[str] = Counter()
    for value in values:
        if found := re.fullmatch(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\s*", value):
            first, second = int(found[1]), int(found[3])
            counts["DMY" if first > 12 else "MDY" if second > 12 else "open" if first != second else ""] += 1
        elif re.match(r"\s*\d{4}[./-]\d{1,2}[./-]\d{1,2}", value):
            counts["YMD"] += 1
    if counts["DMY"] and not counts["MDY"]:
        return "DMY", f"some dates ({counts['DMY']}) can only have the day first"
    if counts["MDY"] and not counts["DMY"]:
        return "MDY", f"some dates ({counts['MDY']}) can only have the month first"
    if counts["MDY"]:
        return None, "some dates can only have the day first and others only the month: ask the source"
    if counts["open"]:
        return None, f"dates such as 3/4/2018 ({counts['open']}) could be read both ways: ask the source"
    return None, "no date here depends on it"
