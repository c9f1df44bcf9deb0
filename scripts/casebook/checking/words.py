"""The words anybody may read: those of the vocabularies and of the policy; and the gazetteer."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .folding import fold, learn
from .report import CouldNotCheck
from .sounding import plain_letters, skeleton


def gazetteer(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of places.csv by code; {} without one."""
    path = folder / "places.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@cache
def levels(folder: Path) -> dict[str, str]:
    """The level of every place of every gazetteer by its code."""
    found = {}
    for path in sorted(folder.glob("places*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["code"]: row["level"] for row in csv.DictReader(file)}
    return found


@cache
def vocabulary(folder: Path) -> frozenset[str]:
    """Every word and phrase of every vocabulary, bare; also learns which letters are written for one another."""
    if not folder.is_dir():
        raise CouldNotCheck(f"{folder} is missing")
    try:
        _learn(folder)
        found: set[str] = set()
        for path in sorted(set(folder.glob("*.yml")) - set(folder.glob("names*.yml"))):  # names are no ordinary words
            for text in _texts(_yaml(path)):
                found.update(fold(text), ("".join(fold(text)),))
        for row in gazetteer(folder).values():
            for text in "|".join(row.values()).split("|"):
                found.update(fold(text), ("".join(fold(text)),))
    except (OSError, ValueError, yaml.YAMLError):
        raise CouldNotCheck(f"{folder}: a vocabulary cannot be read") from None
    return frozenset(found - {""})


@cache
def forms(folder: Path) -> dict[str, frozenset[str]]:
    """Each form of a given name that has several, bare, in plain letters and by its consonants: the forms of that name."""
    path = folder / "names_equivalents.yml"
    found: dict[str, set[str]] = {}
    for group in _yaml(path) if path.is_file() else ():
        for form in group:
            for written in ("".join(fold(form)), plain_letters(form), skeleton(form)):
                found.setdefault(written, set()).update(group)
    return {form: frozenset(group) for form, group in found.items() if form}


def _learn(folder: Path) -> None:
    names, traditional = folder / "names.yml", folder / "names_traditional.yml"
    folds: dict[str, str] = dict(_yaml(names).get("search_folds", {})) if names.is_file() else {}
    if traditional.is_file():
        for old, new in _yaml(traditional)["pairs"]:
            for variant, plain in zip(old, new, strict=True):
                folds[plain] = folds.get(plain, "") + variant
    learn(folds)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _texts(node: Any):
    """Every key and every text of a vocabulary, whatever its shape."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
    elif node is not None:
        yield str(node)
