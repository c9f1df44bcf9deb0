"""Search on the sites: any script, near matches with why, whatever is typed; and of an edition by its own words alone."""

import re
import sqlite3
from contextlib import closing

import pytest

from casebook import schema
from web_fixtures import CANARY, SECRET_NAME, make_casebook, serving_site

ODD = [
    '"', "'", '""', '"a', "*", "^a", "a:b", "names:alim", "alim NOT tursun", "NEAR(a b, 10)", "(", "{a b}: c", "a AND",
    "%00", "alim%00", "%F0%9F%98%80", "%ED%A0%80", "%ff%fe", "%E2%80%AE", "a" * 7000, "%20".join("ab" * 900),
    "%E5%8C%97" * 2000, "-" * 500, "%0A%0D", "+", "%2B", "1=1;--", "%C2%A0", "\\", "%F3%A0%81%81",
]  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return make_casebook(tmp_path_factory.mktemp("searching"))


@pytest.fixture(scope="module")
def research(folders):
    with serving_site(folders) as site:
        yield site.client("researcher1")


@pytest.fixture(scope="module")
def press(folders):
    with serving_site(folders, press=True) as site:
        yield site.client("journalist1")


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.partition('class="results">')[2].partition("</section>")[0])).strip()


@pytest.mark.parametrize("typed", ODD)
def test_whatever_is_typed_is_answered(research, press, typed):
    for reader in (research, press):
        for address in (f"/cases?q={typed}", f"/cases?near=1&q={typed}", f"/cases.csv?q={typed}"):
            assert reader.get(address).status_code in (200, 400, 414), address
    assert press.get(f"/cases?q={typed[:300]}").status_code in (200, 400)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Alem Tursun", "one letter differs"),
        ("Алим Турсун", "in Latin letters"),
        ("Alim Tursum", "Near match"),
    ],
)
def test_a_near_match_says_that_it_is_one_and_why(research, press, typed, why):
    for reader in (research, press):
        told = words(reader.get("/cases", params={"q": typed}).text)
        assert told.startswith("0 cases with these words; 1 near match")
        assert "Alim Tursun Imprisoned" in told and why in told


def test_exact_matches_come_first_and_are_counted_apart(press):
    told = words(press.get("/cases?q=Alim").text)
    assert told.startswith("1 case with these words") and "Near match" not in told


def test_an_empty_list_helps(press):
    told = words(press.get("/cases?q=Alim+Zzyzx&sex=male").text)
    assert "No case matches Alim Zzyzx" in told and "Alim 1 case" in told and "in any script" in told


def test_exports_hold_what_was_typed_and_nothing_near(press):
    assert press.get("/cases.csv", params={"q": "Aleem Tursun"}).text.count("\n") == 1


def test_a_testimony_is_found_by_its_words_with_the_sentence(folders, research):
    with closing(schema.connect(folders.cases)) as db:
        db.execute("UPDATE search SET told = 'may 2017 it is said' WHERE names LIKE 'alim%'")
    told = research.get("/cases", params={"q": "said"}).text
    assert '<p class="passage"><q><bdi dir="auto">May 2017, it is <mark>said</mark></bdi></q></p>' in told


PRIVATE = [SECRET_NAME, CANARY, "Zukhra", "said", "hyperlink", "disturbing"]


@pytest.mark.parametrize("typed", PRIVATE)
@pytest.mark.parametrize("address", ["/cases?q={}", "/cases?near=1&q={}", "/cases.csv?q={}", "/cases?sort=-arrest&q={}",
                                     "/published/cases.json?_search={}"])  # fmt: skip
def test_private_words_are_answered_as_words_of_nobody(press, typed, address):
    """What only cases.db holds finds on the press site what a word finds that stands nowhere."""
    nobody = "q" * len(typed)
    answers = [press.get(address.format(one.replace(" ", "+"))) for one in (typed, nobody)]
    bodies = [re.sub(r'"query_ms": [0-9.]+', "", one.text).replace(typed, "X").replace(typed.replace(" ", "+"), "X").replace(
        typed.replace(" ", "%20"), "X").replace(nobody, "X") for one in answers]  # fmt: skip
    tokens = [re.sub(r'name="token" value="[^"]+"', "", re.sub(r"[0-9a-f]{40,}", "", body)) for body in bodies]
    if "json" in address:
        tokens = [re.sub(r'"(q|search|qqq|args|params)[^}]*', "", body) for body in tokens]
    assert answers[0].status_code == answers[1].status_code
    assert re.findall(r"/cases/[a-z2-7]{10}", bodies[0]) == re.findall(r"/cases/[a-z2-7]{10}", bodies[1])
    if "json" not in address and " " not in typed:
        assert tokens[0] == tokens[1]


def test_an_edition_answers_alike_whatever_else_changes(folders, press):
    """The press site does not open cases.db: with every row of it changed, and with it gone, its answers are the same."""
    asked = ["/", "/cases", "/cases?q=Alim", "/cases?q=Aleem", f"/cases?q={CANARY}", "/cases?q=Tursun&near=1"]
    before = [press.get(address).text for address in asked]
    moved = folders.cases.with_suffix(".away")
    with closing(sqlite3.connect(folders.cases)) as db:
        db.execute("UPDATE search SET names = 'alim tursun nobody'")
        db.execute("DELETE FROM name_sounds")
        db.commit()
    changed = [press.get(address).text for address in asked]
    folders.cases.rename(moved)
    gone = [press.get(address).text for address in asked]
    moved.rename(folders.cases)
    assert before == changed == gone
