"""What the values of a case rest on: claims that may leave, or only claims that point to whoever passed them on."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from casebook import summing_up
from casebook.weighing import facts

# A claim counts when the source says it is so and still stands by it, and a person has read it out of running text.
COUNTS = "c.standing = 'stands' AND c.says = 'is so' AND c.absence IS NULL AND c.reading != 'by machine'"
FREE = "coalesce(c.points_to_source, 'no') = 'no'"


@dataclass
class Support:
    """The fields of one person that claims support which point to nobody, those that claims support which do, and the
    columns as the former alone would have them where there are both."""

    free: set[str] = field(default_factory=set)
    pointing: set[str] = field(default_factory=set)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def mixed(self) -> set[str]:
        return self.free & self.pointing

    def has(self, name: str) -> bool:
        """Does any claim support the field? Fields that no claim is asked for, such as a summary, have what they have."""
        return name in self.free | self.pointing or name not in {*facts.SUPPORT, facts.STATUS}


def support(db: sqlite3.Connection, people: list[int]) -> dict[int, Support]:
    """On what the fields of each of these persons rest."""
    found: dict[int, Support] = defaultdict(Support)
    for person, prop, kind, free in db.execute(f"""SELECT DISTINCT m.person, c.property, e.kind, {FREE} FROM mentions m
            JOIN claims c ON c.mention = m.id LEFT JOIN events e ON e.id = c.event
            WHERE m.person IN ({','.join('?' * len(people))}) AND {COUNTS}""", people):
        here = found[person].free if free else found[person].pointing
        here.update(facts.fields(prop, kind))
    mixed = [person for person, one in found.items() if one.mixed]
    for person, values in (summing_up.by_claims(db, mixed, FREE) if mixed else {}).items():
        found[person].values = values
    return found
