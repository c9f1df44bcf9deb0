"""Slots: the people that a row of a source speaks of, told from its mapping alone."""

from dataclasses import dataclass
from functools import cache

from casebook import vocabularies
from casebook.keys import mention_key
from casebook.masking import HIDDEN_ROLES
from casebook.sources import Entry, Source

Who = tuple[str, str | None]

SUBJECT: Who = ("subject", None)


@dataclass(frozen=True, eq=False)
class Slot:
    """One person a row speaks of: the role, the relation to the subject where the mapping names it (or the column
    that says it), and the column by which the mention is known: the first that names the person, else the first
    that says anything of them."""

    role: str
    relation: str | None
    relation_column: str | None
    column: str

    def key(self, record: str) -> str:
        return mention_key(record, self.role, self.column)


def who(entry: Entry) -> Who:
    """Whom an entry speaks of; entries that agree in it speak of one person."""
    return entry.of, entry.relation_column


def slots(source: Source) -> dict[Who, Slot]:
    """The slots of a source; the subject is always among them."""
    named: dict[Who, str] = {}
    spoken: dict[Who, str] = {}
    for column in source.columns:
        for entry in column.entries:
            spoken.setdefault(who(entry), column.header)
            if entry.property == "name":
                named.setdefault(who(entry), column.header)
    spoken.setdefault(SUBJECT, "")
    return {one: _slot(one, named.get(one, column)) for one, column in spoken.items()}


def _slot(one: Who, column: str) -> Slot:
    role, _, relation = one[0].partition(":")
    return Slot(role, relation or None, one[1], column)


@cache
def properties() -> dict[str, dict]:
    """The vocabulary of properties, by name."""
    return vocabularies.load("properties")


def kind_of(entry: Entry) -> str:
    """The type of an entry's property: date, name, term, text and so on."""
    return properties()[entry.property]["type"]


def is_private(entry: Entry) -> bool:
    """Whether the cell is a contact, or names a person whose name is kept in contacts.db alone."""
    if properties()[entry.property].get("private"):
        return True
    return entry.property == "name" and entry.of.partition(":")[0] in HIDDEN_ROLES
