"""metadata.yml describes every table and column of both databases, and nothing that is not there."""

import pytest
import yaml

from casebook import metadata, schema
from casebook.folders import REPOSITORY
from casebook.publishing_tables import TABLES
from casebook.serving.checks import shadows

DESCRIBED = yaml.safe_load((REPOSITORY / "metadata.yml").read_text(encoding="utf-8"))["databases"]
PUBLISHED = {table: [part.split()[0] for part in spec.split(", ")] for table, spec in TABLES.items()}
RESEARCH = {table: schema.names_of(table) for table in schema.CASES}
EVERY = [("cases", table, names) for table, names in RESEARCH.items()]
EVERY += [("published", table, names) for table, names in PUBLISHED.items()]


@pytest.mark.parametrize(
    ("database", "table", "names"), EVERY, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_table_and_column_is_described(database, table, names):
    about = DESCRIBED[database]["tables"][table]
    assert about["title"] and about["description"]
    assert list(about["columns"]) == names
    assert all(words.strip().endswith(".") for words in about["columns"].values())


@pytest.mark.parametrize(("database", "known"), [("cases", RESEARCH), ("published", PUBLISHED)])
def test_nothing_is_described_that_is_not_there_and_indexes_are_hidden(database, known):
    described = DESCRIBED[database]["tables"]
    internals = set(described) - set(known)
    assert internals <= shadows("search")
    assert all(described[table]["hidden"] for table in internals)


@pytest.mark.parametrize(
    ("database", "table", "names"), EVERY, ids=lambda value: value if isinstance(value, str) else ""
)
def test_facets_labels_orders_and_units_name_columns(database, table, names):
    about = DESCRIBED[database]["tables"][table]
    used = [*about.get("facets", []), *about.get("units", {}), about.get("label_column"), about.get("sort")]
    assert set(filter(None, used)) <= set(names)


def test_both_databases_have_an_allow_block_and_journalists_no_sql():
    assert metadata.without_allow({"databases": DESCRIBED}, ["cases", "published"]) == []
    assert DESCRIBED["cases"]["allow"] == {"roles": ["researcher"]}
    assert all(about["allow_sql"] == {"roles": ["researcher"]} for about in DESCRIBED.values())


def test_facets_are_looked_up_by_database_and_table():
    found = metadata.facets({"databases": {"a": {"tables": {"b": {"facets": ["c"]}, "d": {}}}}})
    assert found == {("a", "b"): frozenset({"c"}), ("a", "d"): frozenset()}


@pytest.mark.parametrize("text", ["", "- a", "a: [", "\0"])
def test_what_is_no_metadata_is_refused(tmp_path, text):
    path = tmp_path / "metadata.yml"
    path.write_text(text)
    with pytest.raises(metadata.MetadataError, match=str(path)):
        metadata.load(path, {})
