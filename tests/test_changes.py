"""What changed and how it is cited: additions and corrections by address, departures counted, one answer for what is gone."""

import csv
import io
from xml.etree import ElementTree

import pytest

from web_fixtures import PUBLIC_IDS, make_casebook, make_edition, serving_site

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("changes")), press=True) as served:
        yield served


@pytest.fixture(scope="module")
def reader(site):
    return site.client("journalist1")


def test_page_csv_and_feed_name_the_same_cases(reader):
    rows = list(csv.DictReader(io.StringIO(reader.get("/changes.csv").text)))
    page = reader.get("/changes").text
    feed = ElementTree.fromstring(reader.get("/changes.xml").text)
    linked = [entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")]
    assert rows and [row["change"] for row in rows] == sorted(row["change"] for row in rows)
    assert [address.partition("/editions")[1:] for address in linked] == [
        row["address"].partition("/editions")[1:] for row in rows
    ]
    assert all(f'href="/cases/{row["id"]}"' in page for row in rows)


def test_a_case_is_cited_in_two_languages_with_its_lasting_address(reader, site):
    page = reader.get(f"/cases/{PUBLIC_IDS[0]}").text
    lasting = f"{site.url}/editions/1/cases/{PUBLIC_IDS[0]}"
    assert f"Casebook, edition 1 of 20 November 2026, case {PUBLIC_IDS[0]}, {lasting}" in page
    assert f"Casebook, édition 1 du 20 novembre 2026, dossier {PUBLIC_IDS[0]}, {lasting}" in page
    assert reader.get(lasting).status_code == 200


def test_an_address_of_another_edition_says_which_one_is_shown(tmp_path):
    folders = make_casebook(tmp_path)
    make_edition(folders, 2, ("Alim Tursun",))
    with serving_site(folders, press=True) as site:
        reader = site.client("journalist1")
        assert "This address was given in edition 1" in reader.get(f"/editions/1/cases/{PUBLIC_IDS[0]}").text
        assert "This address was given" not in reader.get(f"/editions/2/cases/{PUBLIC_IDS[0]}").text


def test_an_edition_that_never_was_has_no_case(reader):
    answers = {reader.get(f"/editions/{number}/cases/{PUBLIC_IDS[0]}").text for number in (0, 2, 7, "01")}
    assert answers == {reader.get("/cases/zzzz2222zz").text}


def test_what_is_gone_answers_like_what_never_was(reader):
    answers = {reader.get(f"/editions/{number}/cases/zzzz2222zz").text for number in (1, 2, 7)}
    assert answers == {reader.get("/cases/zzzz2222zz").text}
