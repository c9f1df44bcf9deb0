"""The pages of campaigns: each count as it was said, names only as hints, and for researchers alone."""

import sqlite3
from contextlib import closing

import pytest

from casebook.pages.campaigns.shown import picture
from casebook.plans import fold
from web_fixtures import make_casebook, serving_site

COUNTS = [
    ("a", "2021-07", "2021-07-01", "2021-07-31", "FR", "more than 50,000", 50000, "at least", "stands"),
    ("b", "2021-07", "2021-07-01", "2021-07-31", "FR", "48,100", 48100, "exactly", "stands"),
    ("c", None, None, None, "001", "several", None, None, "stands"),
    ("d", "2021-07", "2021-07-01", "2021-07-31", "FR", "1,000", 1000, "exactly", "no longer said by the source"),
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("campaigns"))
    with closing(sqlite3.connect(folders.cases)) as db:
        db.execute("INSERT INTO campaigns (key, record, title, launch, edtf, intervention, standing)"
                   " VALUES ('petition', 1, '<b>Free</b> them', 'June 2021', '2021-06', '020200000000', 'stands')")
        db.execute("UPDATE names SET folded = ? WHERE mention = 1 AND text = 'Alim Tursun'", (fold("Alim Tursun"),))
        db.executemany("INSERT INTO campaign_counts (campaign, key, edtf, earliest, latest, country, raw, amount, says, standing)"
                       " VALUES ('petition',?,?,?,?,?,?,?,?,?)", COUNTS)
        db.executemany("INSERT INTO campaign_cases (campaign, key, kind, raw, standing) VALUES ('petition',?,?,?,'stands')",
                       [("1", "record", "sheet:1"), ("2", "name", "Tursun Alim"), ("3", "name", "Nobody Here")])
        db.execute("INSERT INTO campaign_steps (campaign, key, kind, words, response, standing)"
                   " VALUES ('petition', 's', 'delivery', 'Left at the gate.', '050000000000', 'stands')")
        db.commit()
    with serving_site(folders) as research, serving_site(folders, press=True) as press:
        yield research, press


def test_a_campaign_shows_every_count_as_it_was_said(sites):
    page = sites[0].client("researcher1").get("/campaigns/petition").text
    assert "&lt;b&gt;Free&lt;/b&gt; them" in page and "June 2021" in page and "Petition to overturn a decision" in page
    assert "at least 50,000" in page and "48,100" in page and "several" in page and "All countries together" in page
    assert "“more than 50,000”" in page
    assert "1 count that the source no longer says" in page
    assert "Left at the gate." in page and "Token response" in page


def test_a_key_says_who_is_meant_and_a_name_only_hints(sites):
    page = sites[0].client("researcher1").get("/campaigns/petition").text
    assert "a name alone says not who is meant" in page and "No case here is known by it." in page
    assert "Alim Tursun" in page


def test_campaigns_are_listed_in_either_language(sites):
    client = sites[0].client("researcher1")
    assert "3 people" in client.get("/campaigns").text and "3 personnes" in client.get("/campaigns?_lang=fr").text
    assert "au moins" in client.get("/campaigns/petition?_lang=fr").text


def test_nobody_else_has_the_pages(sites):
    research, press = sites
    for path in ("/campaigns/petition", "/campaigns/petition/face"):
        assert research.client("journalist1").get(path).status_code == 404
        assert press.client("researcher1").get(path).status_code == 404
    assert research.client("researcher1").get("/campaigns/other").status_code == 404


def test_the_picture_leaves_out_what_has_no_number_or_time():
    count = {"amount": 10, "earliest": "2021-01-01", "latest": "2021-12-31", "name": "France", "when": "2021", "said": "10",
             "sure": True}
    found = picture([count, count | {"amount": None}, count | {"earliest": None, "latest": None, "amount": 40}])
    ((place, y, tone, sure, words),) = found["marks"]
    assert (place.x, place.width, y, tone, sure, words) == (0, 1000, 75.0, 0, True, "France, 2021: 10")
    assert (found["most"], found["names"]) == (40, ["France"])
    assert picture([])["marks"] == [] and picture([])["axis"] is None
