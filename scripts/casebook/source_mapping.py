"""What a source.yml says of one column: the claims its cells may make, and how to read them."""

from dataclasses import dataclass

from casebook.headings import plain


@dataclass(frozen=True)
class When:
    """A condition on another cell of the row: one of `words` stands in `column`."""

    column: str
    words: frozenset[str]

    def holds(self, cell: str) -> bool:
        """Whether the cell of that column says one of the words, whatever its case and spacing."""
        return plain(cell) in self.words


@dataclass(frozen=True)
class Entry:
    """One claim a cell may make: a property of the person, or of an event of theirs, and how to read it.

    `of` is who it is said of: subject, informant, intermediary, witness, relative or "relative:WIFE".
    """

    property: str
    event: str | None = None
    of: str = "subject"
    relation_column: str | None = None
    script: str | None = None
    name_kind: str | None = None
    language: str | None = None
    order: str | None = None
    century: int | None = None
    region: str | None = None
    when: When | None = None
    otherwise: "Entry | None" = None
    says: str = "is so"
    spell: int | None = None
    split: str | None = None
    unit: str | None = None
    counts_from: str | None = None

    @property
    def code(self) -> str:
        """The entry as a source.yml writes it: "property" or "event.property"."""
        return f"{self.event}.{self.property}" if self.event else self.property


@dataclass(frozen=True)
class Column:
    """One column of the source's files; `optional` when a preset speaks of it, and files may well lack it."""

    header: str
    entries: tuple[Entry, ...]
    optional: bool = False
