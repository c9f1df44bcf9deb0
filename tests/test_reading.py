"""A text read through on the research site: what is written of it, that nothing is lost, and the queues that lead to it."""

import re

import pytest
from datasette.utils import tilde_encode

from casebook import decisions, pipeline
from casebook.pages.claimed import reading
from casebook.pages.shown import numbered
from casebook.weighing import correcting
from reading_world import CASE, make, record, served
from reviewing_site import Desk, nothing_beside, plain

LETTER = "nephew"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    nothing_beside(monkeypatch)
    return make(tmp_path)


@pytest.fixture
def site(shop):
    with served(shop) as site:
        yield site


@pytest.fixture
def page(shop):
    return "/read/" + tilde_encode(record(shop, LETTER))


def read(desk: Desk, page: str, **fields):
    """Send the form of a text as its page would, with more fields."""
    html = desk.look(page)
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("record", "claims", "shown")}
    return desk.send("read", **hidden | fields)


def lines(shop) -> list[tuple]:
    """What was decided on claims: (by, reason, choice or corrected value, what it read as)."""
    return [(one.by, one.reason, one.get("choice") or one["value"], one["seen"])
            for one in decisions.read(shop.folders.decisions) if one.kind in ("claim", "correct")]  # fmt: skip


def keys(html: str) -> list[str]:
    return re.search(r'name="claims" value="([^"]*)"', html)[1].split()


def test_one_button_takes_all_that_was_read_and_it_counts_then(shop, site, page):
    desk = Desk(site, "researcher1", page)
    answer = read(desk, page, go_on="1")
    assert answer.headers["location"].startswith("/reading/next?after=")
    assert lines(shop) == [("researcher1", "", "accept", seen) for seen in (
        "detention", "2017-05", "sentence", "2018-03", "term 180.0..180.0")]  # fmt: skip
    pipeline.judge(shop.folders)
    assert shop.rows("SELECT DISTINCT c.reading FROM claims c JOIN records r ON r.id = c.record WHERE r.key = ?"
                     " AND c.rule LIKE 'narrative%'", record(shop, LETTER)) == [("checked by a person",)]  # fmt: skip
    assert "All of it is read." in plain(desk.look(page))
    assert shop.hashes() == shop.rebuilt().hashes()


def test_what_did_not_happen_takes_its_day_with_it_and_a_correction_is_read_as_a_cell_is(shop, site, page):
    desk = Desk(site, "researcher1", page)
    happened, _, _, _, term = keys(desk.html)
    read(desk, page, strike=happened, **{f"value-{term}": "sixteen years"}, reason="her nephew was not there")
    why = "her nephew was not there"
    assert lines(shop) == [
        ("researcher1", why, "reject", "detention"), ("researcher1", why, "reject", "2017-05"),
        ("researcher1", "", "accept", "sentence"), ("researcher1", "", "accept", "2018-03"),
        ("researcher1", why, "term 192..192", "term 180.0..180.0"),
    ]  # fmt: skip


def test_reading_again_writes_only_what_is_new(shop, site, page):
    desk = Desk(site, "researcher1", page)
    read(desk, page)
    before = len(lines(shop))
    assert read(desk, page).status_code == 422 and len(lines(shop)) == before
    date = keys(desk.html)[1]
    read(desk, page, strike=date)
    assert lines(shop)[before:] == [("researcher1", "", "reject", "2017-05")]
    read(desk, page)
    assert lines(shop)[before + 1 :] == [("researcher1", "", "accept", "2017-05")], "it is taken again"
    read(desk, page, **{f"value-{date}": "June 2017"}, reason="misread")
    assert lines(shop)[before + 2 :] == [("researcher1", "misread", "2017-06", "2017-05")]
    assert "Corrected by researcher1" in plain(desk.look(page)) and "June 2017" in plain(desk.html), "before it is applied"


@pytest.mark.parametrize(("typed", "reason", "words"), [
    ("a long time", "because", "is not understood as: term"), ("16 years", "", "Say in a few words why"),
])  # fmt: skip
def test_what_is_not_understood_or_not_explained_is_not_written_and_nothing_typed_is_lost(shop, site, page, typed, reason, words):
    desk = Desk(site, "researcher1", page)
    term, day = keys(desk.html)[4], keys(desk.html)[3]
    answer = read(desk, page, strike=day, **{f"value-{term}": typed}, reason=reason)
    assert answer.status_code == 422 and words in plain(answer.text) and lines(shop) == []
    assert f'value="{typed}"' in answer.text and f'value="{day}" checked' in answer.text


def test_two_at_once_lose_nothing_and_a_second_click_writes_nothing(shop, site, page):
    first, second = (Desk(site, f"researcher{n}", page) for n in (1, 2))
    day = keys(first.html)[1]
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', first.html)[1] for name in ("record", "claims", "shown")}
    assert first.send("read", **hidden).status_code == 303
    late = second.send("read", **hidden, strike=day)
    assert late.status_code == 409 and f'value="{day}" checked' in late.text and "researcher1 judged a claim" in plain(late.text)
    assert len(lines(shop)) == 5
    assert first.send("read", **hidden).status_code == 303 and len(lines(shop)) == 5
    read(second, page, strike=day)
    assert lines(shop)[5:] == [("researcher2", "", "reject", "2017-05")]


def test_a_text_that_reads_otherwise_meanwhile_is_not_decided_on(shop, site, page):
    desk = Desk(site, "researcher1", page)
    answer = read(desk, page, shown="0" * 64)
    assert answer.status_code == 422 and "is not what this page showed" in plain(answer.text) and lines(shop) == []


def test_the_queue_has_kept_cases_first_and_leads_from_one_to_the_next(shop, site, page):
    desk = Desk(site, "researcher1", "/reading")
    texts = plain(desk.html)
    assert texts.index("A case is kept 1 Sabir Qurbanov") < texts.index("Nobody has asked for it yet 2")
    assert desk.client.get("/reading/next").headers["location"] == page
    onward = desk.follow(read(desk, page, go_on="1")) or desk.client.get("/reading/next").headers["location"]
    assert page not in onward, "before it is applied"
    assert "3 texts wait" in texts


def test_two_accounts_are_ruled_on_and_the_page_of_reasons_says_by_whom(shop, site):
    desk = Desk(site, "researcher1", "/contradictions")
    found = re.findall(r'name="(a|b|was-a|was-b)" value="([^"]*)"', desk.html)
    pair, other = dict(found[:4]), dict(found[4:])
    seen = re.findall(r'name="seen" value="(\d+)"', desk.html)[0]
    assert desk.send("differ", seen=seen, **pair, choice="both", reason="two aunts", back="/contradictions").status_code == 303
    assert desk.send("differ", **other, choice="a", back=f"/cases/{CASE}/why").status_code == 303
    assert "No two accounts wait" in plain(desk.look()), "before it is applied"
    pipeline.judge(shop.folders)
    assert shop.rows("SELECT kind, ruling FROM contradictions") == [("incompatible", "differs")]
    told = plain(desk.look(f"/cases/{CASE}/why"))
    assert "Accounts differ , as researcher1 ruled" in told and "“two aunts”" in told


def test_the_page_of_reasons_says_what_is_chosen_by_which_rule_and_on_what_ground(shop, site):
    told = plain(Desk(site, "researcher1", f"/cases/{CASE}/why").html)
    assert "At least 2 independent sources in 3 records" in told
    assert "both are of one source that does not say who told them" in told
    assert "Shown: 1971 . All claims that count say so. Basis: testimony." in told
    assert "They cannot all hold, so each is shown." in told and "Not settled yet: settle it" in told
    assert "not counted until somebody has read it" in told


def test_a_claim_is_corrected_on_the_page_of_reasons_and_no_form_leads_elsewhere(shop, site):
    desk = Desk(site, "researcher1", f"/cases/{CASE}/why")
    key = shop.rows("SELECT \"key\" FROM claims WHERE raw = 'June 2018'")[0][0]
    form = {"claim": key, "was": "2018-06", "property": "date", "value": "June 2017", "reason": "a slip", "back": desk.page}
    assert desk.send("correct", **form | {"back": "https://example.org/"}, seen="0").status_code == 400
    assert desk.send("correct", **form, seen="0").status_code == 303
    assert desk.send("claim", claim=key, was="2017-06", choice="reject", back=desk.page, seen="1").status_code == 303
    assert lines(shop) == [("researcher1", "a slip", "2017-06", "2018-06"), ("researcher1", "", "reject", "2017-06")]


def test_issues_are_told_by_rule_with_file_row_and_column(shop, site):
    desk = Desk(site, "researcher1", "/issues")
    listed = re.findall(r'href="(/issues\?code=[^"]+)"', desk.html)
    assert listed and "What to do:" in desk.html
    told = plain(desk.look(listed[0].replace("&amp;", "&")))
    assert "File Row Column Words About" in told and "All rules" in told


def test_neither_journalists_nor_the_press_site_have_any_of_it(shop, site, page):
    pages = (page, "/reading", "/reading/next", "/contradictions", "/issues", f"/cases/{CASE}/why")
    assert {site.client("journalist1").get(address).status_code for address in pages} == {404}
    with served(shop, press=True) as press:
        assert {press.client("researcher1").get(address).status_code for address in pages} == {404}


@pytest.mark.parametrize("address", ["/read/nothing", "/read/a~3A1~2F", "/read/~FF", "/read/x?part=9", "/issues?code=no&after=x"])
def test_what_is_not_there_is_no_error(site, address):
    assert site.client("researcher1").get(address).status_code in (200, 400, 404)


def test_overlapping_words_are_marked_once_and_numbered_each():
    assert numbered("taken in May", [(0, 12, 1), (6, 12, 2), (9, 99, 3)]) == (
        '<mark data-of="1">taken </mark><mark data-of="1 2">in </mark><mark data-of="1 2 3">May</mark>'
        + "".join(f'<sup><a href="#p{n}" aria-label="claim {n}">{n}</a></sup>' for n in (1, 2, 3))
    )
    assert numbered("<b>ئا", []) == "&lt;b&gt;ئا"


@pytest.mark.parametrize(("name", "typed", "value"), [
    ("date", "May 2017", "2017-05"), ("date", "2017-05-1X", "2017-05-1X"), ("date", "about 2017", "2017~"),
    ("term", "15 years", "term 180..180"), ("place", "653200", "653200"), ("place", "near Urumqi", "near 650100"),
    ("sex", "female", "female"), ("status", "released", "released"), ("age", "40", "age 40..40"), ("reason", "prayed", "prayed"),
])  # fmt: skip
def test_what_is_typed_is_read_as_a_cell_is(name, typed, value):
    assert correcting.typed(name, typed) == value
    correcting.columns(name, value)


@pytest.mark.parametrize(("name", "typed"), [("date", "03/04/2018"), ("date", "soon"), ("term", "long"), ("occurred", "yes"),
                                             ("name", "Sabir"), ("sex", "perhaps"), ("place", "nowhere at all")])  # fmt: skip
def test_what_is_not_understood_or_has_several_readings_is_declined(name, typed):
    with pytest.raises(ValueError, match=".*"):
        correcting.typed(name, typed)


def test_a_relation_is_read_as_its_word_and_not_as_its_code():
    said = {"rule": "relation", "property": "relation", "value": "BRO", "raw": "her brother", "absence": None, "edtf": None}
    assert reading(said | {"unit": None}) == "Brother"
