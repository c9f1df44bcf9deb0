"""Looking at a file whoever approved it: what is private in its texts, what its index holds, whether its bytes are its rows."""

from dataclasses import dataclass
from pathlib import Path

from . import recreating
from .finding import Finder, Hit
from .folding import fold
from .report import Findings
from .structure import Rows


@dataclass(frozen=True)
class Looked:
    """What was met: of texts those that hold anything private, with all of it; of each row of the index, by column, its
    bare words that no vocabulary has."""

    findings: Findings
    hits: dict[str, frozenset[Hit]]
    indexed: dict[int, tuple[frozenset[str], ...]]


def look(edition: Path, rows: Rows, finder: Finder) -> Looked:
    """Look at a file whose tables are those of the contract."""
    findings = Findings()
    indexed = recreating.indexed(edition)
    recreating.compare(edition, rows, indexed, findings)
    hits = {text: found for text in all_texts(rows) if (found := finder.hits(text))}
    unknown = _Unknown(finder.vocabulary)
    left = {row: tuple(frozenset().union(*(unknown[term] for term in set(text.split()))) for text in columns)
            for row, columns in indexed.items()}
    return Looked(findings, hits, left)


def all_texts(rows: Rows) -> set[str]:
    """Every text of every row."""
    return {value for table in rows.values() for row in table for value in row if isinstance(value, str)}


class _Unknown(dict):
    """For each term of an index its bare words that no vocabulary has; most have none."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, term: str) -> frozenset[str]:
        found = self[term] = frozenset(fold(term)) - self._known
        return found
