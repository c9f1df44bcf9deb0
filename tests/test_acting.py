"""What readers can send for somebody: of published facts alone, where everybody concerned wants it, until it is over."""

import re
import sqlite3
from contextlib import closing

import pytest

from casebook import acting
from web_fixtures import PUBLIC_IDS, make_casebook, serving_site

ADDRESS = "https://press.example/editions/3/cases/abcdefghij"
ROW = {"name": "Alim Tursun", "sex": "male", "birth": "1980", "arrest": "2017-05", "place": "653101", "term_kind": "term",
       "term_months_min": 204.0, "term_months_max": 204.0, "status": "sentenced", "reasons_believed": "praying",
       "summary_en": "A long text."}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_drafts_hold_the_published_facts_and_no_more(language):
    found = acting.drafts(ROW, "CN-FR", ADDRESS, language)
    assert len(found.post) <= acting.longest() and found.post.endswith(ADDRESS) and "2017" in found.post
    assert "Alim Tursun" in found.message and "17" in found.letter and "Kashgar" in found.letter
    assert "rue Monsieur" in found.letter and acting.authorities()["CN-FR"]["salutation"][language] in found.letter
    everything = found.post + found.message + found.letter
    assert "pray" not in everything and "A long text" not in everything and "{" not in everything
    assert found.mail.startswith("mailto:?subject=Alim%20Tursun&body=") and "\n" not in found.mail


def test_a_long_name_still_fits_into_a_post():
    found = acting.drafts(ROW | {"name": "Abdu" * 80}, "CN-GB", ADDRESS, "en")
    assert len(found.post) <= acting.longest() and found.post.endswith(ADDRESS)


def test_of_whom_little_is_published_little_is_said():
    found = acting.drafts({"name": "Alim Tursun"}, "CN-GB", ADDRESS, "en")
    assert "This is what is known of Alim Tursun." in found.letter and not re.search(r"\bnull|None\b", found.letter)


def test_every_authority_has_a_name_and_a_salutation_in_each_language():
    for code, one in acting.authorities().items():
        assert code == f"CN-{one['country']}" and one["address"] and set(one["name"]) == set(one["salutation"]) == {"en", "fr"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("acting"))
    path = folders.editions / "1" / "published.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        wanted = [name for (name,) in db.execute("SELECT case_id FROM actions")]
    with serving_site(folders, press=True) as served:
        yield served, wanted


def test_only_a_case_for_which_it_is_wanted_has_the_page(site):
    served, wanted = site
    client = served.client("journalist1")
    assert wanted == [PUBLIC_IDS[0]]
    page = client.get(f"/cases/{PUBLIC_IDS[0]}/act?in=fr&to=CN-CH")
    assert page.status_code == 200 and "Kalcheggweg" in page.text and "Je vous écris au sujet" in page.text
    assert f'href="/cases/{PUBLIC_IDS[0]}/act"' in client.get(f"/cases/{PUBLIC_IDS[0]}").text
    assert client.get(f"/cases/{PUBLIC_IDS[0]}/letter.pdf?to=CN-CH").headers["content-type"] == "application/pdf"
    for name in (PUBLIC_IDS[1], "zzzz7777zz"):
        assert client.get(f"/cases/{name}/act").status_code == 404
        assert "/act" not in client.get(f"/cases/{name}").text
    assert client.get(f"/cases/{PUBLIC_IDS[0]}/act?in=xx&to=nobody").status_code == 200


def test_nothing_is_proposed_once_somebody_is_released():
    assert [acting.is_over(ROW | {"status": status}) for status in ("released", "deceased", "sentenced", None)] == [
        True, True, False, False,
    ]  # fmt: skip
