"""What a check found: where and of which kind, never which words."""

from collections.abc import Iterator
from dataclasses import dataclass, field


class CouldNotCheck(Exception):
    """Something that the check needs is missing or cannot be read: the edition counts as not checked."""


@dataclass(frozen=True, order=True)
class Leak:
    """One finding: the table and column (or '(file)'), and the kind of leak in words."""

    table: str
    column: str
    kind: str


@dataclass
class Findings:
    """Findings with how often each was met."""

    counted: dict[Leak, int] = field(default_factory=dict)

    def add(self, table: str, column: str, kind: str) -> None:
        leak = Leak(table, column, kind)
        self.counted[leak] = self.counted.get(leak, 0) + 1

    def merge(self, others: "Findings") -> None:
        for leak, count in others.counted.items():
            self.counted[leak] = self.counted.get(leak, 0) + count

    def __bool__(self) -> bool:
        return bool(self.counted)

    def lines(self) -> Iterator[str]:
        for leak, count in sorted(self.counted.items()):
            yield f"{leak.table}.{leak.column}: {leak.kind}" + (f" ({count} times)" if count > 1 else "")
