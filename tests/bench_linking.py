"""A million mentions linked, and fifty new ones: seconds, memory, and how many of those that are one person are found."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from rapidfuzz import fuzz, process  # noqa: E402

from casebook import linking, schema  # noqa: E402
from casebook.database import Writer  # noqa: E402
from casebook.linking import candidates, model, telling  # noqa: E402
from casebook.linking.facts import Known  # noqa: E402
from casebook.places_table import units  # noqa: E402

NEW = 50
MENTIONS_A_PERSON = 2.14
ALIKE = 70  # of a hundred: names at least so alike are what comparing with every name finds


def build(path: Path, mentions: int) -> tuple[Writer, dict[int, int]]:
    """A cases.db of invented mentions, and the person of each."""
    db = schema.connect(path)
    schema.prepare_load(db, path.parent)
    schema.create_tables(db, schema.CASES)
    db.execute("BEGIN")
    db.execute('INSERT INTO sources (id, "key") VALUES (1, ?)', ("bench",))
    counties = sorted(code for code, unit in units().items() if unit.level == "county")
    people: dict[int, int] = {}
    claim = 0
    for person, one in telling.tell(99, int(mentions / MENTIONS_A_PERSON)):
        row = one.mention
        people[row] = person
        db.execute('INSERT INTO records (id, "key", source) VALUES (?,?,1)', (row, f"bench:{row}"))
        db.execute('INSERT INTO mentions (id, "key", record, role) VALUES (?,?,?,?)',
                   (row, f"bench:{row}/subject:Name", row, "subject"))  # fmt: skip
        db.execute("INSERT INTO names (id, mention, text) VALUES (?,?,?)", (row, row, one.names[0]))
        for values in _claims(one, counties):
            claim += 1
            db.execute('INSERT INTO claims (id, "key", mention, record, property, value, raw, earliest, latest, says, standing)'
                       " VALUES (?,?,?,?,?,?,?,?,?,'is so','stands')", (claim, str(claim), row, row, *values))  # fmt: skip
    db.execute("COMMIT")
    schema.create_indexes(db, schema.CASES)
    return Writer(db, schema.connect(path.parent / "contacts.db"), first=True, indexed=True), people


def _claims(one: Known, counties: list[str]) -> list[tuple]:
    found: list[tuple] = []
    if any(one.born):
        found.append(("birth", None, "", *one.born))
    if one.sex:
        found.append(("sex", one.sex, "", None, None))
    found += [("home", counties[int(code.replace(".", "")) % len(counties)], "", None, None) for code in sorted(one.counties)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mentions", nargs="?", type=int, default=1_000_000, help="how many mentions")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        writer, people = build(Path(place) / "cases.db", asked.mentions)
        print(f"{len(people):,} mentions of {len(set(people.values())):,} people")
        writer.cases.execute("BEGIN")
        wall, cpu = time.perf_counter(), time.process_time()
        made = linking.link_all(writer, lambda done: None)
        writer.cases.execute("COMMIT")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"all: {time.perf_counter() - wall:.0f} s, {time.process_time() - cpu:.0f} s of processor, {memory:.1f} GB,"
              f" {made:,} suggestions")  # fmt: skip
        _told(writer, people)
        _new(writer, people)


def _told(writer: Writer, people: dict[int, int]) -> None:
    groups: dict[int, int] = defaultdict(int)
    for person in people.values():
        groups[person] += 1
    true = sum(count * (count - 1) // 2 for count in groups.values())
    least = model.load().thresholds["match"]
    found = writer.cases.execute(
        "SELECT m.id, n.id FROM matches x JOIN mentions m ON m.\"key\" = x.a JOIN mentions n ON n.\"key\" = x.b"
        " WHERE x.score >= ?", (least,)).fetchall()  # fmt: skip
    right = sum(people[a] == people[b] for a, b in found)
    print(f"from {least} on: precision {right / len(found):.3f}, recall {right / true:.3f}")


def _new(writer: Writer, people: dict[int, int]) -> None:
    """Some mentions taken as new: their keys and suggestions go, and are made again."""
    db = writer.cases
    new = sorted(people)[:: len(people) // NEW][:NEW]
    db.execute("CREATE TEMP TABLE touched (record INTEGER PRIMARY KEY)")
    db.executemany("INSERT INTO touched VALUES (?)", [(row,) for row in new])
    db.executemany("DELETE FROM blocks WHERE mention = ?", [(row,) for row in new])
    wall, cpu = time.perf_counter(), time.process_time()
    made = linking.link(writer, False, lambda done: None)
    print(f"{NEW} new: {time.perf_counter() - wall:.2f} s, {time.process_time() - cpu:.2f} s of processor, {made} suggestions")
    wanted = {(row, other) for row in new for other, person in people.items() if person == people[row] and other != row}
    by_key = set(candidates.pairs(db, new))
    texts = dict(db.execute("SELECT mention, text FROM names"))
    rows = list(texts)
    names = list(texts.values())
    by_all = {
        (row, rows[place]) for row in new
        for *_, place in process.extract(texts[row], names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None)
    }  # fmt: skip
    keyed = sum((min(pair), max(pair)) in by_key for pair in wanted)
    print(f"of {len(wanted)} pairs that are one person: {keyed} by keys, {len(wanted & by_all)} by comparing with every name")


if __name__ == "__main__":
    main()
