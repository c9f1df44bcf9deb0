"""Spark gives the pairs that DuckDB gives, and their probabilities: five hundred invented mentions, one model."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import linking_pairs
from casebook.linking import engine

ROOT = Path(__file__).resolve().parents[1]
SPARK = ROOT / ".venv-spark"
WITHIN = 1e-6


@pytest.mark.slow
def test_spark_and_duckdb_agree(tmp_path):
    set_up = [sys.executable, str(ROOT / "scripts" / "set_up.py")]
    subprocess.run([*set_up, "packages", "default-jre-headless"], check=True)
    subprocess.run([*set_up, "environment", str(SPARK), str(ROOT / "requirements-spark.lock")], check=True)
    told = subprocess.run(
        [str(SPARK / "bin" / "python"), linking_pairs.__file__, str(tmp_path)], check=True, stdout=subprocess.PIPE,
        text=True, env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
    ).stdout  # fmt: skip
    in_spark = {(a, b): score for a, b, score in json.loads(told.splitlines()[-1])}
    with engine.duck(tmp_path) as duck:
        in_duck = linking_pairs.suggested(duck)
    assert in_spark.keys() == in_duck.keys() and len(in_duck) > 100
    assert all(abs(in_spark[pair] - score) < WITHIN for pair, score in in_duck.items())
