"""The vocabularies in data/vocabularies, read once: the only module that opens them."""

import csv
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml


def folder() -> Path:
    """The folder `vocabularies` of the data folder: `CASEBOOK_DATA` if set, else beside the scripts."""
    data = os.environ.get("CASEBOOK_DATA")
    base = Path(data) if data else Path(__file__).resolve().parents[2] / "data"
    return base / "vocabularies"


@cache
def load(name: str) -> Any:
    """What `name`.yml says, as plain dicts and lists; raises FileNotFoundError when there is no such vocabulary."""
    with (folder() / f"{name}.yml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.csv, each a dict of its header; raises FileNotFoundError when there is no such vocabulary."""
    with (folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def document(name: str) -> Any:
    """What `name`.json says; raises FileNotFoundError when there is no such vocabulary."""
    return json.loads((folder() / f"{name}.json").read_text(encoding="utf-8"))
