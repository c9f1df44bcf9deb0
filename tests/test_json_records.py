"""JSON and JSON Lines: one object a record, values as they are written, bad objects set aside."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import importers
from casebook.importers.shapes import Options, Quarantined, Refused, Row
from reading_files import only, refused, written


def test_values_stay_as_the_file_writes_them(tmp_path):
    path = written(
        tmp_path, "r.json", '[{"a": "007", "b": 1.10, "c": 12345678901234567890123, "d": true, "e": null}, {"a": 1e5}]'
    )
    assert only(path) == (
        ("a", "b", "c", "d", "e"),
        [
            Row("record 1", ("007", "1.10", "12345678901234567890123", "true", "")),
            Row("record 2", ("1e5", "", "", "", "")),
        ],
    )


def test_what_is_nested_is_laid_out_with_dots(tmp_path):
    path = written(
        tmp_path, "r.jsonl", '{"birth": {"year": "1980", "place": {}}, "names": ["A", "B"], "kin": [{"of": "C"}]}\n'
    )
    assert only(path) == (
        ("birth.year", "birth.place", "names.1", "names.2", "kin.1.of"),
        [Row("line 1", ("1980", "", "A", "B", "C"))],
    )
    long = json.dumps({"n": list(range(30))})
    assert only(written(tmp_path, "l.jsonl", long))[1] == [Row("line 1", (json.dumps([str(n) for n in range(30)]),))]


@pytest.mark.parametrize("content", ['[{"a": 1}]', '{"records": [{"a": 1}]}', '\ufeff [ {"a": 1} ] \n'])
def test_a_list_of_objects_may_stand_under_records(tmp_path, content):
    assert only(written(tmp_path, "r.json", content)) == (("a",), [Row("record 1", ("1",))])


@pytest.mark.parametrize(("record", "code"), [
    ('{"a": 1, "a": 2}', "duplicate_key"),
    ('{"a.b": 1, "a": {"b": 2}}', "duplicate_key"),
    ('{"": 1}', "duplicate_key"),
    ("[1]", "not_an_object"),
    ('{"a": NaN}', "not_json"),
    ('{"a": "x\\u0000"}', "nul"),
    ('{"a": "x\\ud800"}', "half_character"),
])  # fmt: skip
def test_a_bad_record_is_set_aside_and_the_others_go_in(tmp_path, record, code):
    for name, content in (
        ("r.json", f'[{{"a": 0}},\n{record},\n{{"a": 3}}]'),
        ("r.jsonl", f'{{"a": 0}}\n{record}\n{{"a": 3}}'),
    ):
        _, rows = only(written(tmp_path, name, content))
        assert [row.values for row in rows[::2]] == [("0",), ("3",)]
        assert (rows[1].content, rows[1].code) == (record, code) and f"{name} line 2" in rows[1].words


def test_a_line_that_is_not_json_is_set_aside_with_its_line(tmp_path):
    _, rows = only(written(tmp_path, "r.jsonl", '{"a": 1}\n\n{"a": 2\n' + "[" * 5000 + "\n"))
    assert [(row.locator, type(row)) for row in rows] == [
        ("line 1", Row),
        ("line 3", Quarantined),
        ("line 4", Quarantined),
    ]


@pytest.mark.parametrize(("content", "code", "line"), [
    ('[{"a": 1},\n{"a": 2,}]', "not_json", 2),
    ('[{"a": 1},\n{"a": 2}', "not_json", 2),
    ('[{"a": 1}\n{"a": 2}]', "not_json", 2),
    ('[{"a": 1},]', "not_json", 1),
    ('{"a": 1}', "not_a_list", 1),
    ('{"records": [{"a": 1}], "more": 2}', "not_a_list", 1),
    ("[" * 9000, "not_json", 1),
    ("", "empty_file", None),
])  # fmt: skip
def test_a_file_that_is_no_list_of_objects_is_refused_with_its_line(tmp_path, content, code, line):
    refusal = refused(written(tmp_path, "r.json", content))
    assert (refusal.code, refusal.line) == (code, line)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=10)


@settings(max_examples=100, deadline=None)
@given(values=st.lists(TEXT, min_size=1, max_size=6))
def test_writing_and_reading_gives_the_same_text(tmp_path_factory, values):
    path = tmp_path_factory.getbasetemp() / "law.jsonl"
    path.write_text("".join(json.dumps({"a": value}) + "\n" for value in values), encoding="utf-8")
    assert [row.values for row in only(path)[1]] == [(value,) for value in values]


@settings(max_examples=200, deadline=None)
@given(content=st.one_of(st.binary(max_size=80), st.text('[]{},:"a1\\u\n', max_size=50).map(str.encode)))
@pytest.mark.parametrize("name", ["any.json", "any.jsonl"])
def test_bytes_of_any_kind_are_read_or_refused(tmp_path_factory, name, content):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    try:
        for sheet in importers.find(path).read(path, Options()):
            list(sheet.rows)
    except Refused as refusal:
        assert refusal.code and refusal.fix
