"""What lies in what: the tables of places, read for nothing but that."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

NEAR = "near "


@cache
def _tables(folder: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The code of each place with those it lies in, and the codes of English names that only one place has."""
    rows = []
    for path in sorted(folder.glob("places*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    bearers = Counter(row["en"] for row in rows)
    around = {row["code"]: [row["parent"], *(row.get("also_in") or "").split("|")] for row in rows}
    return around, {row["en"]: row["code"] for row in rows if bearers[row["en"]] == 1}


def lies_in(folder: Path, inside: str, outside: str) -> bool:
    """Is the second of two places, each a code or an English name, one that the first lies in, both near it or both in it?"""
    around, by_name = _tables(folder)
    if inside.startswith(NEAR) != outside.startswith(NEAR):
        return False
    codes = [bare if bare in around else by_name.get(bare) for bare in (text.removeprefix(NEAR) for text in (inside, outside))]
    seen, todo = set(), [codes[0]]
    while todo:
        code = todo.pop()
        if code and code not in seen:
            seen.add(code)
            todo += around.get(code, [])
    return bool(codes[1]) and codes[1] in seen
