"""Intake: the rows of one file, each new, the same, changed or set aside, and the records that are gone."""

import json
from collections import Counter
from collections.abc import Callable

from casebook import issues, masking, register, safe_sheets, screening_words, vocabularies
from casebook.database import Writer
from casebook.importers.shapes import Quarantined, Row, Sheet
from casebook.issues import Issue
from casebook.keys import content_hash, record_key
from casebook.layout import Layout, noted
from casebook.receipts import Receipt
from casebook.sources import Source
from casebook.tally import NotConserved, Taken

BATCH = 5000

# From so many rows on, what was known before is fetched at once rather than row by row.
LONG = 5000

# What the words of a row's notes are kept under in contacts.db.
NOTES = ""


class Intake:
    """The taking in of one file: keeps the next numbers, the rows not yet written and what was seen."""

    def __init__(self, writer: Writer, source: Source, reading: str, receipt: Receipt, tick: Callable) -> None:
        self.cases, self.contacts, self.source, self.receipt, self.tick = (
            writer.cases, writer.contacts, source, receipt, tick)  # fmt: skip
        self.taken = Taken()
        self.source_id = register.source(self.cases, source, reading)
        self.file = register.file(writer, source.name, self.source_id, receipt)
        self.next = self._next("records")
        first = "SELECT 1 FROM records WHERE source = ? LIMIT 1"
        self.known = self.cases.execute(first, (self.source_id,)).fetchone() is not None
        self.numbers: set[str] = set()
        self.occurrences: Counter[str] = Counter()
        self.seen: set[int] = set()
        self.before: dict[str, tuple[int, str, str]] | None = None
        self.rows: list[tuple] = []
        self.found: list[tuple[int | None, int | None, int | None, Issue]] = []

    def sheet(self, sheet: Sheet) -> None:
        """Take in every row of one sheet."""
        sheet = safe_sheets.safe(sheet, self.receipt.file)
        self.layout = Layout(self.source, sheet.headers)
        self.found += [(self.file, None, None, issue) for issue in self.layout.issues(sheet)]
        for row in sheet.rows:
            self.taken.rows += 1
            if row.__class__ is Quarantined:
                self._quarantine(row)
            else:
                self._row(row)
            if len(self.rows) >= BATCH:
                self._flush()
        self.found += [(self.file, None, None, issue) for issue in noted(sheet)]

    def _row(self, row: Row) -> None:
        layout = self.layout
        try:
            digest = content_hash(layout.ordered(row.values))
        except UnicodeEncodeError:
            fix = "Correct the damaged character in the file and receive it again."
            self._quarantine(Quarantined(row.locator, "", "half_character", "a cell holds half a character", fix))
            return
        number = row.values[layout.number].strip() if layout.number is not None else ""
        if number and ("@" in number or "+" in number) and screening_words.reaches(number):
            words, fix = "its number is a telephone number or an address", "Number the records by another column."
            self._quarantine(Quarantined(row.locator, layout.plain(row.values), "number_is_contact", words, fix))
            return
        if number and number in self.numbers:
            words, fix = "another row of this file has the same number", "Give each row its own number."
            self._quarantine(Quarantined(row.locator, layout.plain(row.values), "duplicate_number", words, fix))
            return
        key = self._key(number, digest)
        old = self._old(key)
        if old is None:
            self._new(key, digest, row)
        elif old[1] == digest:
            self._same(old)
        else:
            self._changed(key, digest, row, old)

    def _key(self, number: str, digest: str) -> str:
        if number:
            self.numbers.add(number)
            return record_key(self.source.name, number, digest, 0)
        short = digest[:16]
        self.occurrences[short] += 1
        return record_key(self.source.name, None, digest, self.occurrences[short])

    def _old(self, key: str) -> tuple[int, str, str] | None:
        """(number, hash, state) of the record of that key; those of a long file are all fetched at once."""
        if not self.known:
            return None
        if self.before is None and self.taken.rows > LONG:
            look = 'SELECT "key", id, hash, state FROM records WHERE source = ?'
            self.before = {found[0]: found[1:] for found in self.cases.execute(look, (self.source_id,))}
        if self.before is not None:
            return self.before.get(key)
        return self.cases.execute('SELECT id, hash, state FROM records WHERE "key" = ?', (key,)).fetchone()

    def _new(self, key: str, digest: str, row: Row) -> None:
        source, number = self.source, self.next
        self.rows.append(
            (number, key, self.source_id, self.file, row.locator, self._content(key, digest, row), self._notes(key, digest, row),
             digest, source.language, self.layout.told, self.layout.received, self.receipt.at[:10], source.channel, "current")
        )  # fmt: skip
        self.next += 1
        self.taken.new += 1

    def _same(self, old: tuple) -> None:
        self.seen.add(old[0])
        self.taken.unchanged += 1
        if old[2] == "absent":
            self.cases.execute("UPDATE records SET state = 'current' WHERE id = ?", (old[0],))
            self._touch(old[0])

    def _changed(self, key: str, digest: str, row: Row, old: tuple) -> None:
        (told,) = self.cases.execute("SELECT content FROM records WHERE id = ?", (old[0],)).fetchone()
        before = json.loads(told)
        if self.layout.names_another(before, row.values):
            self.seen.add(old[0])
            words = "the number of this row stood for a person of another name before"
            fix = "Give the person a number of their own, or correct the name."
            self._quarantine(
                Quarantined(row.locator, self.layout.plain(row.values), "number_of_another_person", words, fix)
            )
            return
        self._keep_version(key, old[0])
        content = self._content(key, digest, row)
        self.cases.execute(
            "UPDATE records SET file = ?, locator = ?, content = ?, notes = ?, hash = ?, recorded = ?, state = 'changed'"
            " WHERE id = ?",
            (self.file, row.locator, content, self._notes(key, digest, row), digest, self.receipt.at[:10], old[0]),
        )
        self.seen.add(old[0])
        self._touch(old[0])
        self.taken.changed += 1
        after = json.loads(content)
        columns = [header for header in {**before, **after} if before.get(header) != after.get(header)]
        self.taken.details.append(("changed", f"{key} ({', '.join(columns)})"))

    def _keep_version(self, key: str, record: int) -> None:
        """Keep what a record said before it changes; a version it had already had is not kept twice."""
        self.cases.execute(
            'INSERT OR IGNORE INTO versions ("key", record, file, locator, content, notes, hash)'
            " SELECT ? || '@' || substr(hash, 1, 16), id, file, locator, content, notes, hash FROM records WHERE id = ?",
            (key, record),
        )

    def _content(self, key: str, digest: str, row: Row) -> str:
        """The row's cells as JSON, masked; what was masked goes to contacts.db."""
        hidden = self.layout.screen.hide(key, row.values)
        if hidden is None:
            return self.layout.json(row.values)
        cells, contacts = hidden
        masking.save(self.contacts, self.file, key, contacts)
        for header, cell, kept in zip(self.layout.headers, row.values, cells, strict=True):
            if cell != kept:
                masking.keep_cell(self.contacts, self.file, key, digest, header, cell)
        return self.layout.json(cells)

    def _notes(self, key: str, digest: str, row: Row) -> str | None:
        """What stands beside the row's cells, as JSON, masked; a code in it is an issue."""
        if not row.notes:
            return None
        notes, hidden = self.layout.screen.hide_notes(row.notes)
        if hidden:
            masking.keep_cell(self.contacts, self.file, key, digest, NOTES, _json(row.notes))
        for header, said in notes.items():
            if code := said.get("code"):
                known = vocabularies.load("issues")
                said = known.get(code, known["noted"])
                issue = Issue(code, said["rule"], said["fix"], header, locator=row.locator)
                self.found.append((self.file, None, None, issue))
        return _json(notes)

    def _quarantine(self, row: Quarantined) -> None:
        self.taken.quarantined += 1
        self.taken.details.append(("set aside", f"{row.locator}: {row.words}. {row.fix}"))
        self.contacts.execute(
            "INSERT INTO quarantined (file, locator, content) VALUES (?,?,?)",
            (self.file, row.locator, row.content.encode("utf-8", "backslashreplace").decode()),
        )
        named = row.words.startswith(self.receipt.file)
        words = row.words if named else f"{row.words[:1].upper()}{row.words[1:]}"
        issue = Issue(row.code, words, row.fix, locator=row.locator)
        self.found.append((self.file, None, None, issue))

    def _touch(self, record: int) -> None:
        self.cases.execute("INSERT OR IGNORE INTO touched VALUES (?)", (record,))

    def _flush(self) -> None:
        self.tick(len(self.rows))
        self.cases.executemany(_INSERT, self.rows)
        if self.rows:
            self.cases.execute(
                "INSERT OR IGNORE INTO touched SELECT id FROM records WHERE id BETWEEN ? AND ?",
                (self.rows[0][0], self.rows[-1][0]),
            )
        self.rows.clear()

    def close(self) -> Taken:
        """Write what is left, mark what is gone, check that no row was lost, and return the counts."""
        self._flush()
        if self.receipt.replaces:
            self._mark_absent()
        issues.save(self.cases, self.found)
        taken = self.taken
        if taken.rows != taken.stored + taken.quarantined:
            raise NotConserved(f"{self.source.name}/{self.receipt.file}: {taken.rows} rows in, {taken.stored} stored.")
        self.cases.execute(
            "UPDATE files SET rows_in = ?, rows_stored = ?, rows_quarantined = ? WHERE id = ?",
            (taken.rows, taken.stored, taken.quarantined, self.file),
        )
        return taken

    def _mark_absent(self) -> None:
        """Records that came with the replaced file, or one it replaced, and are not in this one, are gone."""
        lineage = ", ".join(map(str, register.lineage(self.cases, self.source_id, self.receipt.file)))
        rows = self.cases.execute(
            f"SELECT id, \"key\" FROM records WHERE source = ? AND id < ? AND state <> 'absent' AND file IN ({lineage})",
            (self.source_id, self.next - self.taken.new),
        )
        gone = [row for row in rows.fetchall() if row[0] not in self.seen]
        self.cases.executemany("UPDATE records SET state = 'absent' WHERE id = ?", ((record,) for record, _ in gone))
        for record, key in gone:
            self._touch(record)
            self.taken.details.append(("gone", key))
        self.taken.absent = len(gone)

    def _next(self, table: str) -> int:
        return self.cases.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"').fetchone()[0]


def _json(notes: dict) -> str:
    return json.dumps(notes, ensure_ascii=False, sort_keys=True)


_INSERT = (
    'INSERT INTO records (id, "key", source, file, locator, content, notes, hash, language, told, received, recorded,'
    " channel, state) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
