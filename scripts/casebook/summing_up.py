"""Summing up: the row of `cases` for each person, from the claims that stand, and where accounts differ."""

import json
import sqlite3
from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

from casebook import agreeing, names, schema, wording
from casebook.agreeing import Claim
from casebook.finding_aids import BETWEEN
from casebook.weighing import comparing

CLAIMS = """
    SELECT c.id, m.person, c.property, e.kind, s.number, c.value, c.raw, c.edtf, c.earliest, c.latest, c.amount_min,
           c.amount_max, c.unit, c.asserted_by, c.how_known, c.told_on, c.language, c.mention, c.event
    FROM claims c JOIN mentions m ON m.id = c.mention LEFT JOIN events e ON e.id = c.event
         LEFT JOIN spells s ON s.id = e.spell
    WHERE m.person IN ({people}) AND c.standing = 'stands' AND c.says = 'is so' AND c.absence IS NULL
      AND c.reading <> 'by machine' {more}
    ORDER BY c."key"
"""
NAMES = """
    SELECT m.person, n.text, n.script, n.kind, c.standing FROM names n JOIN mentions m ON m.id = n.mention
    JOIN claims c ON c.id = n.claim WHERE m.person IN ({people}) AND c.standing <> 'rejected' ORDER BY c."key", n.kind, n.text
"""
TOLD = """
    SELECT DISTINCT m.person, r.content FROM mentions m JOIN records r ON r.id = m.record
    WHERE m.person IN ({people}) AND m.role = 'subject' ORDER BY r."key"
"""
SENTENCE = 12  # a cell of fewer letters is no sentence, and is found by what was read of it
SUBJECTS = """
    SELECT m.person, count(DISTINCT m.record), max(s.example) FROM mentions m JOIN records r ON r.id = m.record
    JOIN sources s ON s.id = r.source WHERE m.person IN ({people}) AND m.role = 'subject' GROUP BY m.person
"""


VARIANTS = ("variant", "nickname")
# Properties whose values are codes, with the vocabulary that has the words for them.
CODED = {"occupation": "occupations", "charge": "charges", "ethnicity": "ethnicities", "sex": "sex", "status": "statuses"}


class Form(NamedTuple):
    """One written form of a person's name."""

    text: str
    script: str
    kind: str
    standing: str


def sum_up(db: sqlite3.Connection, people: list[int], kept: dict[int, str]) -> int:
    """Write the cases of these persons anew: those who are the subject of a record, and those a case is kept on."""
    listed = ", ".join(map(str, people))
    for table, column in (("cases", "person"), ("contradictions", "person"), ("search", "rowid")):
        db.execute(f'DELETE FROM "{table}" WHERE {column} IN ({listed})')
    subjects = {row[0]: row[1:] for row in db.execute(SUBJECTS.format(people=listed))}
    claims = _by_person(map(Claim._make, db.execute(CLAIMS.format(people=listed, more=""))))
    forms: dict[int, list[Form]] = defaultdict(list)
    for person, *form in db.execute(NAMES.format(people=listed)):
        forms[person].append(Form(*form))
    told = _told(db, listed)
    rows, found, differing = [], [], []
    for person in people:
        if person in subjects or person in kept:
            records, example = subjects.get(person, (0, 0))
            differ = list(comparing.contradictions(claims[person]))
            differs = sum(kind == comparing.INCOMPATIBLE for *_, kind in differ)
            rows.append(
                (*_row(claims[person], forms[person], person, kept.get(person)), records, differs, None, example)
            )
            found.append((person, *_found(claims[person], forms[person]), told.get(person, "")))
            differing += [(person, *pair) for pair in differ]
    columns = ", ".join(f'"{name}"' for name in schema.names_of("cases"))
    db.executemany(f"INSERT INTO cases ({columns}) VALUES ({', '.join('?' * len(schema.names_of('cases')))})", rows)
    db.executemany("INSERT INTO search (rowid, names, places, words, told) VALUES (?,?,?,?,?)", found)
    db.executemany("INSERT INTO contradictions (person, property, a, b, kind) VALUES (?,?,?,?,?)", differing)
    return len(rows)


def _told(db: sqlite3.Connection, listed: str) -> dict[int, str]:
    """What the records say word for word that these persons are the subject of, as far as it is not masked."""
    told: dict[int, list[str]] = defaultdict(list)
    for person, content in db.execute(TOLD.format(people=listed)):
        told[person] += [cell for cell in json.loads(content).values() if len(cell) >= SENTENCE]
    return {person: names.normalise_prose("\n".join(cells)) for person, cells in told.items()}


def by_claims(db: sqlite3.Connection, people: list[int], condition: str) -> dict[int, dict[str, Any]]:
    """What the columns of `cases`, but for the names, would be of each person by those claims alone (SQL on `c`)."""
    told = db.execute(CLAIMS.format(people=", ".join(map(str, people)), more=f"AND {condition}"))
    claims = _by_person(map(Claim._make, told))
    columns = schema.names_of("cases")
    return {person: dict(zip(columns, _row(claims[person], [], person, None), strict=False)) for person in people}


def _by_person(claims: Any) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.person].append(claim)
    return found


def _row(claims: list[Claim], forms: list[Form], person: int, case_key: str | None) -> tuple[Any, ...]:
    """The columns of `cases` up to `level`, in the order of the schema."""
    birth, arrest = agreeing.date(claims, "birth"), agreeing.date(claims, "date", "detention")
    place, level, place_words = agreeing.place(claims, "held", "detention", "detention_or_last_contact")
    home, _, home_words = agreeing.place(claims, None, name="home")
    term, passed = agreeing.term(claims), agreeing.date(claims, "date", "sentence")
    status, status_date = agreeing.status(claims)
    told = max((claim.told_on for claim in claims if claim.told_on), default=None)
    return (
        person, person, case_key, _main(forms), BETWEEN.join(dict.fromkeys(form.text for form in forms)) or None,
        agreeing.code(claims, "sex"), *birth, agreeing.age_group(birth, arrest),
        wording.label("ethnicities", agreeing.code(claims, "ethnicity")), agreeing.trade(claims),
        wording.place(home) or home_words, status, status_date, *arrest, wording.place(place) or place_words, level,
        agreeing.place(claims, "held", "detention", name="facility")[0], *term, *agreeing.end(arrest, passed, term),
        agreeing.words(claims, "reason_official", "charge"), agreeing.words(claims, "reason"), None, None,
        _basis(claims), told, None,
    )  # fmt: skip


def _main(forms: list[Form]) -> str | None:
    """The name a case is listed under: a Latin form as given, else any Latin form, else what there is; the fullest."""
    standing = [form for form in forms if form.standing == "stands"] or forms
    order = sorted(
        standing, key=lambda form: (form.script != "Latn", form.kind in VARIANTS, -len(form.text), form.text)
    )
    return order[0].text if order else None


def _basis(claims: list[Claim]) -> str | None:
    return (
        "; ".join(sorted({text for claim in claims for text in (claim.asserted_by, claim.how_known) if text})) or None
    )


def _called(claim: Claim) -> tuple[str, ...]:
    vocabulary = CODED.get(claim.property)
    return wording.translations(vocabulary, claim.value, claim.raw) if vocabulary and claim.value else ()


# The same words come again and again: names of places, reasons, trades.
_folded = lru_cache(maxsize=100_000)(names.normalise_search)
_folded_prose = lru_cache(maxsize=100_000)(names.normalise_prose)


def _found(claims: list[Claim], forms: list[Form]) -> tuple[str, str, str]:
    """What a case is found by: names, places, and the words of what is claimed."""
    folded = dict.fromkeys(_folded(form.text) for form in forms)
    said = {"places": [], "words": []}
    for claim in claims:
        if claim.property in ("home", "place", "birth_place"):
            said["places"] += [claim.raw, *wording.place_names(claim.value)]
        elif claim.property != "name" and claim.raw:
            said["words"] += [claim.raw, *_called(claim)]
    places, words = (" ".join(map(_folded_prose, dict.fromkeys(texts))) for texts in said.values())
    return " ".join(folded), places, words
