"""The tables of cases.db and contacts.db, declared as data and created by sqlite-utils."""

import sqlite3
from pathlib import Path

# table: its columns, each "name type"; `id` is always the row's number, `key` its permanent name.
# A column named after another table in the singular holds that table's id.
CASES = {
    "sources": "id int, key str, title str, publisher str, language str, day_month_order str, kind str, consent str,"
    " speaker str, asserted_by str, reported_by str, how_known str, example int, reading str",
    "files": "id int, key str, source int, path str, sha256 str, bytes int, media_type str, received str, state str,"
    " replaces str, rows_in int, rows_stored int, rows_quarantined int",
    "records": "id int, key str, source int, file int, locator str, content str, notes str, hash str, language str,"
    " told str, received str, recorded str, channel str, derived_from str, derivation str, state str",
    "versions": "id int, key str, record int, file int, locator str, content str, notes str, hash str",
    "mentions": "id int, key str, record int, role str, number int, person int",
    "names": "id int, mention int, claim int, text str, script str, kind str, folded str, skeleton str",
    "organisations": "id int, key str, record int, name str, kind str",
    "identifiers": "id int, mention int, kind str, value str",
    "media": "id int, file int, mention int, kind str, credit str, rights str",
    "spells": "id int, key str, mention int, number int",
    "events": "id int, key str, mention int, spell int, kind str, place str, place_level str, facility str,"
    " after int, repeats str, edtf str, earliest str, latest str, term_kind str, months_min float, months_max float",
    "participants": "id int, event int, mention int, role str",
    "claims": "id int, key str, mention int, event int, property str, raw str, column str, value str, says str,"
    " absence str, edtf str, earliest str, latest str, amount_min float, amount_max float, unit str, language str,"
    " record int, version int, span_start int, span_end int, rule str, asserted_by str, reported_by str,"
    " heard_from str, how_known str, as_of str, learned_on str, told_on str, points_to_source str, reading str,"
    " standing str, amends str",
    "relations": "id int, key str, mention int, other int, code str, count int, raw str",
    "persons": "id int, key str",
    "cases": "id int, person int, case_key str, name str, names str, sex str, birth str, birth_earliest str,"
    " birth_latest str, age_group str, ethnicity str, occupation str, home str, status str, status_date str,"
    " arrest str, arrest_earliest str, arrest_latest str, place str, place_level str, facility_kind str,"
    " term_kind str, term_months_min float, term_months_max float, end_earliest str, end_latest str,"
    " reasons_official str, reasons_believed str, summary_en str, summary_fr str, basis str, last_confirmed str,"
    " level str, records int, differs int, approved str, example int",
    "matches": "id int, a str, b str, score float, reasons str, choice str, kind str",
    "contradictions": "id int, person int, property str, a int, b int, kind str, ruling str",
    "name_sounds": "id int, sound str, word str",
    "facet_counts": "id int, facet str, value str, cases int",
    "steps": "id int, key str, person int, kind str, by str, to_whom str, date str, answer str, stance str,"
    " next_step str, due str, owner str",
    "campaigns": "id int, key str, record int, title str, organisation str, launch str, edtf str, earliest str, latest str,"
    " demand str, addressed str, intervention str, standing str",
    "campaign_cases": "id int, key str, campaign str, record int, kind str, raw str, standing str",
    "campaign_counts": "id int, key str, campaign str, record int, date str, edtf str, earliest str, latest str, place str,"
    " country str, raw str, amount int, says str, said_by str, standing str",
    "campaign_steps": "id int, key str, campaign str, record int, kind str, date str, edtf str, earliest str, latest str,"
    " to_whom str, words str, intervention str, response str, impact str, status str, standing str",
    "decisions": "id int, at str, by str, kind str, reason str, body str, state str",
    "issues": "id int, file int, record int, mention int, locator str, column str, property str, code str,"
    " words str, rule str, fix str",
}

CONTACTS = {
    "files": "id int, key str, sha256 str",
    "contacts": "id int, file int, record str, mention str, kind str, value str, raw str, folded str, column str,"
    " span_start int, span_end int",
    "cells": "id int, file int, record str, hash str, column str, text str",
    "quarantined": "id int, file int, locator str, content str",
}

INDEXES = {
    "files": ["source"],
    "records": ["source", "file"],
    "versions": ["record"],
    "mentions": ["record", "person"],
    "names": ["mention", "folded", "skeleton"],
    "identifiers": ["mention", "value"],
    "spells": ["mention"],
    "events": ["mention"],
    "claims": ["mention", "record"],
    "relations": ["mention", "other"],
    "campaigns": ["record"],
    "campaign_cases": ["record", "campaign"],
    "campaign_counts": ["record", "campaign"],
    "campaign_steps": ["record", "campaign"],
    "matches": ["a", "b"],
    "name_sounds": ["sound", "word"],
    "contradictions": ["person"],
    "issues": ["record", "file", "code"],
    "contacts": ["record", "folded", "file"],
    "cells": ["record", "file"],
    "quarantined": ["file"],
}

# Keys under which linking looks mentions up, those that too many share, those of these that fewer share by now, and how
# large the collection was (of linking.model) when its pairs were weighed.
BLOCKS = (
    "CREATE TABLE IF NOT EXISTS blocks (block INTEGER, mention INTEGER, PRIMARY KEY (block, mention)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS blocks_mention ON blocks (mention)",
    "CREATE TABLE IF NOT EXISTS crowded (block INTEGER PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS thinned (block INTEGER PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS linked (size INTEGER PRIMARY KEY)",
    "CREATE TRIGGER IF NOT EXISTS blocks_thinned AFTER DELETE ON blocks"
    " WHEN EXISTS (SELECT 1 FROM crowded WHERE block = old.block)"
    " BEGIN INSERT OR IGNORE INTO thinned VALUES (old.block); END",
)

# Facet and sort columns of the case list; each is indexed so that a page of a large database stays quick.
CASE_INDEXES = [
    "person", "case_key", "name", "status", "place", "ethnicity", "occupation", "sex", "term_kind",
    "arrest_earliest", "birth_earliest", "term_months_min", "end_latest", "records", "differs",
]

TYPES = {"int": int, "str": str, "float": float}


def columns(spec: str) -> dict[str, type]:
    """The column names and Python types of a table declared as "name type, name type"."""
    pairs = (part.split() for part in spec.split(","))
    return {name: TYPES[kind] for name, kind in pairs}


def names_of(table: str) -> list[str]:
    """The columns of a table of cases.db, in order."""
    return list(columns(CASES[table]))


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """A connection to a database file; a reader never creates, writes or checkpoints anything."""
    mode = "ro" if readonly else "rwc"
    db = sqlite3.connect(f"file:{path}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA temp_store=MEMORY")
    if not readonly:
        db.execute("PRAGMA secure_delete=ON")
        db.execute("PRAGMA synchronous=NORMAL")
    return db


def prepare_load(db: sqlite3.Connection, folder: Path) -> None:
    """Settings for filling a new file that nobody reads yet; what indexes of millions are sorted in lies beside it."""
    escaped = str(folder).replace("'", "''")
    for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "cache_size=-100000", "temp_store=FILE"):
        db.execute(f"PRAGMA {pragma}")
    db.execute(f"PRAGMA temp_store_directory='{escaped}'")


def create_tables(db: sqlite3.Connection, tables: dict[str, str]) -> None:
    """Create the tables that are not there yet, strict, without their indexes (a first load is quicker so)."""
    from sqlite_utils import Database  # late: it loads pandas where that is installed, which no server needs

    made = Database(db)
    for table, spec in tables.items():
        made.create_table(table, columns(spec), pk="id", strict=True, if_not_exists=True)


def create_indexes(db: sqlite3.Connection, tables: dict[str, str]) -> None:
    """Create the indexes and search tables that are not there yet; `key` is unique wherever it stands."""
    for table, spec in tables.items():
        if "key" in columns(spec):
            db.execute(f'CREATE UNIQUE INDEX IF NOT EXISTS "{table}_key" ON "{table}" ("key")')
        for column in INDEXES.get(table, CASE_INDEXES if table == "cases" else []):
            db.execute(f'CREATE INDEX IF NOT EXISTS "{table}_{column}" ON "{table}" ("{column}")')
    if tables is CASES:
        db.execute("CREATE INDEX IF NOT EXISTS mentions_new ON mentions (record) WHERE person IS NULL")
        db.execute("CREATE INDEX IF NOT EXISTS records_absent ON records (source) WHERE state = 'absent'")
        db.execute("CREATE INDEX IF NOT EXISTS matches_judged ON matches (a) WHERE choice <> 'suggested'")
        db.execute(
            "CREATE INDEX IF NOT EXISTS claims_unread ON claims (record) WHERE reading = 'by machine' AND standing = 'stands'"
        )
        db.execute("CREATE INDEX IF NOT EXISTS matches_waiting ON matches (score DESC, a, b) WHERE choice = 'suggested'")
        db.execute("CREATE INDEX IF NOT EXISTS mentions_joined ON mentions (person) WHERE person <> id")
        for statement in BLOCKS:
            db.execute(statement)
        db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(names, places, words, told)")
