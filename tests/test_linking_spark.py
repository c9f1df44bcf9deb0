"""Spark gives the pairs that DuckDB gives, and their probabilities: five hundred invented mentions, one model."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.linking import blocks, engine, model, scoring, tables, telling
from casebook.linking.facts import forms

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = 240
WITHIN = 1e-6


def compared(database) -> dict[tuple[int, int], float]:
    """The pairs of the invented mentions that are suggested, with their probabilities."""
    rules = model.load()
    known = [one for _, one in telling.tell(7, PEOPLE)][:500]
    database.load("forms", tables.FORMS, (form for one in known for form in forms(one, rules)))
    database.load("blocks", tables.BLOCKS, ((key, one.mention) for one in known for key in blocks.keys(one, rules)))
    scoring.pair(database, rules)
    return {(one.a, one.b): one.score for one in scoring.score(database, rules, rules.thresholds["suggest"])}


@pytest.mark.slow
def test_spark_and_duckdb_agree(tmp_path):
    subprocess.run([sys.executable, str(ROOT / "scripts" / "set_up.py"), "packages", "default-jre-headless"], check=True)
    library = tmp_path / "library"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(library), "pyspark>=4.0"]
    subprocess.run(install, check=True)
    said = subprocess.run(
        [sys.executable, __file__, str(tmp_path)], check=True, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (library, ROOT / "scripts", ROOT / "tests")))},
    ).stdout  # fmt: skip
    in_spark = {tuple(map(int, line.split()[:2])): float(line.split()[2]) for line in said.splitlines() if line.strip()}
    with engine.duck(tmp_path) as duck:
        in_duck = compared(duck)
    assert in_spark.keys() == in_duck.keys() and in_duck
    assert all(abs(in_spark[pair] - score) < WITHIN for pair, score in in_duck.items())


if __name__ == "__main__":
    from casebook.linking import cluster

    with cluster.spark(Path(sys.argv[1])) as session:
        for (a, b), score in compared(session).items():
            print(a, b, score)
