"""The pipeline: the stages one after the other, under the writer's lock, for every file that is not taken in yet."""

import gc
from contextlib import nullcontext
from functools import partial

from casebook import (
    alarms,
    consents_approvals,
    consents_faces,
    database,
    deciding,
    decisions,
    importers,
    importing,
    issues,
    linking,
    masking,
    normalising,
    policy,
    receipts,
    register,
    rules,
    source_safety,
    sweeping,
)  # fmt: skip
from casebook.database import Writer
from casebook.decisions import Decision
from casebook.folders import Folders
from casebook.importers.shapes import Refused
from casebook.receipts import Receipt
from casebook.sources import Source
from casebook.summary import Quiet, Summary
from casebook.weighing import applying

# A load makes millions of small things that stay: looking through them for rubbish at every turn costs a tenth of it.
SELDOM = (200_000, 50, 100)
# How many records speak of people, and so are linked.
OF_PEOPLE = "SELECT count(*) FROM records WHERE source IN (SELECT id FROM sources WHERE kind IS NOT 'campaign')"
TOUCHED = "CREATE TEMP TABLE IF NOT EXISTS touched (record INTEGER PRIMARY KEY)"  # in this run


def run(folders: Folders, show: Quiet | None = None, by: str | None = None) -> Summary:
    """Bring cases.db and contacts.db up to date with the sources and decisions; a second run changes nothing.

    Raises SourceError, ReceiptError, DecisionError or BrokenChain before anything is written.
    """
    show = show or Quiet()
    with database.lock(folders, show.say):
        known = {source.name: source for source in load_sources(folders)}
        wanted = {name: receipts.take_stock(source.folder, by) for name, source in known.items()}
        judged = decisions.read(folders.decisions) if folders.decisions else []
        with database.writing(folders) as writer:
            summary = _bring_up_to_date(writer, known, wanted, judged, folders, show)
            issues.write_csv(writer.cases, folders.issues)
    return summary


def judge(folders: Folders, show: Quiet | None = None) -> list[Decision]:
    """Apply the decisions to the databases that are there; no file is taken in. Waits for another writer to end.

    Returns the lines by which cases were held that hold by themselves.
    """
    show = show or Quiet()
    with database.lock(folders, show.say):
        judged = decisions.read(folders.decisions)
        if not folders.cases.exists() or not folders.contacts.exists():
            return alarms.sound(folders, None)
        known = {source.name: source for source in load_sources(folders)} if folders.sources.is_dir() else {}
        with database.writing(folders) as writer, writer.transaction():
            writer.cases.execute(TOUCHED)
            summary = Summary()
            _judge(writer, known, judged, folders, summary, show)
            issues.write_csv(writer.cases, folders.issues)
    return summary.held


def _alarm(writer: Writer, folders: Folders) -> list[Decision]:
    """Hold what has to be held by what is claimed, or judged, now; the log as loaded has these lines too."""
    held = alarms.sound(folders, writer.cases)
    if held:
        deciding.load(writer.cases, decisions.read(folders.decisions))
    return held


def _approved(folders: Folders, judged: list[Decision]) -> dict[str, str]:
    """The audiences for which a face of each case is approved, by the case's key."""
    if not folders.policy.exists() or folders.decisions is None:
        return {}
    names = policy.load(folders.policy).whole["audiences"]
    rule_of_each = [policy.load(folders.policy, name) for name in names]
    return consents_approvals.audiences(judged, rule_of_each, partial(consents_faces.load, folders.decisions))


def load_sources(folders: Folders) -> list[Source]:
    """The sources of the sources folder, by name; every folder that holds a source.yml is one."""
    if not folders.sources.is_dir():
        raise FileNotFoundError(f"There is no folder {folders.sources}; name the one that holds your sources.")
    return [source_safety.load(path.parent) for path in sorted(folders.sources.glob("*/source.yml"))]


def _bring_up_to_date(
    writer: Writer, known: dict[str, Source], wanted: dict[str, list[Receipt]], judged: list[Decision],
    folders: Folders, show: Quiet,
) -> Summary:  # fmt: skip
    """Take in what is new, and judge all of it. Readers see it when all is there: a first load is put in place at its end,
    and everything later is one transaction, for until they are linked no case is made of records that were replaced."""
    summary = Summary()
    with nullcontext() if writer.first else writer.transaction():
        take_in(writer, known, wanted, summary, show)
        if writer.first:
            _end_first_load(writer, known, show)
        with writer.transaction():
            _judge(writer, known, judged, folders, summary, show)
    summary.count(writer.cases)
    return summary


def take_in(
    writer: Writer, known: dict[str, Source], wanted: dict[str, list[Receipt]], summary: Summary, show: Quiet
) -> None:
    """Import and normalise every file that is not taken in yet, each in one transaction, or as a part of one around all."""
    gc.set_threshold(*SELDOM)
    writer.cases.execute(TOUCHED)
    removed = register.names(writer.cases) - known.keys()
    anew = [name for name in known if _is_stale(writer, known[name], wanted[name])]
    named = masking.informants(writer.contacts) if removed or anew else set()
    for name in removed:
        with writer.transaction():
            _forget(writer, name)
    for name, source in known.items():
        if name in anew:
            _take_anew(writer, known, source, wanted[name], summary, show)
            continue
        have = len(register.files(writer.cases, name))
        summary.unchanged += have
        for receipt in wanted[name][have:]:
            _take(writer, known, source, receipt, summary, show)
    if removed or anew:
        for name in sweeping.hiding(writer, named - masking.informants(writer.contacts)) & known.keys():
            _take_anew(writer, known, known[name], wanted[name], Summary(), show)
        with writer.transaction():
            sweeping.report(writer)


def _is_stale(writer: Writer, source: Source, wanted: list[Receipt]) -> bool:
    """Whether a receipt was undone or the rules have changed since files of a source were taken in."""
    have = register.files(writer.cases, source.name)
    want = [(receipt.file, receipt.sha256) for receipt in wanted[: len(have)]]
    return bool(have) and (have != want or register.reading(writer.cases, source.name) != rules.reading(source))


def _take_anew(
    writer: Writer, known: dict[str, Source], source: Source, wanted: list[Receipt], summary: Summary, show: Quiet
) -> None:
    """Read a whole source again, in one transaction."""
    with writer.transaction():
        _forget(writer, source.name)
        for receipt in wanted:
            _take(writer, known, source, receipt, summary, show)


def _forget(writer: Writer, name: str) -> None:
    writer.cases.execute(
        "INSERT INTO touched SELECT records.id FROM records JOIN sources ON sources.id = records.source"
        ' WHERE sources."key" = ?', (name,),
    )  # fmt: skip
    normalising.remove(writer.cases)
    register.forget(writer, name)
    writer.cases.execute("DELETE FROM touched")


def _take(
    writer: Writer, known: dict[str, Source], source: Source, receipt: Receipt, summary: Summary, show: Quiet
) -> None:
    """Take in one file in one transaction; a refused file is registered with its reason, and nothing else of it."""
    name, before = f"{source.name}/{receipt.file}", masking.last(writer.contacts)
    if not writer.indexed and register.files(writer.cases, source.name):
        writer.index()
    show.begin(name, None)
    try:
        with writer.transaction():
            reader = importers.find(source.kind or receipt.file)
            sheets = reader.read(source.folder / "files" / receipt.file, source.options)
            taken = importing.take(writer, source, rules.reading(source), receipt, sheets, show.tick)
            show.begin(f"{name}: reading", taken.new + taken.changed + taken.absent)
            _read(writer, known, [source], before, show)
        summary.files[name] = taken
    except Refused as refusal:
        with writer.transaction():
            register.refuse(writer, source, rules.reading(source), receipt, refusal)


def _read(writer: Writer, known: dict[str, Source], these: list[Source], before: int, show: Quiet) -> None:
    """Read the touched records of these sources, mask informants' names, and read again what was masked."""
    if writer.indexed:
        normalising.remove(writer.cases)
    for source in these:
        normalising.read_records(writer, source, show.tick)
    if not writer.first:
        _sweep(writer, known, before, show)
    writer.cases.execute("DELETE FROM touched")


def _sweep(writer: Writer, known: dict[str, Source], before: int, show: Quiet) -> None:
    """Mask informants' names that still stand somewhere, and read again what was masked."""
    if sweeping.sweep(writer, known, before):
        normalising.remove(writer.cases)
        for source in known.values():
            normalising.read_records(writer, source, show.tick)


def _end_first_load(writer: Writer, known: dict[str, Source], show: Quiet) -> None:
    """The indexes, and the sweep for informants' names that waited for all files to be in."""
    show.begin("Indexing", None)
    writer.index()
    with writer.transaction():
        _sweep(writer, known, 0, show)
        writer.cases.execute("DELETE FROM touched")


def _judge(
    writer: Writer, known: dict[str, Source], judged: list[Decision], folders: Folders, summary: Summary, show: Quiet,
) -> None:  # fmt: skip
    """Apply the log to claims, link what is new or was judged, apply the rest of the log, and hold what has to be held now.

    New is whatever has no person yet, in this run or in one that was killed.
    """
    db = writer.cases
    db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((record,) for record in applying.stale(db, judged)))
    if _touched(writer):
        _read(writer, known, list(known.values()), masking.last(writer.contacts), show)
    db.execute("INSERT INTO touched SELECT DISTINCT record FROM mentions WHERE person IS NULL")
    read = _touched(writer)
    if not read and not linking.is_due(db) and deciding.is_current(db, judged):
        return
    everything = len(read) == db.execute(OF_PEOPLE).fetchone()[0]
    sweeping.report(writer)
    db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((row,) for row in applying.judged_anew(db, judged)))
    corrected = applying.judge(db, judged)
    show.begin("Linking", None)
    summary.suggested = linking.link(writer, everything, show.tick)
    show.begin("Summing up", None)
    summary.cases = deciding.decide(writer, judged, _approved(folders, judged), read | corrected, show.tick)
    summary.held = _alarm(writer, folders)
    db.execute("DELETE FROM touched")


def _touched(writer: Writer) -> set[int]:
    return {record for (record,) in writer.cases.execute("SELECT record FROM touched")}
