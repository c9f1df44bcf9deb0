"""The pages on which researchers say whether two are one person, over HTTP: the queue, two sides, and what was said."""

import re
import time
from html import unescape
from urllib.parse import urlencode

import pytest
from datasette.utils import tilde_encode

from casebook import decisions, pipeline, schema
from casebook.matches import worksheet_back
from matching_world import ALIM, KEPT, MIHRAY, OTHER_ALIM, SABIR, judged, make, 沙比尔, 米热依, 阿里木
from reviewing_site import Desk, plain
from web_fixtures import serving_site


@pytest.fixture
def shop(tmp_path):
    return make(tmp_path / "world")


@pytest.fixture
def site(shop):
    with serving_site(shop.folders) as site:
        yield site


def pair_of(html: str) -> tuple[str, str]:
    return tuple(unescape(re.search(rf'name="{side}" value="([^"]*)"', html)[1]) for side in "ab")


def page(a: str, b: str) -> str:
    return "/matches?" + urlencode({"a": a, "b": b})


def say(desk: Desk, choice: str, **fields):
    a, b = pair_of(desk.html)
    return desk.send("match", a=a, b=b, choice=choice, queued="1", **fields)


def decide(shop, kind: str, **fields) -> None:
    decisions.append(shop.folders.decisions, kind, "Nadia", **fields)
    pipeline.judge(shop.folders)


def settle(site) -> None:
    """Until what follows from the decisions is done."""
    aside = site.app.clerk.aside
    until = time.monotonic() + 60
    while any(not job.ended.is_set() for job in aside._kept.values()) and time.monotonic() < until:
        time.sleep(0.05)


def test_the_queue_begins_with_who_has_a_case_and_goes_on_by_likelihood(site):
    desk = Desk(site, "researcher1", "/matches")
    order = [pair_of(desk.look(f"/matches?skip={place}")) for place in range(5)]
    assert order == [(MIHRAY, 米热依), (SABIR, 沙比尔), (ALIM, OTHER_ALIM), (ALIM, 阿里木), (OTHER_ALIM, 阿里木)]
    assert pair_of(desk.look("/matches?skip=99")) == order[-1]
    assert "5 left" in desk.html


def test_two_persons_stand_side_by_side_with_what_differs_marked(site):
    html = Desk(site, "researcher1", page(SABIR, 沙比尔)).html
    rows = {cells[0]: cells[1:] for cells in map(_cells, re.findall(r"<tr.*?</tr>", html, re.DOTALL))}
    assert rows["Born"] == ["1971", "3 April 1971", "fits"]
    assert rows["Sentence"] == ["15 years", "15 years", "same"]
    assert rows["Name, Han"] == ["", "沙比尔·库尔班 shabier kuerban", ""]
    assert ("Suggested with a probability of 97 %: the births fit to the year; a place is the same (Hotan County)."
            " Against it: the sex differs.") in plain(html)  # fmt: skip
    assert html.count('<rect class="side-1"') == 1 and html.count('<rect class="side-2"') == 1
    assert "He sold melons" in html and "██" in html and "Halide" not in html
    differing = Desk(site, "researcher1", page(OTHER_ALIM, 阿里木)).html
    assert "<tr class=\"differs\"><th scope=\"row\">Born" in differing


def _cells(row: str) -> list[str]:
    return [plain(cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]


def test_a_judgement_is_written_and_the_next_pair_comes_at_once(site, shop):
    desk = Desk(site, "researcher1", "/matches?skip=1")
    answer = say(desk, "same", reason="same day and village", skip="1")
    assert (answer.status_code, answer.headers["location"].partition("&told=")[0]) == (303, "/matches?skip=1")
    assert judged(shop) == [("researcher1", SABIR, 沙比尔, "same", "same day and village")]
    html = desk.look(answer.headers["location"])
    assert pair_of(html) == (ALIM, OTHER_ALIM) and "4 left" in html and "Written: <strong>same</strong>" in html
    settle(site)
    assert shop.rows("SELECT choice FROM matches WHERE a = ?", SABIR) == [("same",)]
    assert shop.rows("SELECT records FROM cases WHERE name = 'Sabir Qurbanov'") == [(2,)]


def test_what_follows_is_not_asked_and_a_dispute_shows_its_chain(site, shop):
    desk = Desk(site, "researcher1", "/matches")
    for a, b, choice in ((ALIM, 阿里木, "same"), (OTHER_ALIM, 阿里木, "same")):
        desk.look(page(a, b))
        assert desk.send("match", a=a, b=b, choice=choice).status_code == 303
    html = desk.look("/matches")
    assert "3 left" in html or "2 left" in html
    assert (ALIM, OTHER_ALIM) not in [pair_of(desk.look(f"/matches?skip={place}")) for place in range(4)]
    desk.look(page(ALIM, OTHER_ALIM))
    assert "One person already, by other judgements." in desk.html
    desk.send("match", a=ALIM, b=OTHER_ALIM, choice="different")
    html = desk.look(page(ALIM, OTHER_ALIM))
    assert "These judgements cannot all hold" in html and html.count(": the same, by") == 2
    assert "1 in dispute" in html
    assert "the same, by" in desk.look("/matches/judged?choice=disputes")


def test_two_at_once_are_given_two_pairs_and_neither_loses_a_judgement(site, shop):
    first, second = (Desk(site, name, "/matches") for name in ("researcher1", "researcher2"))
    assert (pair_of(first.html), pair_of(second.html)) == ((MIHRAY, 米热依), (SABIR, 沙比尔))
    for desk in (first, second):
        desk.look(page(ALIM, 阿里木))
    assert first.send("match", a=ALIM, b=阿里木, choice="different", reason="another father").status_code == 303
    answer = second.send("match", a=ALIM, b=阿里木, choice="same", reason="the same village")
    assert answer.status_code == 409 and "Something was decided on this meanwhile" in answer.text
    assert "the same village" in answer.text and "another father" in answer.text
    assert [line[0] for line in judged(shop)] == ["researcher1"]


def test_a_form_sent_twice_is_written_once(site, shop):
    desk = Desk(site, "researcher1", page(ALIM, 阿里木))
    for _ in range(2):
        assert desk.send("match", a=ALIM, b=阿里木, choice="unsure").status_code == 303
    assert len(judged(shop)) == 1
    assert "unsure" in plain(desk.look("/matches/judged?choice=unsure")) and ">Alim Tursun<" in desk.html


def test_a_judgement_is_taken_back_on_its_page(site, shop):
    desk = Desk(site, "researcher1", page(SABIR, 沙比尔))
    desk.send("match", a=SABIR, b=沙比尔, choice="same")
    desk.look(page(SABIR, 沙比尔))
    number = re.search(r'name="undo" value="(\d+)"', desk.html)[1]
    answer = desk.send("undo", a=SABIR, b=沙比尔, undo=number, chain="log.jsonl")
    assert answer.status_code == 303 and "Taken back" in desk.follow(answer)
    assert pair_of(desk.look("/matches?skip=1")) == (SABIR, 沙比尔)


@pytest.mark.parametrize(("fields", "status", "words"), [
    ({"a": ALIM, "b": ALIM, "choice": "same"}, 400, "names no two people"),
    ({"a": ALIM, "b": 阿里木}, 422, "Say whether they are the same"),
    ({"a": ALIM, "b": 阿里木, "choice": "perhaps"}, 422, "Say whether they are the same"),
])  # fmt: skip
def test_a_form_that_says_nothing_clear_writes_nothing(site, shop, fields, status, words):
    answer = Desk(site, "researcher1", page(ALIM, 阿里木)).send("match", **fields)
    assert (answer.status_code, judged(shop)) == (status, []) and words in answer.text


def test_somebody_who_is_in_no_record_is_not_judged(site, shop):
    answer = Desk(site, "researcher1", "/matches").send("match", a=ALIM, b="register:9/subject:姓名", choice="same")
    assert answer.status_code in (404, 422) and judged(shop) == []


def test_the_address_of_the_younger_case_leads_to_the_older_and_a_split_gives_it_back(site, shop):
    younger, client = "d" * 32, site.client("researcher1")
    person = f"/cases/{tilde_encode(米热依)}"

    def there(*addresses):
        return [(answer.status_code, answer.headers.get("location")) for answer in map(client.get, addresses)]

    decide(shop, "case", case=younger, members=[米热依])
    assert there(f"/cases/{younger}", person) == [(200, None)] * 2
    decide(shop, "match", a=MIHRAY, b=米热依, choice="same")
    rests = ("", ".json", "/face", "/consents")
    assert there(*(f"/cases/{younger}{rest}" for rest in rests)) == [(302, f"/cases/{KEPT}{rest}") for rest in rests]
    assert there(person) == [(302, f"/cases/{KEPT}")]
    decide(shop, "match", a=MIHRAY, b=米热依, choice="different")
    assert there(f"/cases/{younger}", f"/cases/{KEPT}", person) == [(200, None)] * 3


def test_the_queue_is_had_as_the_sheet_that_the_command_takes_back(site):
    answer = site.client("researcher1").get("/matches.csv")
    filled = answer.text.replace('"",""', '"same","one village"', 1)
    assert [(one.a, one.b, one.choice, one.reason) for one in worksheet_back.read(filled.encode(), "matches.csv")] == [
        (MIHRAY, 米热依, "same", "one village")]  # fmt: skip


def test_an_empty_queue_says_so(site, shop):
    db = schema.connect(shop.folders.cases)
    db.execute("DELETE FROM matches")
    db.close()
    assert "Nobody waits to be compared." in Desk(site, "researcher1", "/matches").html
