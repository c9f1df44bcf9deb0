"""What somebody told a researcher, written down on a case: a source like any other, amended by its own speaker alone."""

import json

import pytest
from datasette.utils import tilde_encode

from casebook import decisions, pipeline, receipts, reviewing_process
from reading_world import CASE, make, served
from reviewing_site import Desk, nothing_beside, plain

PAGE = f"/cases/{CASE}/told"
TOLD = {
    "by": "Zumret Helpful", "relation": "sister", "when": "January 2024", "channel": "call", "how": "told abroad",
    "language": "en", "words": "Zumret Helpful says her brother was moved in March 2019. He was released on 4 May 2022.",
}  # fmt: skip
SOURCE = "told-here-family-told-abroad-en"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    nothing_beside(monkeypatch)
    return make(tmp_path)


@pytest.fixture
def site(shop):
    with served(shop) as site:
        yield site


def tell(desk: Desk, **fields):
    """Send the form of the page; the name that a case is listed under and its person come with it."""
    html = desk.look(PAGE)
    hidden = {name: html.split(f'name="{name}" value="')[1].split('"')[0] for name in ("about", "name", "entry")}
    return desk.send("tell", **hidden | {"back": PAGE} | fields)


def claims(shop) -> set[tuple]:
    return set(shop.rows("""SELECT c.property, c.edtf, c.standing FROM claims c JOIN records r ON r.id = c.record JOIN sources s
                            ON s.id = r.source WHERE s."key" LIKE 'told-here%' AND c.property = 'date'"""))  # fmt: skip


def test_what_was_told_is_a_record_of_a_source_with_who_entered_it_and_waits_to_be_read(shop, site):
    desk = Desk(site, "researcher1", PAGE)
    answer = tell(desk, **TOLD)
    assert answer.status_code == 303 and answer.headers["location"].startswith(f"{PAGE}?told=")
    assert "Written: you wrote down what somebody told" in plain(desk.follow(answer))
    assert list(reviewing_process.bring_about(shop.folders, [], False, "2024-06-01", takes_in=True)) == []
    folder = shop.folders.sources / SOURCE
    (receipt,) = receipts.effective(folder)
    cells = {name: TOLD[field] for name, field in (("Told by", "by"), ("Relation", "relation"), ("Words", "words"))}
    assert receipt.by == "researcher1"
    assert json.loads((folder / "files" / receipt.file).read_text())[0].items() >= cells.items()
    assert claims(shop) == {("date", "2019-03", "stands"), ("date", "2022-05-04", "stands")}
    assert shop.rows("SELECT how_known, told_on, asserted_by FROM claims WHERE edtf = '2022-05-04'") == [
        ("told abroad", "2024-01", "family")]  # fmt: skip
    record, person = shop.rows("""SELECT r."key", m.person FROM records r JOIN mentions m ON m.record = r.id JOIN sources s
                                  ON s.id = r.source WHERE s."key" = ? AND m.role = 'subject'""", SOURCE)[0]  # fmt: skip
    assert shop.rows("SELECT case_key FROM cases WHERE person = ?", person) == [(CASE,)]
    assert "4 May 2022" in plain(desk.look(f"/read/{tilde_encode(record)}"))
    assert "Sister, January 2024" in plain(desk.look(PAGE)) and "claims wait to be read" in plain(desk.html)
    assert shop.hashes() == shop.rebuilt().hashes()


def test_a_friend_is_not_of_the_family(shop, site):
    tell(Desk(site, "researcher1", PAGE), **TOLD | {"relation": "friend"})
    assert [path.name for path in shop.folders.sources.glob("told-here-*")] == ["told-here-person-told-abroad-en"]


def test_the_name_of_who_told_it_is_in_contacts_alone(shop, site):
    tell(Desk(site, "researcher1", PAGE), **TOLD)
    pipeline.run(shop.folders)
    assert ("Zumret Helpful",) in shop.contacts("SELECT DISTINCT value FROM contacts WHERE kind = 'name'")
    assert b"Zumret" not in shop.folders.cases.read_bytes()
    assert b"Zumret" not in b"".join(file.read_bytes() for file in shop.folders.decisions.glob("*.jsonl"))
    assert "Zumret" not in Desk(site, "researcher1", PAGE).html


def test_a_second_click_writes_nothing_and_what_is_not_clear_is_told_with_all_that_was_typed(shop, site):
    desk = Desk(site, "researcher1", PAGE)
    entry = {"entry": "ab" * 8}
    assert [tell(desk, **TOLD | entry).status_code for _ in range(2)] == [303, 303]
    assert len(receipts.effective(shop.folders.sources / SOURCE)) == 1
    assert [one.kind for one in decisions.read(shop.folders.decisions)] == ["case", "match"]
    for wrong, words in (({"when": "soon"}, "Say when"), ({"relation": "qwerty"}, "is no relation"), ({"how": ""}, "Say how"),
                         ({"by": "", "relation": ""}, "Say who"), ({"words": ""}, "in their own words")):  # fmt: skip
        answer = tell(desk, **TOLD | wrong)
        assert answer.status_code == 422 and words in plain(answer.text)
        assert f'value="{wrong.get("when", TOLD["when"])}"' in answer.text
    assert tell(desk, **TOLD | {"entry": "../x"}).status_code == tell(desk, **TOLD | {"back": "/x"}).status_code == 400


def test_an_amendment_supersedes_what_the_same_speaker_said_and_nobody_elses_words(shop, site):
    desk = Desk(site, "researcher1", PAGE)
    tell(desk, **TOLD)
    tell(desk, **TOLD | {"relation": "uncle", "by": "Somebody Else", "words": "He was released on 9 June 2022."})
    pipeline.run(shop.folders)
    first = min(one.file for one in receipts.effective(shop.folders.sources / SOURCE) if "Zumret" in
                (shop.folders.sources / SOURCE / "files" / one.file).read_text()).removesuffix(".json")  # fmt: skip
    answer = tell(desk, amends=f"{SOURCE}:{first}", when="2024-06-01", words="He was released on 5 May 2022.")
    assert answer.status_code == 303 and "Written: you wrote down what somebody told" in plain(desk.follow(answer))
    pipeline.run(shop.folders)
    gone = "no longer said by the source"
    assert claims(shop) == {("date", "2019-03", gone), ("date", "2022-05-04", gone), ("date", "2022-05-05", "stands"),
                            ("date", "2022-06-09", "stands")}  # fmt: skip
    assert b"Zumret" not in shop.folders.cases.read_bytes()
    for amends in ("list:1", "told-here-x:1", f"../{SOURCE}:{first}", f"{SOURCE}:nothing"):
        assert tell(desk, amends=amends, when="2024", words="x").status_code == 422
    assert shop.hashes() == shop.rebuilt().hashes()
