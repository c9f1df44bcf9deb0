"""Sweeping: after each import, every informant's name known to contacts.db is looked for in cases.db and masked."""

from casebook import issues, masking
from casebook.database import Writer
from casebook.issues import Issue
from casebook.masking import Contact, Names
from casebook.plans import fold
from casebook.sources import Source

SHARED = "informant_and_subject"
RULE = "An informant's name is kept in contacts.db alone, unless a case bears it too."
FIX = "Look whether the two are one person; if they are not, nothing is to be done."

# Records with their words, and their former words; `version` is NULL for the present ones.
TEXTS = """
    SELECT id, "key", NULL AS version, source, content, notes, file FROM records
    UNION ALL
    SELECT r.id, r."key", v.id, r.source, v.content, v.notes, v.file FROM versions v JOIN records r ON r.id = v.record
"""


def sweep(writer: Writer, sources: dict[str, Source], known: int) -> int:
    """Mask informants' names wherever they still stand; returns how many records were masked.

    Names written to contacts.db after its row `known` are looked for in every record, the others in the touched
    records alone. The masked records are left in `touched`, to be read again. A name in a cell that names the subject
    of a record stays: two people may share it.
    """
    new, every = Names(masking.informants(writer.contacts, known)), Names(masking.informants(writer.contacts))
    found: set[int] = set()
    if every:
        found |= _mask_all(writer, sources, f"SELECT * FROM ({TEXTS}) WHERE id IN (SELECT record FROM touched)", every)
    if new:
        found |= _mask_all(
            writer, sources, f"SELECT * FROM ({TEXTS}) WHERE id NOT IN (SELECT record FROM touched)", new
        )
    writer.cases.execute("DELETE FROM touched")
    writer.cases.executemany("INSERT INTO touched VALUES (?)", ((record,) for record in sorted(found)))
    return len(found)


def _mask_all(writer: Writer, sources: dict[str, Source], select: str, names: Names) -> set[int]:
    kinds = {row: sources[key] for row, key in writer.cases.execute('SELECT id, "key" FROM sources')}
    masked = set()
    for record, key, version, source, content, notes, file in writer.cases.execute(select).fetchall():
        if notes and (spans := names.spans(notes)):
            masking.mask_notes(writer.cases, writer.contacts, record, version, spans, file)
        for column, cell in masking.cells(content).items():
            spans = names.spans(cell)
            if spans and not _names_subject(kinds[source], column):
                mention = f"{key}/informant:{column}"
                found = [Contact("name", cell[a:b], cell[a:b], column, a, b, mention) for a, b in spans]
                masking.mask_stored(writer.cases, writer.contacts, record, version, column, found, file)
                masked.add(record)
    return masked


def _names_subject(source: Source, column: str) -> bool:
    mapped = source.column(column)
    return bool(mapped) and any(entry.property == "name" and entry.of == "subject" for entry in mapped.entries)


def report_shared(writer: Writer) -> None:
    """An issue for each record whose subject bears an informant's name; those that no longer hold are dropped."""
    look = (
        "SELECT DISTINCT m.record, c.column FROM names n JOIN mentions m ON m.id = n.mention"
        " JOIN claims c ON c.id = n.claim WHERE n.folded = ? AND m.role = 'subject'"
    )
    shared = {row for name in masking.informants(writer.contacts) for row in writer.cases.execute(look, (fold(name),))}
    before = set(writer.cases.execute("SELECT record, column FROM issues WHERE code = ?", (SHARED,)))
    if shared != before:
        issues.drop(writer.cases, "code = ?", SHARED)
        rows = [(None, record, None, Issue(SHARED, RULE, FIX, column)) for record, column in sorted(shared)]
        issues.save(writer.cases, rows)
