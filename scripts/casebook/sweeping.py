"""Sweeping: after each import, every informant's name known to contacts.db is looked for in cases.db and masked."""

import re

from casebook import issues, masking
from casebook.database import Writer
from casebook.issues import Issue
from casebook.masking import BLOCK
from casebook.masking_names import Names
from casebook.plans import fold
from casebook.sources import Source

SHARED = "informant_and_subject"
RULE = "An informant's name is kept in contacts.db alone, unless a case bears it too."
FIX = "Look whether the two are one person; if they are not, nothing is to be done."

NAMED = "informant_in_a_title"
RULE_NAMED = "Names of files and folders and titles of sources are shown, and bear no informant's name."
FIX_NAMED = "Give the source another title and folder, and receive the file under another name."

BATCH = 2000

# Records with their words, and their former words; `version` is NULL for the present ones.
TEXTS = (
    'SELECT id, "key", NULL, source, content, notes, file, hash FROM records r WHERE id > ? {chosen} ORDER BY id LIMIT ?',
    'SELECT r.id, r."key", v.id, r.source, v.content, v.notes, v.file, v.hash FROM versions v JOIN records r ON r.id = v.record'
    " WHERE v.id > ? {chosen} ORDER BY v.id LIMIT ?",
)
TOUCHED, OTHERS = ("AND r.id IN (SELECT record FROM touched)", "AND r.id NOT IN (SELECT record FROM touched)")


def sweep(writer: Writer, sources: dict[str, Source], known: int) -> int:
    """Mask informants' names wherever they still stand; returns how many records were masked.

    Names written to contacts.db after its row `known` are looked for in every record, the others in the touched
    records alone. The masked records are left in `touched`, to be read again. A name in a cell that names the subject
    of a record stays: two people may share it.
    """
    new, every = Names(masking.informants(writer.contacts, known)), Names(masking.informants(writer.contacts))
    found: set[int] = set()
    for names, chosen in ((every, TOUCHED), (new, OTHERS)):
        for text in TEXTS if names else ():
            found |= _mask_all(writer, sources, text.format(chosen=chosen), names)
    writer.cases.execute("DELETE FROM touched")
    writer.cases.executemany("INSERT INTO touched VALUES (?)", ((record,) for record in sorted(found)))
    return len(found)


def _mask_all(writer: Writer, sources: dict[str, Source], select: str, names: Names) -> set[int]:
    """Mask in pieces, so that rows can be written while the rest is still to be looked at."""
    kinds = {row: sources[key] for row, key in writer.cases.execute('SELECT id, "key" FROM sources')}
    masked, last = set(), 0
    while rows := writer.cases.execute(select, (last, BATCH)).fetchall():
        for row in rows:
            words = bare(f"{row[4]} {row[5] or ''}")
            if (BLOCK in words or names.spans(words)) and _mask(writer, kinds[row[3]], row, names):
                masked.add(row[0])
        last = rows[-1][2] or rows[-1][0]
    return masked


def _mask(writer: Writer, source: Source, row: tuple, names: Names) -> bool:
    """Mask the names in one record's words (or former words) and in what stands beside them; whether any was new.

    What is masked already is looked at as it was: "Halide Isaq" is found where "Halide" was masked before, so that it
    does not matter which of the two names became known first.
    """
    record, key, version, _, content, notes, file, digest = row
    was = masking.originals(writer.contacts, key, digest) if BLOCK in content or BLOCK in (notes or "") else {}
    if notes and (spans := _new(bare(was.get("", notes)), notes, names)):
        masking.mask_notes(writer.cases, writer.contacts, record, version, spans, file)
    done = False
    for column, cell in masking.cells(content).items():
        spans = _new(was.get(column, cell), cell, names)
        if spans and not _names_subject(source, column):
            masking.mask_stored(writer.cases, writer.contacts, record, version, column, spans, file)
            done = True
    return done


def _new(was: str, now: str, names: Names) -> list[tuple[int, int]]:
    """Where names stand in a text as it was, as far as they are not masked yet."""
    if len(was) != len(now) or not now.strip(f"{BLOCK} "):
        was = now
    return [(start, end) for start, end in names.spans(was) if now[start:end].strip(BLOCK)]


def bare(text: str) -> str:
    """JSON without its escapes, each as wide a gap: the n of a line's end is no letter of the name that follows."""
    return _ESCAPES.sub(lambda found: " " * len(found[0]), text) if "\\" in text else text


_ESCAPES = re.compile(r"\\(?:u[0-9a-f]{4}|.)")


def _names_subject(source: Source, column: str) -> bool:
    mapped = source.column(column)
    return bool(mapped) and any(entry.property == "name" and entry.of == "subject" for entry in mapped.entries)


def hiding(writer: Writer, names: set[str]) -> set[str]:
    """The sources in which these names, which are no informants' any more, may have been masked."""
    gone = Names(names)
    rows = writer.contacts.execute('SELECT f."key", c.text FROM cells c JOIN files f ON f.id = c.file') if gone else ()
    return {key.partition("/")[0] for key, text in rows if gone.spans(bare(text))}


def report(writer: Writer) -> None:
    """What a person should look at where the names of informants stand and are not masked."""
    report_shared(writer)
    report_named(writer)


def report_named(writer: Writer) -> None:
    """An issue for each file whose name, or whose source's title, bears an informant's name: both are shown."""
    names = Names(masking.informants(writer.contacts))
    look = "SELECT f.id, f.path, s.\"key\", s.title, s.publisher FROM files f JOIN sources s ON s.id = f.source"
    rows = writer.cases.execute(look).fetchall() if names else []
    named = {file for file, *said in rows if names.spans(" | ".join(filter(None, said)).replace("_", " "))}
    if named != {file for (file,) in writer.cases.execute("SELECT file FROM issues WHERE code = ?", (NAMED,))}:
        issues.drop(writer.cases, "code = ?", NAMED)
        issues.save(writer.cases, [(file, None, None, Issue(NAMED, RULE_NAMED, FIX_NAMED)) for file in sorted(named)])


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
