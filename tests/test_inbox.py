"""The inbox over real HTTP: a file looked at, cell by cell, before anything of it is taken in; taken in, and given back."""

import re

import pytest

from casebook import audit, receipts
from casebook.inbox import process
from casebook.inbox.desk import Desk as Inbox
from reading_world import make, served
from reviewing_site import Desk, nothing_beside, plain

SECOND = """\
No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes
1,Sabir Qurbanov,1971,May 2017,Hotan County,15 years,,,
2,Sabir Kurban,1971,June 2018,Hotan County,18 years,Zumret Helpful,,
4,Rahile Tomur,1980,2019,Kashgar,seven,,,
"""


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """What is done beside the site is done here at once; test_uploads has it done in processes."""

    nothing_beside(monkeypatch)
    monkeypatch.setattr(Inbox, "run", lambda self, draft, do: process.attempt(self.folders, draft, do))
    return make(tmp_path)


@pytest.fixture
def site(shop):
    with served(shop) as site:
        yield site


def upload(desk: Desk, name: str, content: str | bytes, token: str | None = None):
    desk.look("/inbox")
    body = content if isinstance(content, bytes) else content.encode()
    fields = [("token", (None, desk.token if token is None else token)), ("file", (name, body))]
    return desk.client.post("/inbox", files=fields)


def compared(desk: Desk, answer) -> tuple[str, str]:
    """(the address of the draft, its page once it has been looked at)."""
    address = answer.headers["location"]
    return address, seen(desk, address)


def seen(desk: Desk, address: str) -> str:
    while "you need not wait" in (html := desk.look(address)):
        pass
    return html


def test_what_a_new_version_would_change_is_shown_cell_by_cell_and_nothing_is_written(shop, site):
    desk, before = Desk(site, "researcher1", "/inbox"), shop.hashes()
    answer = upload(desk, "sheet.csv", SECOND)
    assert answer.status_code == 303 and re.fullmatch("/inbox/[0-9a-f]{32}", answer.headers["location"])
    address, html = compared(desk, answer)
    words = plain(html)
    assert "As a new version of sheet.csv , of the source An invented sheet" in words
    assert "1 new 2 changed 0 unchanged 1 gone 0 doubtful 0 set aside" in words
    assert "Sentence 17 years 18 years" in words
    assert "row 4 No 3 ; Name Aynur Sattar" in words
    assert "Zumret" not in html
    assert shop.hashes() == before


def test_one_click_takes_it_in_and_one_undoes_it(shop, site):
    desk, before = Desk(site, "researcher1", "/inbox"), shop.hashes()
    address, _ = compared(desk, upload(desk, "sheet.csv", SECOND))
    number = address.rpartition("/")[2]
    answer = desk.send("receive", draft=number)
    assert answer.status_code == 303 and "Written: you took a file in" in plain(desk.follow(answer))
    folder = shop.folders.sources / "list"
    (receipt,) = [one for one in receipts.effective(folder) if one.replaces]
    assert (receipt.by, receipt.file, receipt.replaces) == ("researcher1", "sheet-2.csv", "sheet.csv")
    shop.run()
    assert shop.hashes() != before and shop.hashes() == shop.rebuilt().hashes()
    assert desk.send("receive", draft=number).status_code == 303
    assert len(receipts.effective(folder)) == 2
    words = plain(desk.look(address))
    assert "It counts as sheet-2.csv of the source An invented sheet" in words
    assert list((shop.path / "inbox" / number / "upload").iterdir()) == []
    answer = desk.send("return", draft=number, of="list", receipt=str(receipt.seq))
    assert "Written: you undid the receiving of a file" in plain(desk.follow(answer))
    shop.run()
    assert shop.hashes() == before
    assert "does not count any more" in plain(desk.look(address))
    done = [(one["by"], one["did"]) for one in audit.read(shop.path / "audit") if one["action"] == "inbox"]
    assert done == [("researcher1", "uploaded"), ("researcher1", "took in"), ("researcher1", "gave back")]


def test_a_new_source_is_asked_for_in_a_few_words_and_keeps_apart_who_told_it(shop, site):
    desk = Desk(site, "researcher1", "/inbox")
    rows = "Prisoner,Place,Relayed\nAlim Tohti,Kashgar,Zumret Helpful\nPatime Semet,Aksu,Halide Other\n"
    address, html = compared(desk, upload(desk, "new list.csv", rows))
    assert "Or a new source" in html and "A source that is there" in html
    number = address.rpartition("/")[2]
    said = {"title": "List of a friend", "language": "en", "order": "DMY", "century": "2000", "column-Relayed": "teller"}
    answer = desk.send("sort", draft=number, **said)
    assert answer.headers["location"] == address
    _, html = compared(desk, answer)
    assert "As the first file of a new source, List of a friend" in plain(html) and "2 new 0 changed" in plain(html)
    assert "Zumret" not in html
    desk.send("receive", draft=number)
    shop.run()
    source = shop.folders.sources / "list-of-a-friend"
    assert [(one.by, one.file) for one in receipts.effective(source)] == [("researcher1", "new list.csv")]
    assert shop.rows("SELECT language, day_month_order FROM sources WHERE \"key\" = 'list-of-a-friend'") == [("en", "DMY")]
    assert "century: \"2000\"" in (source / "source.yml").read_text()
    assert b"Zumret" not in shop.folders.cases.read_bytes()
    assert ("Zumret Helpful",) in shop.contacts("SELECT value FROM contacts")


def test_a_file_of_other_people_is_one_more_file_and_no_new_version(shop, site):
    desk = Desk(site, "researcher1", "/inbox")
    head = SECOND.partition("\n")[0]
    _, html = compared(desk, upload(desk, "spring.csv", f"{head}\n20,Nurali Emet,1990,2018,Aksu,7 years,,,\n"))
    assert "As one more file of the source An invented sheet" in plain(html)
    assert "1 new 0 changed 0 unchanged 0 gone" in plain(html)


def test_what_was_received_meanwhile_is_looked_at_again(shop, site):
    desk = Desk(site, "researcher1", "/inbox")
    address, _ = compared(desk, upload(desk, "sheet.csv", SECOND))
    number = address.rpartition("/")[2]
    shop.receive("list", "other.csv", SECOND.replace("18 years", "20 years"), "sheet.csv")
    shop.run()
    answer = desk.send("receive", draft=number)
    assert answer.status_code == 422 and "Something was received for this source" in plain(answer.text)
    assert "Sentence 20 years 18 years" in plain(seen(desk, address))
