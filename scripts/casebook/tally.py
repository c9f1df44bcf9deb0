"""The tally of one file: rows in are rows stored and rows set aside, or nothing of the file counts."""

from dataclasses import dataclass, field


@dataclass
class Taken:
    """What one file brought: rows read, how many are new, changed, unchanged and quarantined, and records gone."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    absent: int = 0
    details: list[tuple[str, str]] = field(default_factory=list)

    @property
    def stored(self) -> int:
        return self.new + self.changed + self.unchanged


class NotConserved(Exception):
    """Rows were lost or made up while a file was read: a defect of an importer, never of the file."""
