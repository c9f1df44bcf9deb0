"""A small Casebook in a temporary folder, for tests: write sources, run the pipeline, look at the rows."""

from contextlib import closing
from pathlib import Path

from casebook import content, pipeline, receipts, schema
from casebook.folders import Folders
from casebook.summary import Summary


class Workshop:
    """Folders of sources, decisions and a build under one path."""

    def __init__(self, path: Path, build: str = "build") -> None:
        self.path = path
        (path / "decisions").mkdir(parents=True, exist_ok=True)
        (path / "sources").mkdir(exist_ok=True)
        self.folders = Folders.of(sources=path / "sources", decisions=path / "decisions", build=path / build)

    def source(self, name: str, yml: str, **files: str | bytes) -> Path:
        """A source folder with these files; `sheet_csv="..."` is written as files/sheet.csv."""
        folder = self.path / "sources" / name
        (folder / "files").mkdir(parents=True, exist_ok=True)
        (folder / "source.yml").write_text(yml, encoding="utf-8")
        for file, text in files.items():
            path = folder / "files" / ".".join(file.rsplit("_", 1))
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    def receive(self, source: str, file: str, text: str, replaces: str | None = None) -> None:
        """Receive a file of that name, as the command does."""
        path = self.path / file
        path.write_text(text, encoding="utf-8")
        receipts.receive(self.path / "sources" / source, path, replaces, by="tester")

    def undo(self, source: str) -> None:
        receipts.undo(self.path / "sources" / source, None, by="tester")

    def run(self) -> Summary:
        return pipeline.run(self.folders, by="tester")

    def rebuilt(self) -> "Workshop":
        """The same sources and decisions, built from nothing."""
        other = Workshop(self.path, f"build-{len(list(self.path.glob('build*')))}")
        other.run()
        return other

    def hashes(self) -> dict[str, str]:
        return dict(content.hashes(self.folders))

    def rows(self, sql: str, *values) -> list[tuple]:
        with closing(schema.connect(self.folders.cases, readonly=True)) as db:
            return db.execute(sql, values).fetchall()

    def contacts(self, sql: str) -> list[tuple]:
        with closing(schema.connect(self.folders.contacts, readonly=True)) as db:
            return db.execute(sql).fetchall()


SHEET = """\
title: An invented sheet
language: en
day_month_order: DMY
key: No
asserted_by: family
columns:
  No: source_id
  Name: name
  Born: birth
  Taken: detention.date
  Where: detention.place
  Sentence: sentence.term
  Told by: {property: name, of: informant}
  Phone: {property: phone, of: informant}
  Notes: text
"""

ROWS = """\
No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes
007,Sabir Qurbanov,1971,May 2017,Hotan County,15 years,Halide Qurbanova,+90 532 000 11 22,
008,Mihray Sadir,3 April 1988,late 2017,,,,,Seen by Halide Qurbanova in 2019
"""
