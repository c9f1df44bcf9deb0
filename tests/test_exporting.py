"""Exports: harmless cells, the rows of the page and all of them, one at a time a person."""

import csv
import io
import json
import re
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import exporting
from casebook.exporting import one_at_a_time
from casebook.harmless import csv_lines, harmless
from web_fixtures import make_casebook, serving_site

STARTS = (
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
HOSTILE = st.text(st.sampled_from(STARTS + ",;|\"' \0aé中\u200b\u202e7"), max_size=12)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86 991", "'+86 991"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\N{FULLWIDTH EQUALS SIGN}1", "'\N{FULLWIDTH EQUALS SIGN}1"),
        ("a;=1", "a;'=1"),
        ('a"=1', "a\"'=1"),
        ("a\n=1", "a\n'=1"),
        (" =1", "' =1"),
        ("\0=1", "'\u2400=1"),
        ("a\0b", "a\u2400b"),
        ("a=1", "a=1"),
        ("May 2017", "May 2017"),
        ("2017-05", "2017-05"),
        ("", ""),
        ("艾", "艾"),
        (-5, -5),
        (None, None),
        (1.5, 1.5),
    ],
)
def test_what_could_begin_a_formula_gets_a_mark_before_it(cell, written):
    assert harmless(cell) == written


@given(HOSTILE)
def test_no_part_of_a_cell_that_any_program_may_take_for_a_cell_begins_a_formula(text):
    for part in re.split(r"[,;|\"\t\r\n]", str(harmless(text))):
        bare = re.sub("[\\s\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff]+", "", part)
        assert not bare or bare[0] not in STARTS


@given(HOSTILE)
def test_nothing_but_marks_is_added(text):
    assert str(harmless(text)).replace("'", "") == text.replace("\0", "\u2400").replace("'", "")


@given(st.lists(st.one_of(HOSTILE, st.integers(), st.none()), min_size=1, max_size=5))
def test_a_line_is_read_back_as_the_cells_that_were_written(cells):
    (row,) = csv.reader(io.StringIO(csv_lines([cells]), newline=""))
    assert row == ["" if cell is None else str(harmless(cell)) for cell in cells]


def test_a_person_has_one_export_under_way_and_may_begin_again_after():
    with one_at_a_time("a"):
        with pytest.raises(exporting.Busy), one_at_a_time("a"):
            pass
        with one_at_a_time("b"):
            pass
    with one_at_a_time("a"):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("exported"))
    _many(folders.cases)
    with serving_site(folders) as served:
        yield served


def _many(path) -> None:
    """Enough issues for several of Datasette's pages."""
    import sqlite3

    db = sqlite3.connect(path)
    rows = [("many", "=bad" if number % 2 else "fine", f"row {number}") for number in range(650)]
    db.executemany("INSERT INTO issues (code, words, locator) VALUES (?, ?, ?)", rows)
    db.commit()
    db.close()


def table(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_is_exported_whole_with_the_filter_and_order_of_its_page(site):
    reader = site.client("researcher1")
    rows = table(reader.get("/cases/issues.csv?code=many&words=fine&_sort_desc=id&_size=10").text)
    assert [row["locator"] for row in rows] == [f"row {number}" for number in range(648, -1, -2)]
    assert {row["words"] for row in table(reader.get("/cases/issues.csv?code=many&words__startswith=%3D").text)} == {
        "'=bad"
    }


def test_the_rows_of_a_query_come_as_csv_too(site):
    reader = site.client("researcher1")
    for address in ("/cases.csv", "/published.csv"):
        assert reader.get(address, params={"sql": "select '=1' as a, 2 as b"}).text == '"a","b"\r\n"\'=1",2\r\n'
        assert reader.get(address, params={"sql": "select nothing"}).status_code == 400


def test_an_export_carries_a_mark_of_utf8_when_asked(site):
    reader = site.client("journalist1")
    assert reader.get("/published/cases.csv?_bom=1").content.startswith(b"\xef\xbb\xbf")
    assert not reader.get("/cases.csv").content.startswith(b"\xef\xbb\xbf")
    answer = reader.get("/cases.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]


def test_the_list_is_exported_as_it_is_shown(site):
    reader = site.client("researcher1")
    rows = table(reader.get("/cases.csv?q=阿里木").text)
    assert [row["name"] for row in rows] == ["Alim Tursun"]
    assert rows[0]["reasons_believed"] == "prayed;' =cmd|'/C calc'!A0"
    assert "id" not in rows[0] and "person" not in rows[0]
    told = json.loads(reader.get("/cases.json?status=released").text)
    assert [case["name"] for case in told] == ["Aygul Sattar"]
    assert None not in told[0].values()
    assert json.loads(reader.get("/cases.json?q=nobody").text) == []


def test_the_second_export_at_once_is_told_to_wait(site):
    reader, codes = site.client("researcher1"), []
    with one_at_a_time("researcher1"):
        for address in ("/cases.csv", "/cases.json", "/cases/issues.csv"):
            answer = reader.get(address)
            codes.append((answer.status_code, answer.headers.get("retry-after")))
        assert site.client("researcher2").get("/cases.csv").status_code == 200
    assert codes == [(429, "5")] * 3
    assert reader.get("/cases.csv").status_code == 200


def test_an_export_left_half_way_frees_its_place(site):
    reader = site.client("researcher1")
    with reader.stream("GET", "/cases/issues.csv") as answer:
        next(answer.iter_bytes())
    ended = threading.Event()
    for _ in range(100):
        if reader.get("/cases.csv").status_code == 200:
            break
        ended.wait(0.05)
    else:
        raise AssertionError("the place was never freed")
