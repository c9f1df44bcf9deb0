"""Sweeping: after each import, every informant's name known to contacts.db is looked for in cases.db and masked."""

from casebook import issues, masking
from casebook.database import Writer
from casebook.issues import Issue
from casebook.masking import Contact, Names
from casebook.sources import Source

RULE = "An informant's name is kept in contacts.db alone."


def sweep(writer: Writer, sources: dict[str, Source], known: int) -> int:
    """Mask informants' names wherever they still stand; returns how many records were masked.

    Names written to contacts.db after its row `known` are looked for in every record, the others in the touched
    records alone. The masked records are left in `touched`, to be read again. A name in a cell that names the subject
    of a record stays (two people may share it) and is an issue.
    """
    new, old = Names(masking.informants(writer.contacts, known)), Names(masking.informants(writer.contacts))
    touched = "SELECT id, \"key\", source, content, file FROM records WHERE id IN (SELECT record FROM touched)"
    found = _find(writer, sources, touched, old) if old else []
    if new:
        rest = 'SELECT id, "key", source, content, file FROM records WHERE id NOT IN (SELECT record FROM touched)'
        found += _find(writer, sources, rest, new)
    writer.cases.execute("DELETE FROM touched")
    writer.cases.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((record,) for record in found))
    return len(found)


def _find(writer: Writer, sources: dict[str, Source], select: str, names: Names) -> list[int]:
    kinds = {row: sources[key] for row, key in writer.cases.execute('SELECT id, "key" FROM sources') if key in sources}
    masked = []
    for record, key, source, content, file in writer.cases.execute(select).fetchall():
        hits = [(column, span) for column, cell in masking.cells(content).items() for span in names.spans(cell)]
        if hits and _mask(writer, kinds.get(source), (record, key, content, file), hits):
            masked.append(record)
    return masked


def _mask(writer: Writer, source: Source | None, row: tuple, hits: list[tuple[str, tuple[int, int]]]) -> bool:
    record, key, content, file = row
    done = False
    for column in dict.fromkeys(column for column, _ in hits):
        spans = [span for where, span in hits if where == column]
        if source and _names_subject(source, column):
            note = Issue("informant_and_subject", RULE, "Look whether the two are one person; if not, nothing is to do.", column)
            issues.save(writer.cases, [(None, record, None, note)])
            continue
        text = masking.cells(content)[column]
        found = [Contact("name", text[a:b], text[a:b], column, a, b, f"{key}/informant:{column}") for a, b in spans]
        masking.mask_stored(writer.cases, writer.contacts, record, None, column, found, file)
        note = Issue("informant_in_text", RULE, "Nothing to do: it was masked.", column)
        issues.save(writer.cases, [(file, None, None, note)])
        done = True
    return done


def _names_subject(source: Source, column: str) -> bool:
    mapped = source.column(column)
    return bool(mapped) and any(entry.property == "name" and entry.of == "subject" for entry in mapped.entries)
