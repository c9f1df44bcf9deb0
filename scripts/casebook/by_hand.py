"""By hand: a case opened with a few fields, written down as a file of a source like any other, with who entered it."""

from dataclasses import dataclass
from pathlib import Path

from casebook import written_here
from casebook.keys import mention_key, record_key

PREFIX = written_here.BY_HAND
NAME = "Name"
# The languages in which a case is written down: those in which the pages are.
LANGUAGES = ("en", "fr")
# May it be known: nobody was asked, nobody may know it, or somebody has allowed it.
ASKED = ("nobody asked", "no", "yes")
COLUMNS = {
    NAME: "name", "Born": "birth", "Place of detention": ["detention.facility", "detention.place"],
    "Date of detention": "detention.date", "Circumstances": "testimony",
}  # fmt: skip
BESIDE = ("May it be known", "Entered by")


@dataclass(frozen=True)
class ByHand:
    """What is known of somebody in a few words: as typed, in a language; and whether it may be known (one of ASKED)."""

    name: str
    birth: str
    place: str
    date: str
    circumstances: str
    known: str
    language: str

    @property
    def source(self) -> str:
        """The folder it belongs to: one for each language."""
        return f"{PREFIX}{self.language}"

    @property
    def cells(self) -> dict[str, str]:
        return dict(zip(COLUMNS, (self.name, self.birth, self.place, self.date, self.circumstances), strict=True))


def mention(source: str, entry: str) -> str:
    """The key of the mention of whom an entry is about."""
    return mention_key(record_key(source, entry, "", 0), "subject", NAME)


def add(sources: Path, entry: str, said: ByHand, by: str) -> None:
    """Write an entry down, once however often it is asked for; raises ReceiptError where the source is damaged."""
    folder = written_here.source(sources / said.source, {
        "title": f"Cases written down by researchers ({said.language})", "language": said.language, "kind": "json_records",
        "consent": "none", "day_month_order": "YMD", "key": "ID", "columns": COLUMNS,
        "ignore": list(BESIDE),
    })  # fmt: skip
    cells = {"ID": entry} | said.cells | dict(zip(BESIDE, (said.known, by), strict=True))
    written_here.receive(folder, f"{entry}.json", cells, None, by)
