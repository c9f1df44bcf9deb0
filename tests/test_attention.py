"""Attention: what time makes urgent, each list a query; for researchers on their own site."""

import re
import sqlite3
from contextlib import closing
from datetime import date
from urllib.parse import unquote_plus

import pytest

from web_fixtures import make_casebook, serving_site

YEAR = date.today().year


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("attention"))
    with closing(sqlite3.connect(folders.cases)) as db:
        db.execute("UPDATE cases SET end_earliest = NULL, end_latest = NULL, status = 'sentenced', arrest_latest = NULL")
        ids = [row for (row,) in db.execute("SELECT id FROM cases ORDER BY id")]
        db.execute("UPDATE cases SET end_earliest = '2019-01-01', end_latest = '2019-06-01' WHERE id = ?", ids[:1])
        db.execute("INSERT INTO steps (key, person, kind, by, next_step, due, owner) SELECT 'd:1', person, 'call', 'researcher2',"
                   " 'call back', '2020-01-02', 'researcher1' FROM cases WHERE id = ?", ids[:1])
        db.commit()
    with serving_site(folders) as research, serving_site(folders, press=True) as press:
        yield research, press


def test_a_sentence_that_should_have_ended_is_told_with_its_window_and_query(site):
    client = site[0].client("researcher1")
    page = client.get("/attention").text
    assert "the whole window of the sentence is past" in page and "between 1 January 2019 and 1 June 2019" in page
    address = re.search(r'href="(/cases\?sql=[^"]+)"', page)[1].replace("&amp;", "&")
    assert f"end_latest < '{date.today().isoformat()}'" in unquote_plus(address)
    assert client.get(address).status_code == 200


def test_the_next_steps_are_those_of_whoever_reads(site):
    told = [site[0].client(name).get("/attention").text for name in ("researcher1", "researcher2")]
    assert "call back" in told[0] and "2 January 2020" in told[0]
    assert "Nothing is written down for you." in told[1] and "call back" not in told[1]


def test_nobody_else_has_the_page(site):
    research, press = site
    assert research.client("journalist1").get("/attention").status_code == 404
    assert press.client("researcher1").get("/attention").status_code == 404
