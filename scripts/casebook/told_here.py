"""Told here: what somebody told a researcher, written down as a file of a source like any other, with its receipt."""

import json
from dataclasses import dataclass
from pathlib import Path

from casebook import receipts, written_here
from casebook.keys import mention_key, record_key

PREFIX = written_here.TOLD
HOW = ("own eyes", "told inside", "told abroad", "document", "official answer", "public", "unknown")
CHANNELS = ("meeting", "call", "message", "letter")
# Those in which narratives are read come first; words in the others are kept, and searched.
LANGUAGES = ("en", "fr", "zh", "ru", "tr", "es", "ug", "kk", "ar", "fa", "de")
NAME = "Name"
# The columns of such a source; the name of whoever told it is kept in contacts.db alone, as everywhere.
COLUMNS = {
    NAME: "name", "Told by": {"property": "name", "of": "informant"},
    "Relation": {"property": "relation", "of": "informant", "language": "en"}, "When": {"property": "told", "language": "en"},
    "Channel": "channel", "Words": "testimony",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What somebody told: of whom (the name a case is listed under), by whom, when (EDTF), over which channel, in which
    language and words, how they know, and whether `family` speaks or another `person`."""

    name: str
    by: str
    relation: str
    when: str
    channel: str
    words: str
    language: str
    how: str
    speaker: str

    @property
    def source(self) -> str:
        """The folder it belongs to: one for each way of knowing, kind of speaker, and language."""
        return f"{PREFIX}{self.speaker}-{self.how.replace(' ', '-')}-{self.language}"

    @property
    def cells(self) -> dict[str, str]:
        return dict(zip(COLUMNS, (self.name, self.by, self.relation, self.when, self.channel, self.words), strict=True))


def record(source: str, entry: str) -> str:
    """The key of the record that an entry becomes."""
    return record_key(source, entry, "", 0)


def mention(source: str, entry: str) -> str:
    """The key of the mention of whom an entry is about."""
    return mention_key(record(source, entry), "subject", NAME)


def add(sources: Path, entry: str, told: Told, by: str) -> None:
    """Write an entry down, once however often it is asked for; raises ReceiptError where the source is damaged."""
    folder = written_here.source(sources / told.source, _source(told))
    written_here.receive(folder, f"{entry}.json", {"ID": entry} | told.cells, None, by)


def amend(sources: Path, source: str, entry: str, number: str, when: str, words: str, by: str) -> None:
    """Write down what the same speaker says now in place of what they said before; nobody else's words are touched.

    `number` names this amendment. Raises ReceiptError where there is no such entry.
    """
    folder = sources / source
    if not source.startswith(PREFIX) or Path(source).name != source:
        raise receipts.ReceiptError(f"{source} holds nothing that was told here.")
    said = [one for one in receipts.effective(folder) if _entry(folder / "files" / one.file) == entry]
    if not said:
        raise receipts.ReceiptError(f"{source} has no such entry.")
    before = json.loads((folder / "files" / said[-1].file).read_text("utf-8"))[0]
    written_here.receive(folder, f"{entry}-{number}.json", before | {"When": when, "Words": words}, said[-1].file, by)


def _entry(file: Path) -> str:
    return file.name.partition(".")[0].partition("-")[0]


def _source(told: Told) -> dict:
    return {
        "title": f"Told to researchers ({told.speaker}, {told.how})", "language": told.language, "kind": "json_records",
        "consent": "none", "asserted_by": told.speaker, "reported_by": told.speaker, "how_known": told.how,
        "day_month_order": "YMD", "key": "ID", "columns": COLUMNS,
    }  # fmt: skip
