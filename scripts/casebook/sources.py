"""Reads source.yml, which says what the columns of a source's files mean and who is speaking."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casebook import marked_yaml, source_schema, vocabularies
from casebook.headings import heading, plain
from casebook.importers.shapes import Options
from casebook.marked_yaml import Mistake
from casebook.source_mapping import Column, Entry, When

NAME = "source.yml"
DEFAULT_PRESETS = {"testimony": "testimony", "campaign": "campaign"}


class SourceError(Exception):
    """What is wrong in a source.yml: the first mistake's file, line, words and fix; `mistakes` has them all."""

    def __init__(self, file: Path, mistakes: list[Mistake]):
        super().__init__("\n".join(f"{file}:{made.line}: {made.words}. {made.fix}" for made in mistakes))
        self.file, self.mistakes = file, mistakes
        self.line, self.words, self.fix = mistakes[0].line, mistakes[0].words, mistakes[0].fix


@dataclass(frozen=True)
class Speaker:
    """Who is speaking in the source's texts, about whom, and whether the facts point back to them."""

    role: str | None = None
    relation: str | None = None
    about: str | None = None
    points_to_source: str | None = None


@dataclass(frozen=True)
class Source:
    """A source as its source.yml (and the preset under it) describes it; None where it says nothing."""

    name: str
    folder: Path
    title: str
    publisher: str | None = None
    language: str | None = None
    kind: str | None = None
    preset: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    max_unpacked_megabytes: int = 50
    day_month_order: str | None = None
    century: int | None = None
    region: str | None = None
    consent: str = "none"
    example: bool = False
    warning: str | None = None
    asserted_by: str | None = None
    reported_by: str | None = None
    how_known: str | None = None
    speaker: Speaker | None = None
    told: str | None = None
    received: str | None = None
    channel: str | None = None
    key: str | None = None
    columns: tuple[Column, ...] = ()
    ignore: frozenset[str] = frozenset()
    absent: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))
    words: MappingProxyType = field(default_factory=lambda: MappingProxyType({}))
    expect_rows: tuple[int, int] | None = None
    fingerprint: str = ""

    @property
    def options(self) -> Options:
        """How its files ask to be read."""
        return Options(
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheets=self.sheets,
            header_row=self.header_row,
            headers=frozenset(self._by_heading) | self.spoken_of,
            max_unpacked_bytes=self.max_unpacked_megabytes * 1_000_000,
        )

    @cached_property
    def _by_heading(self) -> dict[str, Column]:
        return {heading(column.header): column for column in self.columns}

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The headings, folded, of columns that the source uses or ignores without making claims of them."""
        entries = [entry for column in self.columns for entry in column.entries]
        beside = {entry.relation_column for entry in entries} | {entry.when.column for entry in entries if entry.when}
        return frozenset(heading(header) for header in {self.key, *beside, *self.ignore} if header)

    def column(self, header: str) -> Column | None:
        """The column for a header of a file, spaces around and within it aside; None when it is not mapped."""
        return self._by_heading.get(heading(header))

    def knows(self, header: str) -> bool:
        """Whether source.yml maps, uses or ignores that header; one it does not know is an issue."""
        folded = heading(header)
        return folded in self._by_heading or folded in self.spoken_of


def load(folder: Path) -> Source:
    """The source in that folder; raises SourceError with file and line of every mistake."""
    file = folder / NAME
    if not file.is_file():
        raise SourceError(file, [Mistake(1, "there is no such file", "Make one with scripts/new_source.py")])
    own = _read(file)
    name = own.get("preset", DEFAULT_PRESETS.get(own.get("kind", "")))
    content = _merged(_preset(file, name) if name else {}, own)
    return _source(folder, content, set(own.get("columns", {})))


def presets() -> list[str]:
    """The names of the mappings for known layouts."""
    return sorted(path.stem for path in _presets_folder().glob("*.yml"))


def of_preset(name: str) -> Source:
    """A preset as the source that would say nothing but `preset: NAME`; raises SourceError for a bad preset."""
    file = _presets_folder() / f"{name}.yml"
    return _source(file.parent, {"title": name, **_read(file, preset=True)}, set())


def _presets_folder() -> Path:
    return vocabularies.folder().parent / "presets"


def _read(file: Path, *, preset: bool = False) -> dict[str, Any]:
    try:
        content, lines = marked_yaml.read(file)
    except Mistake as mistake:
        raise SourceError(file, [mistake]) from None
    content = source_schema.shaped(content, lines)
    if wrong := source_schema.mistakes(content, lines, preset=preset):
        raise SourceError(file, wrong)
    return content


def _preset(file: Path, name: str) -> dict[str, Any]:
    if name not in presets():
        _, lines = marked_yaml.read(file)
        fix = source_schema.nearest(name, presets())
        raise SourceError(file, [Mistake(lines[("preset",)], f"there is no preset {name!r}", fix)])
    return _read(_presets_folder() / f"{name}.yml", preset=True)


def _merged(preset: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The preset with the source's own words over it; columns, words and absences are merged one by one."""
    merged = {**preset, **own}
    for key in ("columns", "absent", "speaker", "words"):
        if key in preset and key in own:
            merged[key] = {**preset[key], **own[key]}
    for header in own.get("ignore", []):
        merged.get("columns", {}).pop(header, None)
    merged["ignore"] = sorted({*preset.get("ignore", []), *own.get("ignore", [])} - set(own.get("columns", {})))
    return merged


def _source(folder: Path, content: dict[str, Any], own: set[str]) -> Source:
    told = json.dumps(content, ensure_ascii=False, sort_keys=True)
    columns = tuple(
        Column(header, tuple(_entry(entry) for entry in entries), header not in own)
        for header, entries in content.pop("columns", {}).items()
    )
    words = {code: MappingProxyType(wordings) for code, wordings in content.pop("words", {}).items()}
    expect = content.pop("expect", {}).get("rows")
    speaker = content.pop("speaker", None)
    return Source(
        name=folder.name,
        folder=folder,
        columns=columns,
        words=MappingProxyType(words),
        absent=MappingProxyType({kind: tuple(said) for kind, said in content.pop("absent", {}).items()}),
        ignore=frozenset(content.pop("ignore", [])),
        sheets=tuple(content.pop("sheets", [])),
        expect_rows=tuple(expect) if expect else None,
        speaker=Speaker(**speaker) if speaker else None,
        fingerprint=hashlib.sha256(told.encode()).hexdigest(),
        **content,
    )


def _entry(given: dict[str, Any]) -> Entry:
    """One entry; what stands under `otherwise` shares every option but the condition."""
    options = dict(given)
    event, _, options["property"] = options["property"].rpartition(".")
    if when := options.get("when"):
        options["when"] = When(when["column"], frozenset(plain(word) for word in when["is"]))
    if otherwise := options.get("otherwise"):
        rest = {key: value for key, value in given.items() if key not in ("when", "otherwise", "property")}
        options["otherwise"] = _entry({**rest, "property": otherwise})
    return Entry(event=event or None, **options)
