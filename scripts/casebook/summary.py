"""What a run did, and how whoever runs it is told meanwhile."""

import sqlite3
from dataclasses import dataclass, field

from casebook.decisions import Decision
from casebook.tally import Taken

# A row without a number that is gone, and one of its source that bears the same name: asked, never guessed.
# The joins are written in the order they are to be made: few records are gone, matches are many.
_PERHAPS_THE_SAME = " UNION ".join(
    f"""
    SELECT gone."key", other."key" FROM records gone CROSS JOIN mentions m ON m.record = gone.id
    CROSS JOIN matches ON matches.{one} = m."key" CROSS JOIN mentions n ON n."key" = matches.{another}
    CROSS JOIN records other ON other.id = n.record
    WHERE gone.state = 'absent' AND matches.choice = 'suggested' AND other.source = gone.source AND other.state <> 'absent'
    """
    for one, another in (("a", "b"), ("b", "a"))
)


@dataclass
class Summary:
    """What a run did: for each file what it brought; refused files with the reason; totals of the database after it;
    the lines by which cases were held that hold by themselves."""

    files: dict[str, Taken] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    suggested: int = 0
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    cases: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    held: list[Decision] = field(default_factory=list)

    def count(self, db: sqlite3.Connection) -> None:
        """Fill in the totals of the database, its issues by kind, its refused files and records in doubt."""
        self.doubtful = db.execute(_PERHAPS_THE_SAME).fetchall()
        for table in ("records", "claims", "mentions", "names", "events", "persons", "cases", "issues"):
            self.totals[table] = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        self.issues = dict(db.execute("SELECT code, count(*) FROM issues GROUP BY code ORDER BY 2 DESC, 1"))
        self.refused = dict(
            db.execute(
                "SELECT files.\"key\", issues.rule || ' ' || issues.fix FROM files JOIN issues ON issues.file = files.id"
                " WHERE files.state = 'refused'"
            )
        )


class Quiet:
    """Says and shows nothing; commands pass something livelier with the same three methods."""

    def say(self, words: str) -> None:
        pass

    def begin(self, what: str, size: int | None) -> None:
        pass

    def tick(self, done: int) -> None:
        pass
