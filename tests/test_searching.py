"""The list of cases as one query: search, filters, doubtful years, order; over a small database."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import schema
from casebook.names import normalise_search
from casebook.searching import Wanted, condition, order, wanted

FACETS = ["status", "place", "sex"]
PEOPLE = [  # name, status, sex, arrest_earliest, arrest_latest, differs
    ("Alim Tursun 阿里木", "sentenced", "male", "2017-05-01", "2017-05-31", 1),
    ("Aygul Sattar", "released", "female", "2016-11-01", "2018-02-28", 0),
    ("Batur Ömer", "sentenced", "male", "2019-01-01", None, 0),
    ("Gülnar", "detained", "female", None, None, 0),
]


@pytest.fixture(scope="module")
def db():
    db = sqlite3.connect(":memory:")
    schema.create_tables(db, {"cases": schema.CASES["cases"]})
    db.execute("CREATE VIRTUAL TABLE search USING fts5(names, places, words)")
    for number, person in enumerate(PEOPLE, 1):
        columns = "id, name, status, sex, arrest_earliest, arrest_latest, differs"
        db.execute(f"INSERT INTO cases ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *person))
        db.execute("INSERT INTO search (rowid, names) VALUES (?, ?)", (number, normalise_search(person[0])))
    return db


def found(db, query: list[tuple[str, str]], **how) -> list[str]:
    asked = wanted(query, FACETS)
    where, values = condition(asked, **how)
    rows = db.execute(f"SELECT name FROM cases WHERE {where} ORDER BY {order(asked, research=True)}", values)
    return [name.split()[0] for (name,) in rows]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ([], ["Alim", "Aygul", "Batur", "Gülnar"]),
        ([("q", "TURSUN")], ["Alim"]),
        ([("q", "阿里木")], ["Alim"]),
        ([("q", "omer")], ["Batur"]),
        ([("q", "gul")], ["Gülnar"]),
        ([("q", "tursun alim")], ["Alim"]),
        ([("q", "nobody")], []),
        ([("q", '"')], []),
        ([("q", "name:alim OR *")], []),
        ([("status", "sentenced")], ["Alim", "Batur"]),
        ([("status", "sentenced"), ("status", "released")], ["Alim", "Aygul", "Batur"]),
        ([("status", "sentenced"), ("sex", "female")], []),
        ([("home", "x")], ["Alim", "Aygul", "Batur", "Gülnar"]),
        ([("since", "2017"), ("until", "2017")], ["Alim", "Aygul"]),
        ([("since", "2020")], ["Batur"]),
        ([("until", "2016")], ["Aygul"]),
        ([("since", "soon")], ["Alim", "Aygul", "Batur", "Gülnar"]),
        ([("sort", "-arrest")], ["Batur", "Alim", "Aygul", "Gülnar"]),
        ([("sort", "id; DROP TABLE cases")], ["Alim", "Aygul", "Batur", "Gülnar"]),
    ],
)
def test_who_is_on_the_list(db, query, names):
    assert found(db, query) == names


def test_years_tell_what_is_certain_from_what_is_possible(db):
    years = [("since", "2017"), ("until", "2017")]
    assert found(db, years) == ["Alim", "Aygul"]
    assert found(db, years, certainly=True) == ["Alim"]
    assert found(db, [("since", "2019")], certainly=True) == ["Batur"]


def test_flags_are_for_research(db):
    assert found(db, [("differs", "1")], research=True) == ["Alim"]
    assert len(found(db, [("differs", "1")])) == 4


def test_a_facets_own_counts_leave_its_choice_out(db):
    where, values = condition(wanted([("status", "released"), ("sex", "male")], FACETS), without="status")
    assert [row[0] for row in db.execute(f"SELECT DISTINCT status FROM cases WHERE {where}", values)] == ["sentenced"]


def test_an_address_says_the_same_list_again():
    asked = wanted(
        [("q", "a b"), ("status", "x"), ("status", "y"), ("since", "2017"), ("sort", "term"), ("page", "3")], FACETS
    )
    assert asked.address() == "q=a+b&status=x&status=y&since=2017&sort=term&page=3"
    assert asked.address(page=None, _bom=1) == "q=a+b&status=x&status=y&since=2017&sort=term&_bom=1"
    assert Wanted().address() == ""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["q", "status", "since", "until", "page", "sort", "differs", "x"]), st.text(max_size=20)
        ),
        max_size=6,
    )
)
def test_whatever_is_asked_the_query_runs(query):
    db = sqlite3.connect(":memory:")
    schema.create_tables(db, {"cases": schema.CASES["cases"]})
    db.execute("CREATE VIRTUAL TABLE search USING fts5(names, places, words)")
    assert found(db, query, research=True) == []
    db.close()
