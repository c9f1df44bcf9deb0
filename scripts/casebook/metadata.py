"""metadata.yml read strictly: what Datasette would ignore stops the start, with its line and the likely name."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

import yaml

ABOUT = {"title", "description", "license", "license_url", "source", "source_url", "about", "about_url"}
KEYS = {
    "the file": ABOUT | {"allow", "allow_sql", "databases"},
    "a database": ABOUT | {"allow", "allow_sql", "tables"},
    "a table": ABOUT
    | {
        "allow",
        "columns",
        "facets",
        "facet_size",
        "fts_pk",
        "fts_table",
        "hidden",
        "label_column",
        "size",
        "sort",
        "sort_desc",
        "sortable_columns",
        "units",
    },
    "an allow block": {"roles", "id"},
}
MOST_FACETS = 5
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class MetadataError(Exception):
    """metadata.yml cannot be used; the message names its line, what is wrong and the fix."""


def load(path: Path, tables: Mapping[str, Iterable[str]]) -> dict:
    """The metadata, checked key by key; `tables` names the tables that each known database can have.

    Raises MetadataError on an unknown or repeated key, an unknown database or table, and more than five facets.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise MetadataError(f"{path}{f', line {mark.line + 1}' if mark else ''}: it cannot be read as YAML") from error
    if not isinstance(root, yaml.MappingNode):
        raise MetadataError(f"{path}: it must be a mapping with the key `databases`")
    _Lint(path, tables).file(root)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


class _Lint:
    def __init__(self, path: Path, tables: Mapping[str, Iterable[str]]) -> None:
        self.path = path
        self.tables = {name: set(found) for name, found in tables.items()}

    def file(self, node) -> None:
        for key, value in self.keys(node, "the file", KEYS["the file"]):
            if key == "databases":
                for name, database in self.keys(value, "the databases", set(self.tables)):
                    self.database(name, database)
            elif key.startswith("allow"):
                self.allow(value)

    def database(self, name: str, node) -> None:
        for key, value in self.keys(node, "a database", KEYS["a database"]):
            if key == "tables":
                for _, table in self.keys(value, f"database {name}", self.tables[name]):
                    self.table(table)
            elif key.startswith("allow"):
                self.allow(value)

    def table(self, node) -> None:
        for key, value in self.keys(node, "a table", KEYS["a table"]):
            if key == "facets" and len(value.value) > MOST_FACETS:
                self.stop(value, f"a table has at most {MOST_FACETS} facets")
            elif key == "allow":
                self.allow(value)

    def allow(self, node) -> None:
        if isinstance(node, yaml.ScalarNode):
            if node.value not in ("true", "false"):
                self.stop(node, "allow is true, false, or a block with roles")
            return
        for _ in self.keys(node, "an allow block", KEYS["an allow block"]):
            pass

    def keys(self, node, where: str, known: set[str]):
        """The pairs of a mapping; stops at a key that is not known there, or is there twice."""
        if not isinstance(node, yaml.MappingNode):
            self.stop(node, f"{where} must be a mapping")
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                self.stop(key, f"{key.value!r} is written twice")
            if key.value not in known:
                near = get_close_matches(key.value, known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(sorted(known))}"
                self.stop(key, f"{key.value!r} is not known in {where}{hint}")
            seen.add(key.value)
            yield key.value, value

    def stop(self, node, words: str) -> None:
        raise MetadataError(f"{self.path}, line {node.start_mark.line + 1}: {words}")


def without_allow(metadata: Mapping, databases: Iterable[str]) -> list[str]:
    """The attached databases that have no explicit allow block of their own."""
    described = metadata.get("databases") or {}
    return [name for name in databases if (described.get(name) or {}).get("allow") is None]


def facets(metadata: Mapping) -> dict[tuple[str, str], frozenset[str]]:
    """The columns offered as facets, by (database, table)."""
    return {
        (database, table): frozenset(about.get("facets") or ())
        for database, described in (metadata.get("databases") or {}).items()
        for table, about in (described.get("tables") or {}).items()
    }
