"""A case opened by hand: six fields, a source like any other, and never a second case of somebody in silence."""

import json
import re

import pytest

from casebook import decisions, receipts, reviewing_process
from reading_world import make, served
from reviewing_site import Desk, nothing_beside, plain

SAID = {
    "name": "Tursunay Osmanova", "birth": "May 1988", "place": "Aksu Prefecture", "date": "spring 2018", "known": "nobody asked",
    "circumstances": "She was taken from her home. She was sentenced to 7 years in prison in March 2019.",
}  # fmt: skip
SOURCE = "by-hand-en"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    nothing_beside(monkeypatch)
    return make(tmp_path)


@pytest.fixture
def site(shop):
    with served(shop) as site:
        yield site


def hidden(desk: Desk) -> dict[str, str]:
    return {name: re.search(rf'name="{name}" value="([^"]*)"', desk.html)[1] for name in ("case", "written", "shown")}


def write(desk: Desk, **fields):
    desk.look("/add")
    return desk.send("add", **hidden(desk) | SAID | fields)


def test_a_case_is_a_record_of_a_source_with_who_entered_it_and_is_built_like_any_other(shop, site):
    desk = Desk(site, "researcher1", "/add")
    answer = write(desk)
    key = re.match(r"/add/([0-9a-f]{32})[?]told=", answer.headers["location"])[1]
    assert list(reviewing_process.bring_about(shop.folders, [], False, "2024-06-01", takes_in=True)) == []
    page = desk.client.get(answer.headers["location"])
    assert page.headers["location"].startswith(f"/cases/{key}?told=")
    assert "Tursunay Osmanova" in desk.client.get(page.headers["location"]).text
    (receipt,) = receipts.effective(shop.folders.sources / SOURCE)
    (cells,) = json.loads((shop.folders.sources / SOURCE / "files" / receipt.file).read_text())
    assert receipt.by == cells["Entered by"] == "researcher1" and cells["Circumstances"] == SAID["circumstances"]
    of = 'JOIN records r ON r.id = c.record JOIN sources s ON s.id = r.source WHERE s."key" = ? AND c.edtf IS NOT NULL'
    found = shop.rows(f"SELECT c.property, c.edtf FROM claims c {of} ORDER BY 1, 2", SOURCE)
    assert found == [("birth", "1988-05"), ("date", "2018-21"), ("date", "2019-03")]
    assert shop.rows("SELECT place FROM cases WHERE case_key = ?", key) == [("Aksu Prefecture",)]
    assert shop.hashes() == shop.rebuilt().hashes()
    assert [one.file for one in receipts.effective(shop.folders.sources / SOURCE)] == [f"{key}.json"]


def test_who_is_known_by_a_name_like_that_is_shown_before_a_second_case_is_opened(shop, site):
    desk = Desk(site, "researcher1", "/add")
    answer = write(desk, name="Sabir Qurbanow")
    assert answer.status_code == 422 and "There are people of this name" in plain(answer.text)
    assert "Sabir Qurbanov" in plain(answer.text) and 'value="spring 2018"' in answer.text
    assert not (shop.folders.sources / SOURCE).exists()
    desk.html = answer.text
    assert desk.send("add", **SAID | {"name": "Sabir Qurbanow"} | hidden(desk)).status_code == 303
    found = desk.client.get("/add/known", params={"q": "Sabir Qurbanow"}).json()
    assert "Sabir Qurbanov" in [one["name"] for one in found]
    assert [desk.client.get("/add/known", params={"q": q}).json() for q in ("", "\"", "a OR b", "Zzzz Yyyy")] == [[]] * 4


def test_a_second_click_writes_nothing_and_what_is_missing_is_told(shop, site):
    desk = Desk(site, "researcher1", "/add")
    desk.look("/add")
    form = hidden(desk) | SAID
    assert [desk.send("add", **form).status_code for _ in range(2)] == [303, 303]
    assert len(receipts.effective(shop.folders.sources / SOURCE)) == 1
    for wrong, words in (({"name": ""}, "Give the name"), ({"known": ""}, "Say whether it may be known")):
        answer = write(desk, **wrong)
        assert answer.status_code == 422 and words in plain(answer.text) and "sentenced to 7 years" in answer.text
    assert write(desk, case="x").status_code == write(desk, written="de").status_code == 400


def test_who_may_not_be_known_is_held_and_a_word_given_leads_to_the_consents(shop, site):
    desk = Desk(site, "researcher1", "/add")
    answer = write(desk, known="no")
    key = answer.headers["location"].split("/")[2].partition("?")[0]
    assert [(one.kind, one["case"]) for one in decisions.read(shop.folders.decisions)][-2:] == [("case", key), ("hold", key)]
    assert "?next=consents&told=" in write(desk, known="yes", name="Rahile Tomur").headers["location"]
