"""How much of the labelled pairs of tests/accuracy/linking.yml linking finds, and how much of what it finds is right."""

from __future__ import annotations

import calendar
from pathlib import Path

import yaml

from casebook.linking import blocks, engine, model, scoring, tables
from casebook.linking.facts import NOTHING, Bounds, Known, forms

TABLE = Path(__file__).parent / "accuracy" / "linking.yml"


def records() -> list[tuple[int, Known]]:
    """(number of the person, what a record says) for each record of the table."""
    told = []
    for person, lines in enumerate(yaml.safe_load(TABLE.read_text(encoding="utf-8"))):
        for line in lines:
            name, born, county, kin = [*(part.strip() for part in str(line).split("|")), "", "", ""][:4]
            number = len(told) + 1
            told.append((person, Known(
                number, number, (name,), born=_bounds(born), kin=(kin,) if kin else (),
                **dict.fromkeys(("counties", "prefectures", "provinces"), frozenset({county} if county else ())),
            )))  # fmt: skip
    return told


def _bounds(edtf: str) -> Bounds:
    if not edtf:
        return NOTHING
    year, *rest = map(int, edtf.split("-"))
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if len(rest) == 1:
        return f"{edtf}-01", f"{edtf}-{calendar.monthrange(year, rest[0])[1]}"
    return edtf, edtf


def measured() -> tuple[int, int, int]:
    """(pairs found, pairs rightly found, pairs that are one person), from the fixed threshold of the model on."""
    told, rules = records(), model.load()
    person = {one.mention: number for number, one in told}
    with engine.duck() as duck:
        duck.load("forms", tables.FORMS, (form for _, one in told for form in forms(one, rules)))
        duck.load("blocks", tables.BLOCKS, ((key, one.mention) for _, one in told for key in blocks.keys(one, rules)))
        scoring.pair(duck, rules)
        found = [(one.a, one.b) for one in scoring.score(duck, rules, rules.thresholds["match"])]
    mentions = sorted(person)
    true = sum(person[a] == person[b] for a in mentions for b in mentions if a < b)
    return len(found), sum(person[a] == person[b] for a, b in found), true


def table() -> list[str]:
    """The section of docs/accuracy.md."""
    found, right, true = measured()
    return [
        "\n## Linking\n",
        "Pairs of records of invented people, in five scripts, with namesakes and brothers among them"
        " ([linking.yml](../tests/accuracy/linking.yml)), by the fixed threshold of the model ([linking.md](linking.md)).\n",
        "| pairs found | of them right | pairs that are one person | precision | recall |",
        "| ---: | ---: | ---: | ---: | ---: |",
        f"| {found} | {right} | {true} | {right / found:.2f} | {right / true:.2f} |",
    ]


if __name__ == "__main__":
    print("\n".join(table()))
