"""The list as a table, its filters and what is taken away of it; a long list of changes; a press site that is closed."""

import base64
import csv
import hashlib
import io
import re
import sqlite3
from contextlib import closing

import pytest

import web_fixtures
from casebook import editions
from casebook.finding_aids import count_rows
from casebook.matches import queue
from reviewing_site import plain
from web_fixtures import PUBLIC_IDS, make_casebook, make_edition, serving_site

MORE = 501  # of a kind of change, one more than the page shows
LIST = "?view=table&facility_kind=prison"


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """An edition of three, of whom the first was in prison, and of many more changes than a page holds."""
    folders, made = make_casebook(tmp_path_factory.mktemp("listed")), web_fixtures.published_rows
    facts = {"facility_kind": "prison", "reasons_official": "聚众扰乱社会秩序罪", "age_group": "30-39", "occupation": "Baker"}

    def rows(names):
        from casebook.publishing_tables import CASE_COLUMNS

        found = made(names)
        found["cases"][0] = (found["cases"][0][0], *(facts.get(name, value) for name, value in
                                                     zip(CASE_COLUMNS, found["cases"][0][1:], strict=True)))  # fmt: skip
        found["changes"] += [(number, PUBLIC_IDS[1], "corrected") for number in range(10, 10 + MORE + 5_000)]
        shown = [dict(zip(("id", *CASE_COLUMNS), row, strict=True)) for row in found["cases"]]
        return found | {"facet_counts": count_rows(shown)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_fixtures, "published_rows", rows)
        make_edition(folders, 2, ("Alim Tursun", "Aygul Sattar", "Sabir Qurban"))
    with closing(sqlite3.connect(folders.cases)) as db, db:
        db.execute("UPDATE cases SET case_key = ?, example = 1 WHERE name = 'Aygul Sattar'", ("f" * 32,))
    with serving_site(folders, press=True) as press, serving_site(folders) as research:
        yield press, research


def lines(page: str) -> list[list[str]]:
    return [[plain(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]  # fmt: skip


def test_the_list_is_a_table_of_the_cases_that_were_chosen(sites):
    reader = sites[0].client("journalist1")
    assert lines(reader.get(f"/cases{LIST}").text) == [
        ["Name", "Status", "Detained", "Taken or held", "Sentence", "Born", "Sex"],
        ["Alim Tursun", "Imprisoned", "May 2017", "Ürümqi", "15 years", "", "Male"],
    ]


@pytest.mark.parametrize(
    "chosen", ["facility_kind=prison", "reasons_official=聚众扰乱社会秩序罪", "age_group=30-39", "occupation=Baker"]
)
def test_a_filter_is_on_the_page_and_in_all_that_is_taken_away(sites, chosen):
    reader = sites[0].client("journalist1")
    page = reader.get(f"/cases?{chosen}").text
    name, _, value = chosen.partition("=")
    assert re.search(rf'name="{name}" value="{value}" checked.*?class="n">1<', page)
    assert [row["id"] for row in csv.DictReader(io.StringIO(reader.get(f"/cases.csv?{chosen}").text))] == [PUBLIC_IDS[0]]
    assert [row["id"] for row in reader.get(f"/cases.json?{chosen}").json()] == [PUBLIC_IDS[0]]
    assert [one["id"] for one in reader.get(f"/cases.geojson?{chosen}").json()["features"]] == [PUBLIC_IDS[0]]


def test_invented_people_are_marked_for_researchers_too(sites):
    research = sites[1].client("researcher1")
    table, cards = (research.get(f"/cases?{view}sort=name").text for view in ("view=table&", ""))
    assert [row[0] for row in lines(table) if "Invented person" in row[0]] == [
        "Alim Tursun Invented person", "Aygul Sattar Invented person"]  # fmt: skip
    assert cards.count("Invented person") == 2


def test_every_change_is_in_the_list_and_the_feed_and_the_page_says_how_many_more(sites):
    reader = sites[0].client("journalist1")
    page, rows = reader.get("/changes").text, reader.get("/changes.csv").text.splitlines()
    assert len(rows) == 1 + 3 + MORE + 5_000 and reader.get("/changes.xml").text.count("<entry>") == 3 + MORE + 5_000
    assert page.count(f'href="/cases/{PUBLIC_IDS[1]}"') == 1 + 500 and "5,001" in page


def test_a_closed_site_has_a_look_of_its_own_in_each_language(sites):
    said = {"en": ("Closed for the moment", "There is no edition that may be shown."),
            "fr": ("Fermé pour le moment", "Aucune édition ne peut être montrée.")}  # fmt: skip
    folders = sites[0].folders
    client = sites[0].client("journalist1")
    editions.close(folders.editions, folders.build)
    try:
        found = {tongue: client.get("/cases", headers={"accept-language": tongue}) for tongue in said}
    finally:
        editions.make_current(folders.editions, 2, folders.build)
    for tongue, (title, words) in said.items():
        answer, style = found[tongue], re.search("<style>(.*?)</style>", found[tongue].text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert f"style-src 'sha256-{digest}'" in answer.headers["content-security-policy"]
        assert f"<h1>{title}</h1>" in answer.text and words in answer.text and "/static/" not in answer.text


def test_what_is_hardly_one_person_is_asked_last_whoever_reads_of_it(tmp_path):
    pairs = [("seen", 0.04, 2), ("likely", 0.9, 0), ("edge", 0.05, 0), ("kept", 0.3, 1), ("least", 0.01, 0)]
    found = [queue.Match(name, "z", score, value=value) for name, score, value in pairs]
    assert [one.a for one in sorted(found, key=queue._order)] == ["kept", "likely", "edge", "seen", "least"]
