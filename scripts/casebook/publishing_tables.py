"""The tables of an edition, as the SQL that makes them: nothing else is ever in the file."""

CASE_COLUMNS = (
    "name", "names", "sex", "birth", "birth_earliest", "birth_latest", "age_group", "ethnicity", "occupation", "home",
    "status", "status_date", "arrest", "arrest_earliest", "arrest_latest", "place", "place_level", "facility_kind",
    "term_kind", "term_months_min", "term_months_max", "end_earliest", "end_latest", "reasons_official",
    "reasons_believed", "summary_en", "summary_fr", "basis", "last_confirmed", "level",
)
NAME_COLUMNS = ("text", "script", "kind")
EVENT_COLUMNS = ("kind", "edtf", "earliest", "latest", "place", "place_level", "term_kind", "months_min", "months_max")
RELATIVE_COLUMNS = ("class", "count", "outcome")
CAMPAIGN_COLUMNS = ("title", "organisation", "started", "demand", "addressed", "intervention")
COUNT_COLUMNS = ("date", "earliest", "latest", "country", "place", "count", "says", "words", "said_by")
STEP_COLUMNS = ("kind", "date", "earliest", "latest", "to_whom", "words", "intervention", "response", "impact", "status")
NUMBERS = ("term_months_min", "term_months_max", "months_min", "months_max")


def _typed(columns: tuple[str, ...]) -> str:
    types = dict.fromkeys(NUMBERS, "REAL") | {"count": "INTEGER"}
    return ", ".join(f"{name} {types.get(name, 'TEXT')}" for name in columns)


_OF_CASE = "id INTEGER PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases(id)"
_OF_CAMPAIGN = "id INTEGER PRIMARY KEY, campaign_id TEXT NOT NULL REFERENCES campaigns(id)"

# table: the columns and types of its rows, in the order in which they are filled
TABLES = {
    "edition": "number INTEGER PRIMARY KEY, date TEXT NOT NULL, audience TEXT NOT NULL, title TEXT NOT NULL,"
    " cases INTEGER NOT NULL, added INTEGER NOT NULL, corrected INTEGER NOT NULL, departed INTEGER NOT NULL",
    "cases": f"id TEXT PRIMARY KEY NOT NULL, {_typed(CASE_COLUMNS)}",
    "case_names": f"{_OF_CASE}, {_typed(NAME_COLUMNS)}",
    "events": f"{_OF_CASE}, number INTEGER NOT NULL, {_typed(EVENT_COLUMNS)}",
    "relatives": f"{_OF_CASE}, class TEXT, count INTEGER, outcome TEXT",
    "related": f"{_OF_CASE}, related_id TEXT NOT NULL REFERENCES cases(id), relation TEXT",
    "places": "code TEXT PRIMARY KEY NOT NULL, level TEXT, name_en TEXT, name_zh TEXT, name_ug TEXT,"
    " cases INTEGER NOT NULL",
    "campaigns": f"id TEXT PRIMARY KEY NOT NULL, {_typed(CAMPAIGN_COLUMNS)}, invented INTEGER NOT NULL",
    "campaign_counts": f"{_OF_CAMPAIGN}, number INTEGER NOT NULL, {_typed(COUNT_COLUMNS)}, former INTEGER NOT NULL",
    "campaign_steps": f"{_OF_CAMPAIGN}, number INTEGER NOT NULL, {_typed(STEP_COLUMNS)}",
    "campaign_cases": f"{_OF_CAMPAIGN}, case_id TEXT NOT NULL REFERENCES cases(id)",
    "statistics": "id INTEGER PRIMARY KEY, topic TEXT NOT NULL, code TEXT NOT NULL, cases INTEGER NOT NULL,"
    " scope TEXT",
    "actions": _OF_CASE,
    "changes": f"{_OF_CASE}, kind TEXT NOT NULL",
    "name_sounds": "id INTEGER PRIMARY KEY, sound TEXT NOT NULL, word TEXT NOT NULL",
    "facet_counts": "id INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, cases INTEGER NOT NULL",
}
SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(names, places, words, content='',"
    " tokenize='unicode61 remove_diacritics 0')"
)
# Columns by which lists of cases are narrowed and ordered; and the pages of one case.
INDEXES = {
    "cases": ("name", "sex", "ethnicity", "occupation", "status", "place", "term_kind", "arrest_earliest",
              "birth_earliest", "term_months_min", "term_months_max", "end_earliest"),
    "case_names": ("case_id",), "events": ("case_id",), "relatives": ("case_id",), "related": ("case_id",),
    "campaign_cases": ("case_id",), "actions": ("case_id",), "changes": ("case_id",), "name_sounds": ("sound",),
}  # fmt: skip


def statements() -> list[str]:
    """The SQL that makes the empty tables of an edition, in order; indexes are made after the rows are in."""
    return [f"CREATE TABLE {name} ({columns}) STRICT" for name, columns in TABLES.items()] + [SEARCH]


def indexes() -> list[str]:
    """The SQL that makes the indexes, in order."""
    return [f"CREATE INDEX {table}_{column} ON {table} ({column})"
            for table, columns in INDEXES.items() for column in columns]
